import type { JSX } from 'preact';
import type { OfficeSettings } from '#contract/settings.ts';
import type { PhoneTicket } from '../../views/port.ts';
import { Layout } from '../layout.tsx';
import type { Reader, Words } from '../reader.ts';
import { OfficeLink, PageLink } from './age.tsx';
import { eventsOf, liveSeconds, refreshSeconds, writeForecast } from './freshness.ts';

type Props = { readonly office: OfficeSettings; readonly ticket: PhoneTicket };

const isCalled = ({ state, counter }: PhoneTicket): boolean => state === 'called' && counter !== null;

/** The number stands in the title too: a called ticket is seen in a row of tabs. */
export const ticketTitle = ({ texts }: Words, ticket: PhoneTicket): string =>
  isCalled(ticket) ? `${ticket.number} → ${ticket.counter}` : `${texts.ticket.title} ${ticket.number}`;

/** One slip on the phone: the number as on the paper, how many come first, how long it takes, and where to go when it is called. */
export function TicketPage({ reader, office, ticket, path }: Props & { readonly reader: Reader; readonly path: string }): JSX.Element {
  return (
    <Layout
      reader={reader}
      title={ticketTitle(reader, ticket)}
      office={office}
      refreshSeconds={refreshSeconds}
      liveSeconds={liveSeconds}
      eventsPath={eventsOf(reader, office, path)}
    >
      <PageLink reader={reader} office={office} since={ticket} />
      <TicketPart reader={reader} office={office} ticket={ticket} />
    </Layout>
  );
}

/**
 * What of the page changes. Who listens is read the state, the people ahead and the call, and nothing else: a forecast changes with everybody who
 * comes or goes.
 */
export function TicketPart({ reader, office, ticket }: Props & { readonly reader: Words }): JSX.Element {
  const { ticket: texts, common } = reader.texts;
  const service = office.services.find(({ id }) => id === ticket.service)?.name[reader.lang] ?? ticket.service;
  const isOver = ['served', 'noShow', 'expired'].includes(ticket.state);
  return (
    <div id="listek" data-live class={isCalled(ticket) ? 'ticket called' : 'ticket'}>
      <h1 class="over">{texts.title}</h1>
      <p class="ticket-number">{ticket.number}</p>
      <p class="ticket-service">
        <span class="unseen">{common.service}: </span>
        {service}
      </p>
      <div class="ticket-news" aria-live="polite" aria-atomic="true">
        {isCalled(ticket) ? (
          <p class="ticket-call">
            {texts.states.called} <strong>{ticket.counter}</strong>
          </p>
        ) : (
          <p>
            <span class={`state ${ticket.state}`}>{texts.states[ticket.state]}</span>
          </p>
        )}
        {ticket.state === 'waiting' && <p class="lead">{texts.ahead(ticket.ahead)}</p>}
      </div>
      {ticket.state === 'waiting' && <p>{texts.forecast(writeForecast(reader, ticket.forecast))}</p>}
      {ticket.link === 'offline' && !isOver && <OfficeLink reader={reader} office={office} since={ticket} />}
    </div>
  );
}
