import Router from '@koa/router';
import type { Context } from 'koa';
import { asyncApi } from '#contract/asyncapi.ts';
import type { CloudClock } from '../clock.ts';
import type { Store } from '../store/open.ts';
import { liveQueue, ticketByToken } from './live.ts';

/** `GET /api/v1/offices/:office/live`, `GET /api/v1/tickets/:token` and the protocol of the edges, open to everybody. */
export function viewRoutes({ store, clock }: { readonly store: Store; readonly clock: CloudClock }): Router {
  const router = new Router({ prefix: '/api/v1' });
  router.get('/offices/:office/live', async (context) => {
    answer(context, await liveQueue(store, context.params.office ?? '', clock), unknownOffice);
  });
  router.get('/tickets/:token', async (context) => {
    answer(context, await ticketByToken(store, context.params.token ?? '', clock), unknownTicket);
  });
  const protocol = asyncApi();
  router.get('/asyncapi.json', (context) => {
    context.body = protocol;
  });
  return router;
}

const unknownOffice = ['unknown-office', 'There is no such office', 'GET /api/v1/offices lists the offices.'] as const;
const unknownTicket = ['unknown-ticket', 'The ticket is not known', 'No slip of today bears this token.'] as const;

/** The view, or a problem (RFC 9457) when there is none. */
function answer(context: Context, view: object | null, [type, title, detail]: readonly [string, string, string]): void {
  context.set('cache-control', 'no-store');
  if (view) {
    context.body = view;
    return;
  }
  context.status = 404;
  context.body = JSON.stringify({ type, title, status: 404, detail });
  context.type = 'application/problem+json';
}
