import type { JSX } from 'preact';
import type { OfficeSettings } from '#contract/settings.ts';
import type { PhoneTicket } from '../../views/port.ts';
import { Layout } from '../layout.tsx';
import type { Reader } from '../reader.ts';
import { liveSeconds, refreshSeconds, writeForecast } from './freshness.ts';

type Props = { readonly reader: Reader; readonly office: OfficeSettings; readonly ticket: PhoneTicket };

/** One slip on the phone: the number as on the paper, how many come first, how long it takes, and where to go when it is called. */
export function TicketPage({ reader, office, ticket }: Props): JSX.Element {
  const { ticket: texts, common } = reader.texts;
  const service = office.services.find(({ id }) => id === ticket.service)?.name[reader.lang] ?? ticket.service;
  const isCalled = ticket.state === 'called' && ticket.counter !== null;
  // The number stands in the title too: a called ticket is seen in a row of tabs.
  const title = isCalled ? `${ticket.number} → ${ticket.counter}` : `${texts.title} ${ticket.number}`;
  return (
    <Layout reader={reader} title={title} office={office} refreshSeconds={refreshSeconds} liveSeconds={liveSeconds}>
      <div id="listek" data-live class={isCalled ? 'ticket called' : 'ticket'} aria-live="polite">
        <h1 class="over">{texts.title}</h1>
        <p class="ticket-number">{ticket.number}</p>
        <p class="ticket-service">
          <span class="unseen">{common.service}: </span>
          {service}
        </p>
        {isCalled ? (
          <p class="ticket-call">
            {texts.states.called} <strong>{ticket.counter}</strong>
          </p>
        ) : (
          <p>
            <span class={`state ${ticket.state}`}>{texts.states[ticket.state]}</span>
          </p>
        )}
        {ticket.state === 'waiting' && (
          <>
            <p class="lead">{texts.ahead(ticket.ahead)}</p>
            <p>{texts.forecast(writeForecast(reader, ticket.forecast))}</p>
          </>
        )}
      </div>
    </Layout>
  );
}
