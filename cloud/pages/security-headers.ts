import type { ServerResponse } from 'node:http';
import type { Middleware } from 'koa';
import helmet from 'koa-helmet';

/** No page of ours asks for any of these; whatever came into one could not either. */
const permissions = 'camera=(), geolocation=(), microphone=(), payment=(), usb=()';

/** Headers of every answer: nothing from elsewhere is loaded, nothing inline runs, no address is passed on. */
export function securityHeaders(publicOrigin: string): Middleware {
  const isHttps = publicOrigin.startsWith('https:');
  const usual = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        scriptSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    // What `frame-ancestors` says, for browsers that do not know it.
    xFrameOptions: { action: 'deny' },
    strictTransportSecurity: isHttps ? { maxAge: 31_536_000 } : false,
    // These two do nothing but complain on plain HTTP.
    crossOriginOpenerPolicy: isHttps,
    originAgentCluster: isHttps,
  });
  /** As they were set for the first answer: they are the same for every one, and to make them takes ten times as long as to repeat them. */
  let known: readonly Header[] | null = null;
  return async (ctx, next) => {
    if (known === null) {
      ctx.set('Permissions-Policy', permissions);
      await usual(ctx, async () => undefined);
      known = headersOf(ctx.res);
    } else for (const [name, value] of known) ctx.res.setHeader(name, value);
    await next();
  };
}

type Header = readonly [name: string, value: string];

const headersOf = (answer: ServerResponse): readonly Header[] =>
  answer.getHeaderNames().map((name) => [name, String(answer.getHeader(name))]);
