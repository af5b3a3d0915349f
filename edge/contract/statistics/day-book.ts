import type { CallRule, Recorded } from '../event.ts';
import type { OfficeSettings } from '../settings.ts';
import type { Today } from '../today.ts';
import type { Origin } from './tally.ts';

/** What the office had set, as far as numbers depend on it. */
export type RulesInForce = {
  readonly timeZone: string;
  readonly fairness: OfficeSettings['policies']['fairness'];
  /** The services of each counter, by its number. */
  readonly serves: Readonly<Record<number, readonly string[]>>;
};

/** An instant on both clocks: the wall for hours, steady for durations (F7). Steady is unknown for what another journal told. */
export type When = { readonly wall: number; readonly steady: number | null; readonly trusted: boolean };

/** One ticket on its way through the day. */
export type Visit = {
  service: string;
  readonly origin: Origin;
  readonly issued: When;
  /** False for a ticket that another journal had given. */
  readonly counted: boolean;
  /** When the reservation's hour begins, wall ms. */
  slotStart: number | null;
  readonly forecast: { readonly fromSeconds: number; readonly toSeconds: number } | null;
  state: 'waiting' | 'parked' | 'called' | 'served' | 'missed' | 'expired';
  first: Call | null;
  last: Call | null;
  /** How it ended at a counter, newest last; an undo takes the last one back. */
  readonly ends: End[];
  /** Counters from which it was parked or sent on. */
  readonly parkedAt: number[];
  readonly transferredAt: number[];
};
export type Call = { readonly at: When; readonly counter: number; readonly service: string; readonly rule: CallRule };
export type End = { readonly as: 'served' | 'missed' | 'inferred'; readonly call: Call; readonly at: When };

/** What one journal has told of a business day so far; `note` writes into it. */
export type DayBook = {
  day: string;
  rules: RulesInForce;
  readonly visits: Map<number, Visit>;
  /** Ordinals of those who wait. */
  readonly waiting: Set<number>;
  /** Preferred calls in a row while a walk-in had waited beyond the bound, by that walk-in's service. */
  readonly overdueCalls: Map<string, number>;
  /** The counters at which the fairness bound was broken, one entry a call. */
  readonly unfairAt: { readonly counter: number; readonly service: string; readonly at: When }[];
  /** Reservations nobody came for, and what was told of reservations. */
  readonly lapsed: string[];
  readonly reservations: Map<string, { readonly service: string; readonly start: string }>;
};

/** The numbers' share of the settings. */
export const rulesIn = ({ timeZone, policies, counters }: OfficeSettings): RulesInForce => ({
  timeZone,
  fairness: policies.fairness,
  serves: Object.fromEntries(counters.map(({ number, services }) => [number, services])),
});

/** A book with nothing in it. */
export const openBook = (day: string, rules: RulesInForce): DayBook => ({
  day,
  rules,
  visits: new Map(),
  waiting: new Set(),
  overdueCalls: new Map(),
  unfairAt: [],
  lapsed: [],
  reservations: new Map(),
});

/** Notes one fact of the day; facts come in their order, and those that no number is made of change nothing. */
export function note(book: DayBook, fact: Recorded): void {
  const at: When = { wall: Date.parse(fact.time), steady: fact.steadyMs, trusted: fact.clockTrusted };
  switch (fact.name) {
    case 'day.dated':
      book.day = fact.data.day;
      return;
    case 'day.closed':
      for (const ordinal of fact.data.expired) change(book, ordinal, 'expired');
      return;
    case 'day.restored':
      for (const ticket of fact.data.tickets) enter(book, ticket.ordinal, restored(ticket, at.trusted));
      return;
    case 'settings.applied':
      book.rules = rulesIn(fact.data.settings);
      return;
    case 'feed.applied':
      for (const { id, service, start } of fact.data.changes) book.reservations.set(id, { service, start });
      return;
    case 'feed.kept':
      for (const { id, service, start } of fact.data.reservations) book.reservations.set(id, { service, start });
      return;
    case 'reservation.lapsed':
      book.lapsed.push(fact.data.reservation);
      return;
    case 'reservation.checked-in':
      checkIn(book, fact.data, at);
      return;
    case 'ticket.issued':
      enter(book, fact.data.ordinal, { ...newVisit(fact.data.service, at), origin: fact.data.origin, forecast: fact.data.forecast });
      return;
    default:
      if (fact.name.startsWith('ticket.')) noteTicket(book, fact, at);
  }
}

/** What becomes of a ticket after its issue. One that is not known was given before the first fact that is left: it has no numbers. */
function noteTicket(book: DayBook, fact: Recorded, at: When): void {
  switch (fact.name) {
    case 'ticket.called': {
      const visit = book.visits.get(fact.data.ordinal);
      if (!visit) return;
      const { counter, rule } = fact.data;
      judgeFairness(book, visit, { counter, rule, at });
      change(book, fact.data.ordinal, 'called');
      visit.last = { at, counter, rule, service: visit.service };
      visit.first ??= visit.last;
      return;
    }
    case 'ticket.served':
      end(book, fact.data.ordinal, 'served', at);
      return;
    case 'ticket.missed':
      end(book, fact.data.ordinal, fact.data.inferred ? 'inferred' : 'missed', at);
      return;
    case 'ticket.parked':
      change(book, fact.data.ordinal, 'parked')?.parkedAt.push(fact.data.counter);
      return;
    case 'ticket.returned':
      change(book, fact.data.ordinal, 'waiting');
      return;
    case 'ticket.transferred': {
      const visit = change(book, fact.data.ordinal, 'waiting');
      visit?.transferredAt.push(fact.data.counter);
      if (visit) visit.service = fact.data.to;
      return;
    }
    case 'ticket.restored':
      change(book, fact.data.ordinal, fact.data.place === 'queue' ? 'waiting' : 'called')?.ends.pop();
      return;
    default:
      return;
  }
}

function newVisit(service: string, issued: When): Visit {
  const nothing = { slotStart: null, forecast: null, first: null, last: null, ends: [], parkedAt: [], transferredAt: [] };
  return { ...nothing, service, issued, origin: 'button', counted: true, state: 'waiting' };
}

const restored = ({ service, issued, reservation }: Today['tickets'][number], trusted: boolean): Visit => ({
  ...newVisit(service, { wall: Date.parse(issued), steady: null, trusted }),
  origin: reservation ? 'reservation' : 'button',
  slotStart: reservation && Date.parse(reservation.start),
  counted: false,
});

function enter(book: DayBook, ordinal: number, visit: Visit): void {
  book.visits.set(ordinal, visit);
  book.waiting.add(ordinal);
}

function change(book: DayBook, ordinal: number, state: Visit['state']): Visit | undefined {
  const visit = book.visits.get(ordinal);
  if (!visit) return undefined;
  visit.state = state;
  if (state === 'waiting') book.waiting.add(ordinal);
  else book.waiting.delete(ordinal);
  return visit;
}

function end(book: DayBook, ordinal: number, as: End['as'], at: When): void {
  const visit = change(book, ordinal, as === 'served' ? 'served' : 'missed');
  if (visit?.last) visit.ends.push({ as, call: visit.last, at });
}

function checkIn(
  book: DayBook,
  { reservation, ordinal, slot }: { reservation: string; ordinal: number; slot?: { start: string } | undefined },
  at: When,
) {
  const visit = book.visits.get(ordinal);
  if (!visit) return;
  const start = slot?.start ?? book.reservations.get(reservation)?.start;
  // Without its hour it is taken as begun: it then never counts as a walk-in that was passed over.
  visit.slotStart = start === undefined ? at.wall : Date.parse(start);
}

/**
 * The fairness bound, judged from the facts alone and not by the rule that made them: once the longest-waiting walk-in has waited over
 * `afterMinutes`, at most `everyNth - 1` preferred calls in a row (calling rule).
 */
function judgeFairness(book: DayBook, visit: Visit, { counter, rule, at }: Omit<Call, 'service'>): void {
  const services = book.rules.serves[counter] ?? [];
  if (rule === 'picked') return;
  if (rule !== 'reservation') {
    for (const service of services) book.overdueCalls.delete(service);
    return;
  }
  const bound = book.rules.fairness;
  const overdue = bound && longestWaitingWalkIn(book, services, at);
  if (!bound || !overdue || secondsBetween(overdue.issued, at) <= bound.afterMinutes * 60) return;
  const calls = (book.overdueCalls.get(overdue.service) ?? 0) + 1;
  book.overdueCalls.set(overdue.service, calls);
  if (calls >= bound.everyNth) book.unfairAt.push({ counter, service: visit.service, at });
}

function longestWaitingWalkIn(book: DayBook, services: readonly string[], { wall }: When): Visit | null {
  let oldest: number | null = null;
  for (const ordinal of book.waiting) {
    if (oldest !== null && ordinal > oldest) continue;
    const { service, slotStart } = book.visits.get(ordinal)!;
    if (services.includes(service) && (slotStart === null || slotStart > wall)) oldest = ordinal;
  }
  return oldest === null ? null : book.visits.get(oldest)!;
}

/** Steady time where both instants are of one journal, else that of the wall; never negative. */
export function secondsBetween(from: When, to: When): number {
  const ms = from.steady !== null && to.steady !== null ? to.steady - from.steady : to.wall - from.wall;
  return Math.max(0, ms / 1000);
}
