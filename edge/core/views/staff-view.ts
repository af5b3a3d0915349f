import { localDate } from '#contract/business-day.ts';
import { closingOf, issuing } from '../day.ts';
import { doneToday } from '../done-today.ts';
import { isoInstant, wallOf } from '../instant.ts';
import { nothingForetold, type Queue, serviceOf, ticketOf, waitingFor } from '../queue.ts';
import { inCallingOrder } from '../rules.ts';
import { first } from '../sequence.ts';
import { numberOf } from './public-view.ts';
import { type StaffView, staffQueueMax } from './screens.ts';
import type { Surroundings } from './surroundings.ts';
import { timeWords } from './time-words.ts';
import { wording } from './wording.ts';

const hourMs = 3_600_000;

/** What clerks and supervisors watch. */
export function staffView(queue: Queue, around: Surroundings): StaffView {
  const { now, link, journal } = around;
  const language = queue.settings.languages[0]!;
  return {
    asOf: isoInstant(now.wall),
    language,
    timeZone: queue.settings.timeZone,
    office: queue.settings.name[language],
    day: queue.day?.date ?? null,
    issuing: issuingOf(queue, around),
    ...endOfDay(queue, now.wall),
    services: queue.settings.services.map(({ id, letter, name }) => ({
      id,
      letter,
      name: name[language],
      waiting: waitingFor(queue, id),
      longestSeconds: longestWait(queue, id, now.steady),
      issued: queue.issued[id] ?? 0,
    })),
    counters: countersOf(queue, around),
    queue: queueOf(queue, now.wall),
    reservations: reservationsOf(queue, now.wall),
    forecasts: queue.foretold ?? nothingForetold,
    printer: queue.printer,
    link: {
      state: link.state,
      since: isoInstant(link.since),
      unsent: around.unsent,
      fenced: link.fenced,
      twin: link.twin,
    },
    journal: { state: journal.state, since: isoInstant(journal.since) },
    clockTrusted: around.clockTrusted,
    pinMisses: queue.keypad.misses,
    deviceTroubles: around.deviceTroubles,
    stuckButtons: [...around.stuckButtons].map((id) => ({ id, label: labelOf(queue, id) })),
  };
}

function issuingOf(queue: Queue, { now, clockTrusted }: Surroundings): StaffView['issuing'] {
  if (queue.issuingStopped) return 'stopped';
  return clockTrusted && !issuing(now.wall, queue.settings) ? 'closed' : 'open';
}

function endOfDay(queue: Queue, wall: number): Pick<StaffView, 'doneAt' | 'closing'> {
  const done = doneToday(queue, wall);
  const closing = closingOf(wall, queue.settings);
  return { doneAt: done === null ? null : isoInstant(done), closing: closing === null ? null : isoInstant(closing) };
}

/** What is written beside the button; one that has no words of its own is called by its id. */
function labelOf(queue: Queue, button: string): string {
  const language = queue.settings.languages[0]!;
  if (button === 'reserved') return wording[language].reservedButton;
  if (button === 'language') return queue.settings.languages.map((one) => one.toUpperCase()).join(' ');
  return serviceOf(queue, button.replace(/^service:/, ''))?.name[language] ?? button;
}

function countersOf(queue: Queue, { lostUnits }: Surroundings): StaffView['counters'] {
  return Object.values(queue.counters).map(({ number, state, ticket: ordinal }) => {
    const ticket = ordinal === null ? null : ticketOf(queue, ordinal);
    return {
      number,
      services: queue.settings.counters.find((one) => one.number === number)?.services ?? [],
      state,
      ticket: numberOf(queue, ordinal),
      service: ticket?.service ?? null,
      since: ticket?.called ? isoInstant(ticket.called.wall) : null,
      calls: ticket?.calls ?? 0,
      rule: ticket?.rule ?? null,
      passedOver: ticket?.passedOver ?? 0,
      unitPresent: !lostUnits.has(number),
    };
  });
}

function queueOf(queue: Queue, wall: number): StaffView['queue'] {
  const { slot } = timeWords(queue.settings.languages[0]!, queue.settings.timeZone);
  const all = queue.settings.services.map(({ id }) => id);
  const parked = queue.parked.map(({ ordinal }) => ticketOf(queue, ordinal));
  return [...inCallingOrder(queue, all, wall, staffQueueMax), ...parked].slice(0, staffQueueMax).map((ticket) => ({
    number: ticket.number,
    service: ticket.service,
    issued: isoInstant(ticket.issued.wall),
    reserved: ticket.reservation ? slot(ticket.reservation.start, ticket.reservation.end) : null,
    parked: ticket.state === 'parked',
  }));
}

/** Reservations whose slot is now or begins within the hour. */
function reservationsOf(queue: Queue, wall: number): StaffView['reservations'] {
  return Object.values(queue.reservations[localDate(wall, queue.settings)] ?? {})
    .filter(({ state, service }) => state === 'live' && serviceOf(queue, service) !== undefined)
    .filter(({ start, end }) => wallOf(start) <= wall + hourMs && wallOf(end) > wall)
    .toSorted((a, b) => wallOf(a.start) - wallOf(b.start))
    .map(({ service, start, end, here }) => ({ service, start, end, arrived: here === 'checkedIn' }));
}

function longestWait(queue: Queue, service: string, steady: number): number {
  const oldest = first(queue.waiting[service] ?? []);
  return oldest === undefined ? 0 : Math.max(0, Math.round((steady - ticketOf(queue, oldest).issued.steady) / 1000));
}
