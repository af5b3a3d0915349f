import Router from '@koa/router';
import type { Desk } from './port.ts';
import { loopbackOnly } from './who-asks.ts';

/** The front door, and what technicians read on the kiosk itself: health and Prometheus text. */
export function technicianRoutes(desk: Desk, home: string, metrics: (() => Promise<string>) | undefined): Router {
  const router = new Router();
  router.get('/', (ctx) => ctx.redirect(home));
  router.get('/healthz', loopbackOnly, (ctx) => {
    ctx.body = { state: 'ok', asOf: desk.views().public.asOf };
  });
  router.get('/metrics', loopbackOnly, async (ctx) => {
    if (metrics === undefined) return;
    ctx.type = 'text/plain; version=0.0.4; charset=utf-8';
    ctx.body = await metrics();
  });
  return router;
}
