import type { Fact, Recorded } from '#contract/event.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import { wallOf } from '../instant.ts';

type Issued = Extract<Fact, { name: 'ticket.issued' }>['data'];

/** How one stay at a counter ended. */
export type Ending =
  | { readonly kind: 'served' }
  | { readonly kind: 'missed'; readonly inferred: boolean }
  | { readonly kind: 'parked' }
  | { readonly kind: 'transferred'; readonly to: string };

/** One stay of a visitor at a counter: how long, how it ended, and how long the clerk let others wait afterwards. Milliseconds. */
export type Leg = { readonly lastsMs: number; readonly ending: Ending; readonly pauseMs: number };

/** Somebody who came. Times are steady milliseconds. */
export type Visitor = {
  readonly issued: Issued;
  readonly atMs: number;
  /** Their reservation and its hour, wall ms. */
  readonly reservation: { readonly id: string; readonly start: number; readonly end: number } | null;
  readonly legs: readonly Leg[];
  /** When they were really called first; `null` when never. */
  readonly calledMs: number | null;
};

/** What a day asked of the office, whatever the rules: who came and when, how long each needed, which counters were open. */
export type Demand = {
  readonly day: string;
  readonly settings: OfficeSettings;
  /** The first moment of the day, on both clocks. */
  readonly begins: { readonly wall: number; readonly steady: number };
  readonly visitors: readonly Visitor[];
  readonly openings: readonly { readonly atMs: number; readonly counter: number; readonly isOpen: boolean }[];
};

type Stay = { callMs: number; counter: number };
type Open = {
  issued: Issued;
  atMs: number;
  reservation: Visitor['reservation'];
  legs: (Leg & { readonly counter: number; readonly endMs: number })[];
  stay: Stay | null;
  firstMs: number | null;
};

type Day = {
  readonly visitors: Map<number, Open>;
  readonly waiting: Set<number>;
  readonly openings: { atMs: number; counter: number; isOpen: boolean }[];
  /** Counters that were seen at work, and those whose last visitor left while others waited: since when. */
  readonly seen: Set<number>;
  readonly restingSince: Map<number, { readonly leg: Open['legs'][number]; readonly of: Open }>;
  settings: OfficeSettings;
};

/** Reads the demand out of the facts of one day, which begin with its opening. `settings` are those that hold until the facts say others. */
export function demandOf(facts: readonly Recorded[], settings: OfficeSettings): Demand {
  const [first] = facts;
  if (first?.name !== 'day.opened') throw new Error('the facts of a day begin with its opening');
  const begins = { wall: wallOf(first.time), steady: first.steadyMs };
  const day: Day = { visitors: new Map(), waiting: new Set(), openings: [], seen: new Set(), restingSince: new Map(), settings };
  for (const fact of facts) follow(day, fact, begins.steady);
  const dated = facts.findLast((fact) => fact.name === 'day.dated');
  const usual = usualStays(day);
  return {
    day: dated?.name === 'day.dated' ? dated.data.day : first.data.day,
    settings: day.settings,
    begins,
    openings: day.openings,
    visitors: [...day.visitors.values()].map(({ issued, atMs, reservation, legs, firstMs }) => ({
      issued,
      atMs,
      reservation,
      calledMs: firstMs,
      legs: isDone(legs) ? legs : [...legs, { lastsMs: usual(issued.service), ending: { kind: 'served' }, pauseMs: 0 }],
    })),
  };
}

/** What the last stay comes to an end with; a stay that was broken off is taken up again. */
const isDone = (legs: Open['legs']): boolean => {
  const ending = legs.at(-1)?.ending.kind;
  return ending === 'served' || ending === 'missed';
};

function follow(day: Day, fact: Recorded, beginsMs: number): void {
  const nowMs = fact.steadyMs;
  switch (fact.name) {
    case 'settings.applied':
      day.settings = fact.data.settings;
      return;
    case 'counter.opened':
      day.seen.add(fact.data.counter);
      day.openings.push({ atMs: nowMs, counter: fact.data.counter, isOpen: true });
      return;
    case 'counter.closed':
      wasOpen(day, fact.data.counter, beginsMs);
      day.restingSince.delete(fact.data.counter);
      day.openings.push({ atMs: nowMs, counter: fact.data.counter, isOpen: false });
      return;
    case 'ticket.issued':
      day.visitors.set(fact.data.ordinal, { issued: fact.data, atMs: nowMs, reservation: null, legs: [], stay: null, firstMs: null });
      day.waiting.add(fact.data.ordinal);
      return;
    case 'reservation.checked-in': {
      const { reservation: id, ordinal, slot } = fact.data;
      const visitor = day.visitors.get(ordinal);
      if (visitor && slot) visitor.reservation = { id, start: wallOf(slot.start), end: wallOf(slot.end) };
      return;
    }
    case 'ticket.called':
      called(day, fact.data, nowMs, beginsMs);
      return;
    case 'ticket.served':
      left(day, fact.data, nowMs, { kind: 'served' });
      return;
    case 'ticket.missed':
      left(day, fact.data, nowMs, { kind: 'missed', inferred: fact.data.inferred });
      return;
    case 'ticket.parked':
      left(day, fact.data, nowMs, { kind: 'parked' });
      return;
    case 'ticket.transferred':
      left(day, fact.data, nowMs, { kind: 'transferred', to: fact.data.to });
      day.waiting.add(fact.data.ordinal);
      return;
    case 'ticket.returned':
      day.waiting.add(fact.data.ordinal);
      return;
    case 'ticket.restored':
      restored(day, fact.data);
      return;
    default:
      return;
  }
}

/** A counter that calls or closes without having been opened today was left open the day before. */
function wasOpen(day: Day, counter: number, beginsMs: number): void {
  if (day.seen.has(counter)) return;
  day.seen.add(counter);
  day.openings.unshift({ atMs: beginsMs, counter, isOpen: true });
}

function called(day: Day, { ordinal, counter }: { ordinal: number; counter: number }, nowMs: number, beginsMs: number): void {
  wasOpen(day, counter, beginsMs);
  const resting = day.restingSince.get(counter);
  if (resting) replaceLast(resting.of, { ...resting.leg, pauseMs: Math.max(0, nowMs - resting.leg.endMs) });
  day.restingSince.delete(counter);
  day.waiting.delete(ordinal);
  const visitor = day.visitors.get(ordinal);
  if (!visitor) return;
  visitor.stay = { callMs: nowMs, counter };
  visitor.firstMs ??= nowMs;
}

function replaceLast(visitor: Open, leg: Open['legs'][number]): void {
  if (visitor.legs.length > 0) visitor.legs[visitor.legs.length - 1] = leg;
}

function left(day: Day, { ordinal, counter }: { ordinal: number; counter: number }, nowMs: number, ending: Ending): void {
  const visitor = day.visitors.get(ordinal);
  if (!visitor?.stay) return;
  const leg = { lastsMs: Math.max(0, nowMs - visitor.stay.callMs), ending, pauseMs: 0, counter, endMs: nowMs };
  visitor.legs.push(leg);
  visitor.stay = null;
  if (somebodyWaitsFor(day, counter)) day.restingSince.set(counter, { leg, of: visitor });
}

/** What was undone did not end there: the stay goes on, or the ticket waits again. */
function restored(day: Day, { ordinal, counter, place }: { ordinal: number; counter: number; place: 'counter' | 'queue' }): void {
  const visitor = day.visitors.get(ordinal);
  const leg = visitor?.legs.pop();
  if (!visitor || !leg) return;
  day.restingSince.delete(counter);
  if (place === 'queue') day.waiting.add(ordinal);
  else visitor.stay = { callMs: leg.endMs - leg.lastsMs, counter };
}

function somebodyWaitsFor(day: Day, counter: number): boolean {
  const services = day.settings.counters.find(({ number }) => number === counter)?.services ?? [];
  for (const ordinal of day.waiting) if (services.includes(day.visitors.get(ordinal)!.issued.service)) return true;
  return false;
}

/** How long a stay of a service took that day in the middle; what the settings say where nobody was served. */
function usualStays({ visitors, settings }: Day): (service: string) => number {
  const known = new Map<string, number>();
  return (service) => {
    const there = known.get(service);
    if (there !== undefined) return there;
    const served = [...visitors.values()]
      .filter(({ issued }) => issued.service === service)
      .flatMap(({ legs }) => legs.filter(({ ending }) => ending.kind === 'served'));
    const lengths = served.map(({ lastsMs }) => lastsMs).toSorted((a, b) => a - b);
    const mean = settings.services.find(({ id }) => id === service)?.meanServiceSeconds ?? 600;
    const usual = lengths[lengths.length >> 1] ?? mean * 1000;
    known.set(service, usual);
    return usual;
  };
}
