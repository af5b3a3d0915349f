import Router from '@koa/router';
import { sendPage } from '../../send-page.ts';
import { readOffice } from '../../store/read-office.ts';
import type { PageParts } from '../page-parts.ts';
import { readReader } from '../reader.ts';
import { answerTroublePage, TroublePage } from '../trouble/trouble-page.tsx';
import { LivePage } from './live-page.tsx';
import { livePageForm, ticketPageForm } from './page-events.tsx';
import { TicketPage } from './ticket-page.tsx';

/** The live queue of an office and the phone view of one slip, and the events by which their script follows each. */
export function liveRoutes({ store, liveQueue, ticketByToken, liveEvents }: PageParts): Router {
  const router = new Router();
  router.get('/live/:office', async (ctx) => {
    const office = await readOffice(store.db, ctx.params.office ?? '');
    const queue = office && (await liveQueue(office.id));
    if (office && queue) return sendPage(ctx, <LivePage reader={readReader(ctx)} office={office.settings} queue={queue} />);
    ctx.status = 404;
    answerTroublePage(ctx, 'not-found');
  });
  router.get('/t/:token', async (ctx) => {
    const reader = readReader(ctx);
    const ticket = await ticketByToken(ctx.params.token ?? '');
    const office = ticket && (await readOffice(store.db, ticket.office));
    if (ticket && office) {
      const page = <TicketPage reader={reader} office={office.settings} ticket={ticket} path={ctx.path} />;
      return sendPage(ctx, page);
    }
    const { unknown, unknownLead } = reader.texts.ticket;
    sendPage(ctx, <TroublePage reader={reader} title={unknown} lead={unknownLead} />, 404);
  });
  router.get('/live/:office/events', (ctx) => liveEvents.ofQueue(ctx, ctx.params.office ?? '', livePageForm(readReader(ctx).lang)));
  router.get('/t/:token/events', (ctx) => liveEvents.ofTicket(ctx, ctx.params.token ?? '', ticketPageForm(readReader(ctx).lang)));
  return router;
}
