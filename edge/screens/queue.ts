import Router from '@koa/router';
import type { Views } from '../core/views/screens.ts';
import type { EventStream } from './event-stream.ts';

/** The public view for anybody on the office's network, once or as a stream. */
export function queueRoutes(current: () => Views, stream: EventStream): Router {
  const router = new Router({ prefix: '/api/v1' });
  router.get('/queue', (ctx) => {
    ctx.set('Cache-Control', 'no-store');
    ctx.body = current().public;
  });
  router.get('/events', (ctx) => stream.open(ctx));
  return router;
}
