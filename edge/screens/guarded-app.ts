import Koa from 'koa';
import helmet from 'koa-helmet';
import { bodies } from './body.ts';
import { bodyLimitKb, problems } from './problem.ts';
import { sameOriginOnly } from './who-asks.ts';

/** An app without routes: errors become problems, every answer carries the security headers, foreign pages and large bodies are refused. */
export function guardedApp(log: { warn(fields: object, message: string): void }): Koa {
  const app = new Koa();
  app.on('error', (error: NodeJS.ErrnoException) => {
    if (!wentAway.has(error.code ?? '')) log.warn({ err: error }, 'a page request failed');
  });
  app.use(problems(log));
  app.use(securityHeaders());
  app.use(sameOriginOnly);
  app.use(bodies(bodyLimitKb * 1024));
  return app;
}

/** What Node calls a page that was closed while it was answered: no fault of anybody. */
const wentAway = new Set(['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE']);

/** Strict: nothing from elsewhere, nothing inline. The kiosk speaks plain HTTP on its own network, hence no upgrade and no HSTS. */
const securityHeaders = (): Koa.Middleware =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'base-uri': ["'none'"],
        'object-src': ["'none'"],
        'frame-ancestors': ["'none'"],
        'form-action': ["'self'"],
      },
    },
    strictTransportSecurity: false,
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
  });
