import type { Middleware } from 'koa';
import { Trouble } from './trouble.ts';

/** Probes ask by whatever address they know; these answer nothing that depends on it. */
const probes = /^(\/api\/v1)?\/(healthz|readyz|metrics)$/;
const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/;

/**
 * Refuses requests that name another host than the public origin's, or this machine itself. No link is ever built from it, but a name that is not
 * ours is a mistaken proxy or somebody's trick with the domain name system.
 */
export const refuseUnknownHost = (publicOrigin: string): Middleware => {
  const own = new URL(publicOrigin).host;
  return async (ctx, next) => {
    const host = ctx.host.toLowerCase();
    if (host !== own && !loopback.test(host) && !probes.test(ctx.path)) throw new Trouble('unknown-host');
    await next();
  };
};
