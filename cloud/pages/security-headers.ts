import type { Middleware } from 'koa';
import helmet from 'koa-helmet';

/** Headers of every answer: nothing from elsewhere is loaded, nothing inline runs, no address is passed on. */
export function securityHeaders(publicOrigin: string): Middleware {
  const isHttps = publicOrigin.startsWith('https:');
  return helmet({
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
    strictTransportSecurity: isHttps ? { maxAge: 31_536_000 } : false,
    // These two do nothing but complain on plain HTTP.
    crossOriginOpenerPolicy: isHttps,
    originAgentCluster: isHttps,
  });
}
