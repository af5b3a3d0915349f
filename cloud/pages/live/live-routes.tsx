import Router from '@koa/router';
import { sendPage } from '../../send-page.ts';
import { readOffice } from '../../store/read-office.ts';
import type { PageParts } from '../page-parts.ts';
import { readReader } from '../reader.ts';
import { TroublePage } from '../trouble/trouble-page.tsx';
import { LivePage } from './live-page.tsx';
import { TicketPage } from './ticket-page.tsx';

/** The live queue of an office and the phone view of one slip. */
export function liveRoutes({ store, liveQueue, ticketByToken }: PageParts): Router {
  const router = new Router();
  router.get('/live/:office', async (ctx) => {
    const office = await readOffice(store.db, ctx.params.office ?? '');
    const queue = office && (await liveQueue(office.id));
    if (office && queue) sendPage(ctx, <LivePage reader={readReader(ctx)} office={office.settings} queue={queue} />);
  });
  router.get('/t/:token', async (ctx) => {
    const reader = readReader(ctx);
    const ticket = await ticketByToken(ctx.params.token ?? '');
    const office = ticket && (await readOffice(store.db, ticket.office));
    if (ticket && office) return sendPage(ctx, <TicketPage reader={reader} office={office.settings} ticket={ticket} />);
    const { unknown, unknownLead } = reader.texts.ticket;
    sendPage(ctx, <TroublePage reader={reader} title={unknown} lead={unknownLead} />, 404);
  });
  return router;
}
