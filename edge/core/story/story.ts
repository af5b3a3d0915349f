import type { CallRule, Fact, Forecast, Recorded } from '#contract/event.ts';
import { type RulesInForce, rulesIn } from '#contract/statistics/day-book.ts';
import { wallOf } from '../instant.ts';

type Slip = Extract<Fact, { name: 'slip.failed' }>['data']['reason'];

/** Why somebody else was called while this ticket waited; `earlier` is the usual order of issue. */
export type Why = 'earlier' | Exclude<CallRule, 'order'>;

/** One thing that happened to a ticket, or around it while it waited. Instants are wall ms, `slot` is the hour of a reservation. */
export type Step = { readonly at: number; readonly trusted: boolean } & (
  | {
      readonly kind: 'issued';
      readonly service: string;
      readonly origin: 'button' | 'reservation' | 'staff';
      readonly ahead: number;
      readonly forecast: Forecast;
    }
  | { readonly kind: 'checked-in'; readonly slot: Slot | null; readonly early: boolean }
  | {
      readonly kind: 'other-called';
      readonly number: string;
      readonly counter: number;
      readonly why: Why;
      readonly slot: Slot | null;
      readonly from: string | null;
      readonly wasParked: boolean;
    }
  | { readonly kind: 'counter-opened' | 'counter-closed'; readonly counter: number }
  | {
      readonly kind: 'called';
      readonly counter: number;
      readonly rule: CallRule;
      readonly passedOver: number;
      readonly waitedSeconds: number;
    }
  | { readonly kind: 'recalled' | 'parked' | 'missed' | 'inferred'; readonly counter: number }
  | { readonly kind: 'served'; readonly counter: number; readonly attendedSeconds: number | null }
  | { readonly kind: 'returned' | 'expired' | 'copied' }
  | { readonly kind: 'transferred'; readonly counter: number; readonly to: string }
  | { readonly kind: 'restored'; readonly counter: number; readonly place: 'counter' | 'queue' }
  | { readonly kind: 'not-printed'; readonly reason: Slip }
);
export type Slot = { readonly start: number; readonly end: number };

/** "Why was I called later?": what the journal tells of one ticket. */
export type Story = {
  readonly number: string;
  readonly steps: readonly Step[];
  /** From the number to the first call, seconds; `null` while it was not called. */
  readonly waitedSeconds: number | null;
  /** Who was called in that time, by why. */
  readonly before: Readonly<Record<Why, number>>;
  /** Whether the range on the slip held the truth; `null` where there was none, or no call yet. */
  readonly foretold: boolean | null;
};

/** What is known of a ticket while its day is read. */
type Known = { number: string; service: string; slot: Slot | null; from: string | null; wasParked: boolean; callSteady: number | null };

/** Reads on through the day of one ticket. */
type Telling = {
  readonly wanted: number;
  rules: RulesInForce;
  readonly known: Map<number, Known>;
  readonly steps: Step[];
  waits: boolean;
  issuedSteady: number;
  forecast: Forecast;
  waitedSeconds: number | null;
  readonly before: Record<Why, number>;
};

/** The story of the ticket with this number, from all facts of its day; `null` when none has it. Pure. */
export function tellStory(facts: readonly Recorded[], number: string, rules: RulesInForce): Story | null {
  const issued = facts.find((fact) => fact.name === 'ticket.issued' && fact.data.number === number);
  if (issued?.name !== 'ticket.issued') return null;
  const telling: Telling = {
    wanted: issued.data.ordinal,
    rules,
    known: new Map(),
    steps: [],
    waits: false,
    issuedSteady: issued.steadyMs,
    forecast: issued.data.forecast,
    waitedSeconds: null,
    before: { earlier: 0, reservation: 0, fairness: 0, picked: 0 },
  };
  for (const fact of facts) follow(telling, fact);
  const { steps, waitedSeconds, before, forecast } = telling;
  const foretold =
    forecast === null || waitedSeconds === null ? null : waitedSeconds >= forecast.fromSeconds && waitedSeconds <= forecast.toSeconds;
  return { number, steps, waitedSeconds, before, foretold };
}

function follow(telling: Telling, fact: Recorded): void {
  const when = { at: wallOf(fact.time), trusted: fact.clockTrusted };
  switch (fact.name) {
    case 'settings.applied':
      telling.rules = rulesIn(fact.data.settings);
      return;
    case 'counter.opened':
    case 'counter.closed':
      if (!telling.waits || !servesIt(telling, fact.data.counter)) return;
      telling.steps.push({
        ...when,
        kind: fact.name === 'counter.opened' ? 'counter-opened' : 'counter-closed',
        counter: fact.data.counter,
      });
      return;
    case 'ticket.issued': {
      const { ordinal, number, service, origin, ahead, forecast } = fact.data;
      telling.known.set(ordinal, { number, service, slot: null, from: null, wasParked: false, callSteady: null });
      if (ordinal !== telling.wanted) return;
      telling.waits = true;
      telling.steps.push({ ...when, kind: 'issued', service, origin, ahead, forecast });
      return;
    }
    case 'reservation.checked-in': {
      const { ordinal, early } = fact.data;
      const slot = fact.data.slot ? { start: wallOf(fact.data.slot.start), end: wallOf(fact.data.slot.end) } : null;
      const known = telling.known.get(ordinal);
      if (known) known.slot = slot;
      if (ordinal === telling.wanted) telling.steps.push({ ...when, kind: 'checked-in', slot, early });
      return;
    }
    case 'day.closed':
      if (fact.data.expired.includes(telling.wanted)) telling.steps.push({ ...when, kind: 'expired' });
      return;
    case 'slip.failed':
      if (fact.data.ordinal === telling.wanted) telling.steps.push({ ...when, kind: 'not-printed', reason: fact.data.reason });
      return;
    case 'copy.granted':
      if (fact.data.ordinal === telling.wanted) telling.steps.push({ ...when, kind: 'copied' });
      return;
    case 'ticket.called':
      if (fact.data.ordinal === telling.wanted) calledAtLast(telling, fact);
      else calledBefore(telling, fact);
      return;
    default:
      if (fact.name.startsWith('ticket.')) followTicket(telling, fact);
  }
}

const servesIt = ({ rules, known, wanted }: Telling, counter: number): boolean =>
  (rules.serves[counter] ?? []).includes(known.get(wanted)?.service ?? '');

type Called = Extract<Recorded, { name: 'ticket.called' }>;

function calledAtLast(telling: Telling, { data, time, steadyMs, clockTrusted }: Called): void {
  const waitedSeconds = Math.max(0, (steadyMs - telling.issuedSteady) / 1000);
  telling.waits = false;
  telling.waitedSeconds ??= waitedSeconds;
  const known = telling.known.get(telling.wanted);
  if (known) known.callSteady = steadyMs;
  const { counter, rule, passedOver } = data;
  telling.steps.push({ at: wallOf(time), trusted: clockTrusted, kind: 'called', counter, rule, passedOver, waitedSeconds });
}

/** A call of somebody else counts where this ticket could have been called instead. */
function calledBefore(telling: Telling, { data, time, clockTrusted }: Called): void {
  if (!telling.waits || !servesIt(telling, data.counter)) return;
  const other = telling.known.get(data.ordinal);
  const why = data.rule === 'order' ? 'earlier' : data.rule;
  telling.before[why]++;
  telling.steps.push({
    at: wallOf(time),
    trusted: clockTrusted,
    kind: 'other-called',
    number: data.number,
    counter: data.counter,
    why,
    slot: other?.slot ?? null,
    from: other?.from ?? null,
    wasParked: other?.wasParked ?? false,
  });
}

/** What else becomes of tickets: of this one it is told, of the others it is remembered. */
function followTicket(telling: Telling, fact: Recorded): void {
  if (fact.name === 'ticket.parked' || fact.name === 'ticket.transferred') {
    const known = telling.known.get(fact.data.ordinal);
    if (known && fact.name === 'ticket.parked') known.wasParked = true;
    if (known && fact.name === 'ticket.transferred') Object.assign(known, { from: known.service, service: fact.data.to });
  }
  if (!('ordinal' in fact.data) || fact.data.ordinal !== telling.wanted) return;
  const step = ownStep(telling, fact);
  if (step) telling.steps.push({ at: wallOf(fact.time), trusted: fact.clockTrusted, ...step });
}

type Happening = Step extends infer One ? (One extends Step ? Omit<One, 'at' | 'trusted'> : never) : never;

function ownStep(telling: Telling, fact: Recorded): Happening | null {
  switch (fact.name) {
    case 'ticket.recalled':
      return { kind: 'recalled', counter: fact.data.counter };
    case 'ticket.served': {
      const { callSteady } = telling.known.get(telling.wanted)!;
      return {
        kind: 'served',
        counter: fact.data.counter,
        attendedSeconds: callSteady === null ? null : (fact.steadyMs - callSteady) / 1000,
      };
    }
    case 'ticket.missed':
      return { kind: fact.data.inferred ? 'inferred' : 'missed', counter: fact.data.counter };
    case 'ticket.parked':
      return { kind: 'parked', counter: fact.data.counter };
    case 'ticket.returned':
      telling.waits = true;
      return { kind: 'returned' };
    case 'ticket.transferred':
      telling.waits = true;
      return { kind: 'transferred', counter: fact.data.counter, to: fact.data.to };
    case 'ticket.restored':
      telling.waits = fact.data.place === 'queue';
      return { kind: 'restored', counter: fact.data.counter, place: fact.data.place };
    default:
      return null;
  }
}
