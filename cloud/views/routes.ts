import Router from '@koa/router';
import type { Context } from 'koa';
import { asyncApi } from '#contract/asyncapi.ts';
import type { ProblemType } from '../api/port.ts';
import type { CloudClock } from '../clock.ts';
import type { Store } from '../store/open.ts';
import { asJson } from './event-forms.ts';
import { liveQueue, ticketByToken } from './live.ts';
import type { LiveEvents } from './port.ts';

export type ViewParts = {
  readonly store: Store;
  readonly clock: CloudClock;
  readonly liveEvents: LiveEvents;
  readonly refuse: (ctx: Context, type: ProblemType, detail: string) => void;
};

/**
 * `GET /api/v1/offices/:office/live`, `GET /api/v1/tickets/:token`, both as server-sent events too at …/events, and the protocol of the edges, open to
 * everybody.
 */
export function viewRoutes({ store, clock, liveEvents, refuse }: ViewParts): Router {
  const router = new Router({ prefix: '/api/v1' });
  router.get('/offices/:office/live', async (ctx) => {
    ctx.set('cache-control', 'no-store');
    const queue = await liveQueue(store, ctx.params.office ?? '', clock);
    if (queue) ctx.body = queue;
    else refuse(ctx, 'unknown-office', 'GET /api/v1/offices lists the offices.');
  });
  router.get('/tickets/:token', async (ctx) => {
    ctx.set('cache-control', 'no-store');
    const ticket = await ticketByToken(store, ctx.params.token ?? '', clock);
    if (ticket) ctx.body = ticket;
    else refuse(ctx, 'unknown-ticket', 'No slip of today bears this token.');
  });
  router.get('/offices/:office/live/events', (ctx) => liveEvents.ofQueue(ctx, ctx.params.office ?? '', asJson));
  router.get('/tickets/:token/events', (ctx) => liveEvents.ofTicket(ctx, ctx.params.token ?? '', asJson));
  const protocol = asyncApi();
  router.get('/asyncapi.json', (ctx) => {
    ctx.body = protocol;
  });
  return router;
}
