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
  return (ctx, next) => {
    ctx.set('Permissions-Policy', permissions);
    return usual(ctx, next);
  };
}
