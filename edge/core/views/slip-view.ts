import type { Language } from '#contract/language.ts';
import { type Queue, serviceOf, type Ticket } from '../queue.ts';
import type { SlipView } from './slip.ts';
import { timeWords } from './time-words.ts';
import { waitWords } from './wait-words.ts';
import { wording } from './wording.ts';

/** The slip of a ticket in the visitor's language (SCREENS.md "Slip"). */
export function slipView(queue: Queue, ticket: Ticket, copy: boolean, language: Language): SlipView {
  const words = wording[language];
  const time = timeWords(language, queue.settings.timeZone);
  const { reservation } = ticket;
  // Before a booked hour has begun nobody can say how long the wait is, only from when it is one.
  const early = reservation !== null && ticket.issued.wall < reservation.start;
  const ahead = words.slipAhead(ticket.ahead);
  return {
    ordinal: ticket.ordinal,
    number: ticket.number,
    office: queue.settings.name[language],
    service: serviceOf(queue, ticket.service)?.name[language] ?? ticket.service,
    reserved: reservation && words.slipReserved(time.slot(reservation.start, reservation.end)),
    waiting: early
      ? `${words.slipPreferred(time.timeOfDay(reservation.start))} · ${ahead}`
      : `${ahead} · ${waitWords(words, ticket.forecast)}`,
    issued: time.stamp(ticket.issued.wall),
    follow: queue.publicOrigin === null ? null : { url: `${queue.publicOrigin}/t/${ticket.token}`, caption: words.slipFollow },
    copy: copy ? words.copy : null,
  };
}
