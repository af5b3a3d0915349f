import type { Recorded } from '#contract/event.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import type { Finding, Ledger, LedgerCounter, LedgerTicket } from './book.ts';
import { judgeCall } from './calling-by-hand.ts';

export const ledger = (settings: OfficeSettings): Ledger => ({
  settings,
  day: null,
  givenDay: null,
  tickets: new Map(),
  yesterday: new Map(),
  given: new Set(),
  issuingStopped: false,
  counters: new Map(),
  calls: [],
});

const counterIn = (book: Ledger, number: number): LedgerCounter => {
  const known = book.counters.get(number) ?? { open: false, ticket: null, lastEnded: null };
  book.counters.set(number, known);
  return known;
};

/**
 * Writes one fact into the book and complains of whatever cannot be true. `slotStart` tells when a reservation's slot begins; `tokens` are
 * those of all slips of all offices.
 */
export function enter(
  book: Ledger,
  fact: Recorded,
  complain: Finding,
  slotStart: (reservation: string) => number | null,
  tokens: ReadonlySet<string> = new Set(),
): undefined {
  switch (fact.name) {
    case 'day.opened':
    case 'day.closed':
    case 'day.dated':
      return enterDay(book, fact, complain);
    case 'ticket.issued': {
      const { ordinal, number, service } = fact.data;
      if (book.given.has(number)) complain(`number ${number} is given a second time on ${book.day}`);
      if (book.tickets.has(ordinal)) complain(`ordinal ${ordinal} is given a second time on ${book.day}`);
      if (fact.data.day !== book.day) complain(`number ${number} bears the day ${fact.data.day}, today is ${book.day}`);
      if (book.issuingStopped && fact.data.origin !== 'reservation') complain(`number ${number} is given while staff give none`);
      const letter = book.settings.services.find(({ id }) => id === service)?.letter;
      if (number[0] !== letter) complain(`number ${number} for ${service}`);
      book.given.add(number);
      const fresh = { counter: null, calls: 0, reservation: null, slotStartMs: null, copiesGranted: 0, copiesOut: 0, originalsOut: 0 };
      book.tickets.set(ordinal, { ordinal, number, service, issuedSteadyMs: fact.steadyMs, state: 'waiting', ...fresh });
      return;
    }
    case 'counter.opened':
    case 'counter.closed': {
      const counter = counterIn(book, fact.data.counter);
      if (counter.ticket !== null) complain(`counter ${fact.data.counter} changes while it attends`);
      counter.open = fact.name === 'counter.opened';
      counter.lastEnded = null;
      return;
    }
    case 'reservation.checked-in': {
      const ticket = book.tickets.get(fact.data.ordinal);
      if (!ticket) return complain(`a check-in for ticket ${fact.data.ordinal}, which nobody has`);
      ticket.reservation = fact.data.reservation;
      ticket.slotStartMs = slotStart(fact.data.reservation);
      return;
    }
    case 'copy.granted': {
      const ticket = book.tickets.get(fact.data.ordinal);
      if (!ticket) return complain(`a copy of ticket ${fact.data.ordinal}, which nobody has`);
      ticket.copiesGranted += 1;
      return;
    }
    case 'reservation.lapsed':
    case 'slip.printed':
    case 'slip.failed':
    case 'printer.changed':
    case 'pin.missed':
    case 'feed.applied':
    case 'feed.kept':
    case 'block.begun':
      return;
    case 'issuing.stopped':
    case 'issuing.resumed':
      book.issuingStopped = fact.name === 'issuing.stopped';
      return;
    case 'day.restored':
      for (const one of fact.data.tickets) takeOver(book, one, fact, complain, tokens);
      return;
    case 'settings.applied':
      book.settings = fact.data.settings;
      return;
    default:
      return enterAtCounter(book, fact, complain);
  }
}

type Restored = Extract<Recorded, { name: 'day.restored' }>;

/** A ticket of the card before this one goes on waiting (F18). */
function takeOver(
  book: Ledger,
  one: Restored['data']['tickets'][number],
  fact: Restored,
  complain: Finding,
  tokens: ReadonlySet<string>,
): undefined {
  const { ordinal, number, service } = one;
  if (!tokens.has(one.token)) complain(`${number} is taken over, and nobody was given it`);
  if (book.tickets.has(ordinal))
    complain(`${number} is taken over with the ordinal ${ordinal}, which ${book.tickets.get(ordinal)!.number} has`);
  const issuedSteadyMs = fact.steadyMs - Math.max(0, Date.parse(fact.time) - Date.parse(one.issued));
  const fresh = { counter: null, calls: 0, copiesGranted: 0, copiesOut: 0, originalsOut: 0 };
  const slotStartMs = one.reservation && Date.parse(one.reservation.start);
  book.tickets.set(ordinal, {
    ordinal,
    number,
    service,
    issuedSteadyMs,
    state: 'waiting',
    reservation: one.reservation?.id ?? null,
    slotStartMs,
    ...fresh,
  });
}

type DayFact = Extract<Recorded, { name: 'day.opened' | 'day.closed' | 'day.dated' }>;

function enterDay(book: Ledger, fact: DayFact, complain: Finding): undefined {
  const ought = businessDay(Date.parse(fact.time), book.settings);
  switch (fact.name) {
    case 'day.closed': {
      if (!fact.clockTrusted) complain(`the day ${fact.data.day} is closed by a clock that is not trusted (F5)`);
      if (fact.data.day !== book.day) complain(`the day ${fact.data.day} is closed, open is ${book.day}`);
      const left = [...book.tickets.values()]
        .filter(({ state }) => state === 'waiting' || state === 'parked')
        .map(({ ordinal }) => ordinal);
      if (left.sort((a, b) => a - b).join() !== fact.data.expired.join())
        complain(`of ${left.length} left at the day's end ${fact.data.expired.length} expire`);
      return;
    }
    case 'day.opened': {
      if (book.day !== null && fact.data.day <= book.day) complain(`after the day ${book.day} comes ${fact.data.day}`);
      if (book.day !== null && !fact.clockTrusted) complain('a further day is opened by a clock that is not trusted (F5)');
      if (fact.data.day !== ought) complain(`the day ${fact.data.day} is opened on ${ought}`);
      book.day = fact.data.day;
      book.yesterday = book.tickets;
      book.tickets = new Map();
      if (fact.clockTrusted && fact.data.day !== book.givenDay) book.given = new Set();
      book.givenDay = fact.data.day;
      book.calls = [];
      book.issuingStopped = false;
      for (const counter of book.counters.values()) Object.assign(counter, { ticket: null, lastEnded: null });
      return;
    }
    case 'day.dated':
      if (!fact.clockTrusted) complain('a day is dated by a clock that is not trusted (F5)');
      if (fact.data.day !== ought) complain(`the day is dated ${fact.data.day} on ${ought}`);
      book.day = fact.data.day;
      book.givenDay = fact.data.day;
  }
}

type CounterFact = Extract<Recorded, { name: `ticket.${string}` }>;

function enterAtCounter(book: Ledger, fact: Exclude<CounterFact, { name: 'ticket.issued' }>, complain: Finding): undefined {
  const ticket = book.tickets.get(fact.data.ordinal);
  if (!ticket || ticket.number !== fact.data.number) return complain(`${fact.name} of ${fact.data.number}, which nobody has`);
  if (fact.name === 'ticket.returned') {
    if (ticket.state !== 'parked') complain(`${ticket.number} returns and was not parked`);
    ticket.state = 'waiting';
    ticket.counter = null;
    return;
  }
  const counter = counterIn(book, fact.data.counter);
  if (fact.name === 'ticket.called') {
    if (ticket.state !== 'waiting' && ticket.state !== 'parked')
      complain(`${ticket.number} is called to ${fact.data.counter} while ${ticket.state} at ${ticket.counter}`);
    if (counter.ticket !== null) complain(`counter ${fact.data.counter} calls ${ticket.number} while it attends ${counter.ticket}`);
    if (!counter.open) complain(`counter ${fact.data.counter} is closed and calls ${ticket.number}`);
    judgeCall(book, ticket, fact, complain);
    Object.assign(ticket, { state: 'called', counter: fact.data.counter, calls: 1 });
    counter.ticket = ticket.ordinal;
    return;
  }
  if (fact.name === 'ticket.restored') {
    if (counter.lastEnded !== ticket.ordinal) complain(`${ticket.number} is put back at ${fact.data.counter}, which had not ended it`);
    counter.lastEnded = null;
    if (fact.data.place === 'counter' && counter.ticket !== null) complain(`${ticket.number} is put back to a busy counter`);
    if (fact.data.place === 'counter') counter.ticket = ticket.ordinal;
    Object.assign(
      ticket,
      fact.data.place === 'counter' ? { state: 'called', counter: fact.data.counter } : { state: 'waiting', counter: null },
    );
    return;
  }
  if (counter.ticket !== ticket.ordinal)
    return complain(`${fact.name} of ${ticket.number} at ${fact.data.counter}, which attends ${counter.ticket}`);
  leave(book, ticket, counter, fact, complain);
}

function leave(
  book: Ledger,
  ticket: LedgerTicket,
  counter: LedgerCounter,
  fact: Extract<CounterFact, { name: 'ticket.recalled' | 'ticket.served' | 'ticket.missed' | 'ticket.parked' | 'ticket.transferred' }>,
  complain: Finding,
): undefined {
  if (fact.name === 'ticket.recalled') {
    ticket.calls += 1;
    return;
  }
  counter.ticket = null;
  counter.lastEnded = fact.name === 'ticket.served' || fact.name === 'ticket.missed' ? ticket.ordinal : null;
  if (fact.name === 'ticket.served') ticket.state = 'served';
  if (fact.name === 'ticket.parked') ticket.state = 'parked';
  if (fact.name === 'ticket.transferred') Object.assign(ticket, { state: 'waiting', counter: null, service: fact.data.to });
  if (fact.name !== 'ticket.missed') return;
  ticket.state = 'noShow';
  if (!fact.data.inferred && ticket.calls < book.settings.policies.callsMax)
    complain(`${ticket.number} is a no-show after ${ticket.calls} calls`);
}

const dayMs = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** What the clock on the wall shows, `2026-10-25 02:05`. */
function shown(atMs: number, timeZone: string): string {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  formats.set(timeZone, format);
  return format.format(atMs);
}

/** When the clock first shows this, by the offset of the day before or else of the day after; by the former when it never does. */
function firstShown(what: string, timeZone: string): number {
  const asUtc = (text: string): number => Date.parse(`${text.replace(' ', 'T')}Z`);
  const by = (otherDay: number): number => asUtc(what) - (asUtc(shown(asUtc(what) + otherDay, timeZone)) - (asUtc(what) + otherDay));
  return [by(-dayMs), by(dayMs)].find((atMs) => shown(atMs, timeZone) === what) ?? by(-dayMs);
}

/** The business day of an instant by the calendar on the wall: yesterday's until the clock has shown the hour of its end (F23). */
function businessDay(atMs: number, { timeZone, policies }: OfficeSettings): string {
  const [date] = shown(atMs, timeZone).split(' ') as [string];
  if (atMs >= firstShown(`${date} ${policies.dayClosesAt}`, timeZone)) return date;
  return new Date(Date.parse(`${date}T12:00:00Z`) - dayMs).toISOString().slice(0, 10);
}
