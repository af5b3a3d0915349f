import type { Middleware } from 'koa';
import { Trouble } from './trouble.ts';

/**
 * Refuses posts that a browser sends from another site. Browsers say so in Sec-Fetch-Site; older ones only in Origin, which is `null`
 * on our own pages because they send no referrer. Clients that are no browsers send neither; whoever sends one has to be ours by it, whatever the other
 * says. What is sent besides is a secret of its own: the token or the id in the address, or the sealed draft of a booking.
 */
export const refuseCrossSite = (publicOrigin: string): Middleware => {
  return async (ctx, next) => {
    if (ctx.method === 'POST') {
      const site = ctx.get('Sec-Fetch-Site');
      const isOwnSite = site === '' || site === 'same-origin' || site === 'none';
      if (!isOwnSite || !isOwnOrigin(ctx.get('Origin'), publicOrigin, ctx.host)) throw new Trouble('cross-site');
    }
    await next();
  };
};

const isOwnOrigin = (origin: string, publicOrigin: string, host: string): boolean =>
  origin === '' || origin === 'null' || origin === publicOrigin || (URL.canParse(origin) && new URL(origin).host === host);

/** Under /api a body is JSON and nothing else, so that no form of another site can pass for one. */
export const requireJson: Middleware = async (ctx, next) => {
  const hasBody = Number(ctx.get('Content-Length') || 0) > 0 || ctx.get('Transfer-Encoding') !== '';
  const isJson = ctx.get('Content-Type') === 'application/json' || ctx.is('json');
  if (ctx.method === 'POST' && ctx.path.startsWith('/api/') && hasBody && !isJson) throw new Trouble('not-json');
  await next();
};
