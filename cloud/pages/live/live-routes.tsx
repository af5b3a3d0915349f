import Router from '@koa/router';
import type { JSX } from 'preact';
import type { Forecast } from '#contract/event.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import { readOffice } from '../../store/read-office.ts';
import type { LiveQueue, PhoneTicket } from '../../views/port.ts';
import { writeTime } from '../../when.ts';
import { liveScript } from '../assets.ts';
import { Layout } from '../layout.tsx';
import type { PageParts } from '../page-parts.ts';
import { Facts } from '../parts.tsx';
import { type Reader, readReader } from '../reader.ts';
import { sendPage } from '../send-page.ts';
import { TroublePage } from '../trouble/trouble-page.tsx';

/** Without JavaScript the page reloads itself so often; with it, a script fetches the page and swaps what changed every 2 s. */
const refreshSeconds = 10;

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

function LivePage({ reader, office, queue }: { reader: Reader; office: OfficeSettings; queue: LiveQueue }): JSX.Element {
  const { live, common } = reader.texts;
  const asOf = queue.asOf === null ? live.never : live.offline(writeTime(reader.lang, office.timeZone, Date.parse(queue.asOf)));
  return (
    <Layout reader={reader} title={live.title} office={office} refreshSeconds={refreshSeconds} script={liveScript.path}>
      <div data-live>
        <h1>{live.title}</h1>
        <p>
          <span class={`state ${queue.link}`}>{queue.link === 'online' ? live.online : asOf}</span>
        </p>
        <table class="queue">
          <thead>
            <tr>
              <th scope="col">{common.service}</th>
              <th scope="col">{live.waiting}</th>
              <th scope="col">{live.forecast}</th>
            </tr>
          </thead>
          <tbody>
            {queue.services.map((service) => (
              <tr key={service.id}>
                <th scope="row">{office.services.find(({ id }) => id === service.id)?.name[reader.lang] ?? service.id}</th>
                <td class="figure">{service.waiting}</td>
                <td>{writeForecast(reader, service.forecast)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <h2>{live.counters}</h2>
        <ul class="counters">
          {queue.counters.map((counter) => (
            <li key={counter.number}>
              <span>{live.counter(counter.number)}</span>
              <strong class={counter.ticket ? 'figure' : 'quiet'}>{counter.ticket ?? live.free}</strong>
            </li>
          ))}
        </ul>
      </div>
    </Layout>
  );
}

function TicketPage({ reader, office, ticket }: { reader: Reader; office: OfficeSettings; ticket: PhoneTicket }): JSX.Element {
  const { ticket: texts } = reader.texts;
  const service = office.services.find(({ id }) => id === ticket.service)?.name[reader.lang] ?? ticket.service;
  const state = `${texts.states[ticket.state]}${ticket.state === 'called' && ticket.counter !== null ? ` ${ticket.counter}` : ''}`;
  return (
    <Layout
      reader={reader}
      title={`${texts.title} ${ticket.number}`}
      office={office}
      refreshSeconds={refreshSeconds}
      script={liveScript.path}
    >
      <div data-live class="ticket">
        <h1 class="over">{texts.title}</h1>
        <p class="ticket-number">{ticket.number}</p>
        <p>
          <span class={`state ${ticket.state}`}>{state}</span>
        </p>
        {ticket.state === 'waiting' && (
          <>
            <p class="lead">{texts.ahead(ticket.ahead)}</p>
            <p>{texts.forecast(writeForecast(reader, ticket.forecast))}</p>
          </>
        )}
        <Facts rows={[[reader.texts.common.service, service]]} />
      </div>
    </Layout>
  );
}

function writeForecast(reader: Reader, forecast: Forecast): string {
  const { live } = reader.texts;
  return forecast === null ? live.unknown : live.minutes(Math.round(forecast.fromSeconds / 60), Math.ceil(forecast.toSeconds / 60));
}
