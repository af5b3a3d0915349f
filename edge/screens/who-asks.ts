import type { Context, Middleware } from 'koa';
import { answerProblem } from './problem.ts';

/** Lets only this very machine pass, judged by the socket, never by a header. */
export const loopbackOnly: Middleware = async (ctx, next) => {
  if (fromLoopback(ctx as Context)) return next();
  answerProblem(ctx as Context, {
    status: 403,
    type: 'loopback-only',
    title: 'This page opens on the kiosk itself only.',
    detail: 'From the office network use /board or /staff.',
  });
};

/**
 * Refuses what a page of another site makes a browser send. Programs send neither header and pass:
 * they cannot be lured and carry no cookie of ours.
 */
export const sameOriginOnly: Middleware = async (ctx, next) => {
  if (ctx.method === 'GET' || ctx.method === 'HEAD' || sameOrigin(ctx as Context)) return next();
  answerProblem(ctx as Context, { status: 403, type: 'cross-origin', title: 'A page of another site may not do this.' });
};

export const addressOf = (ctx: Context): string => ctx.req.socket.remoteAddress ?? '';

function fromLoopback(ctx: Context): boolean {
  const address = addressOf(ctx);
  return address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.');
}

function sameOrigin(ctx: Context): boolean {
  const site = ctx.get('Sec-Fetch-Site');
  if (site !== '') return site === 'same-origin' || site === 'none';
  const origin = ctx.get('Origin');
  return origin === '' || (URL.canParse(origin) && new URL(origin).host === ctx.get('Host'));
}
