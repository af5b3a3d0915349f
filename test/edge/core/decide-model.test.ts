import test from 'ava';
import fc from 'fast-check';
import type { Fact, Recorded } from '#contract/event.ts';
import { exampleOffice } from '#contract/example-office.ts';
import type { FedReservation } from '#contract/reservation.ts';
import { decide } from '../../../edge/core/decide.ts';
import type { Command, CounterAction } from '../../../edge/core/decision.ts';
import { evolve } from '../../../edge/core/evolve.ts';
import { emptyQueue } from '../../../edge/core/queue.ts';
import { enter, ledger } from '../../simulation/auditor/ledger.ts';

/** What somebody does, or what time does, in one step. */
type Step =
  | { readonly do: 'take'; readonly service: number }
  | {
      readonly do: 'reserve';
      readonly pin: number;
      readonly service: number;
      readonly inMinutes: number;
      readonly state: FedReservation['state'];
    }
  | { readonly do: 'type'; readonly pin: number }
  | {
      readonly do: 'clerk';
      readonly counter: number;
      readonly action: CounterAction['action'];
      readonly from: 'unit' | 'staff';
      readonly which: number;
    }
  | { readonly do: 'slip'; readonly ordinal: number; readonly outcome: 'printed' | 'paper-out' | 'unknown' }
  | { readonly do: 'start' }
  | { readonly do: 'issuing'; readonly to: 'stopped' | 'open' }
  | { readonly do: 'pass'; readonly minutes: number }
  | { readonly do: 'step the clock'; readonly minutes: number }
  | { readonly do: 'trust the clock'; readonly trusted: boolean };

const pins = 6;
const of = <Do extends Step['do']>(name: Do) => fc.constant(name);
const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: of('take'), service: fc.nat(2) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: of('reserve'),
      pin: fc.nat(pins - 1),
      service: fc.nat(2),
      inMinutes: fc.integer({ min: -90, max: 90 }),
      state: fc.constantFrom('live' as const, 'live' as const, 'cancelled' as const, 'lapsed' as const),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: of('type'), pin: fc.nat(pins) }) },
  {
    weight: 10,
    arbitrary: fc.record({
      do: of('clerk'),
      counter: fc.integer({ min: 1, max: 3 }),
      action: fc.constantFrom(
        ...(['next', 'next', 'next', 'open', 'pause', 'close', 'recall', 'no-show', 'finish', 'park', 'undo', 'transfer', 'pick'] as const),
      ),
      from: fc.constantFrom('unit' as const, 'staff' as const),
      which: fc.nat(20),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: of('slip'),
      ordinal: fc.integer({ min: 1, max: 9 }),
      outcome: fc.constantFrom('printed', 'paper-out', 'unknown'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: of('start') }) },
  { weight: 1, arbitrary: fc.record({ do: of('issuing'), to: fc.constantFrom('stopped' as const, 'open' as const) }) },
  { weight: 4, arbitrary: fc.record({ do: of('pass'), minutes: fc.constantFrom(1, 5, 11, 61, 700) }) },
  { weight: 1, arbitrary: fc.record({ do: of('step the clock'), minutes: fc.integer({ min: -200, max: 200 }) }) },
  { weight: 1, arbitrary: fc.record({ do: of('trust the clock'), trusted: fc.boolean() }) },
);

const settings = {
  ...exampleOffice,
  counters: [
    { number: 1, services: ['vozidla', 'dovozy', 'ridici'], unitKeys: 'four' as const },
    { number: 2, services: ['vozidla', 'dovozy'], unitKeys: 'one' as const },
    { number: 3, services: ['ridici'], unitKeys: 'four' as const },
  ],
  policies: { ...exampleOffice.policies, fairness: { afterMinutes: 10, everyNth: 2 } },
};
const serviceIds = settings.services.map(({ id }) => id);
const pinHash = (pin: number): string => String(pin).padStart(64, '0');

/** Lives the steps and answers what the auditor, who calls by hand and counts on fingers, complains of. `mistake` changes facts before anybody sees them. */
function complaintsOf(all: readonly Step[], mistake: (fact: Fact) => Fact = (fact) => fact): readonly string[] {
  const complaints: string[] = [];
  const book = ledger(settings);
  let queue = emptyQueue(settings);
  let [wall, steady, clockTrusted, seq] = [Date.parse('2026-11-23T08:00:00+01:00'), 1_000, true, 0];

  const submit = (command: Command): void => {
    const { facts } = decide(command, queue, { wall, steady, clockTrusted });
    for (const fact of facts.map(mistake)) {
      const record = { ...fact, seq: ++seq, time: new Date(wall).toISOString(), steadyMs: steady, boot: 1, clockTrusted } as Recorded;
      queue = evolve(queue, { ...fact, at: { wall, steady } });
      const slot = fact.name === 'reservation.checked-in' && fact.data.slot ? Date.parse(fact.data.slot.start) : null;
      enter(
        book,
        record,
        (text) => void complaints.push(`${seq} ${fact.name}: ${text}`),
        () => slot,
      );
    }
  };
  const commandOf = (step: Step): Command | null => {
    switch (step.do) {
      case 'take':
        return { kind: 'take', service: serviceIds[step.service]!, origin: 'button', token: `token-of-step-${seq}-0000` };
      case 'type':
        return { kind: 'check-in', pinHash: pinHash(step.pin), token: `token-of-step-${seq}-0000`, offlineSince: null };
      case 'clerk':
        return { kind: 'counter', counter: step.counter, action: actionOf(step), from: step.from };
      case 'slip':
        return { kind: 'slip', ordinal: step.ordinal, copy: false, outcome: step.outcome };
      case 'start':
        return { kind: 'start' };
      case 'issuing':
        return { kind: 'issuing', to: step.to };
      case 'reserve':
        return { kind: 'feed', position: { epoch: 'one', revision: seq + 1 }, replaces: false, changes: [reservationOf(step, wall)] };
      default:
        return null;
    }
  };

  for (const step of all) {
    if (step.do === 'pass') [wall, steady] = [wall + step.minutes * 60_000, steady + step.minutes * 60_000];
    else if (step.do === 'step the clock') wall += step.minutes * 60_000;
    else if (step.do === 'trust the clock') clockTrusted = step.trusted;
    else steady += 700;
    submit(commandOf(step) ?? { kind: 'tick' });
  }
  return complaints;
}

function actionOf({ action, which }: Extract<Step, { do: 'clerk' }>): CounterAction {
  if (action === 'transfer') return { action, to: serviceIds[which % serviceIds.length]! };
  return action === 'pick' ? { action, number: `${'ABC'[which % 3]}${1 + (which % 5)}` } : { action };
}

function reservationOf({ pin, service, inMinutes, state }: Extract<Step, { do: 'reserve' }>, wall: number): FedReservation {
  const start = Temporal.Instant.fromEpochMilliseconds(wall + inMinutes * 60_000).toZonedDateTimeISO(settings.timeZone);
  const iso = (at: Temporal.ZonedDateTime): string => at.toString({ timeZoneName: 'never', smallestUnit: 'second' });
  const end = iso(start.add({ hours: 1 }));
  return {
    id: `reservation-${pin}`,
    service: serviceIds[service]!,
    date: start.toPlainDate().toString(),
    start: iso(start),
    end,
    state,
    pinHash: pinHash(pin),
  };
}

test('whatever people and clocks do, every number, call and day is as a clerk with paper and pencil would have it (F5, F7, F20, F23)', (t) => {
  fc.assert(
    fc.property(fc.array(steps, { maxLength: 120, size: 'max' }), (all) => {
      const complaints = complaintsOf(all);
      if (complaints.length > 0) throw new Error(complaints.join('\n'));
    }),
    { numRuns: 250 },
  );
  t.pass();
});

test('a planted mistake is found and shrunk to the steps that it needs: open, take, call', (t) => {
  const passesOver = (fact: Fact): Fact =>
    fact.name === 'ticket.called' ? { ...fact, data: { ...fact.data, passedOver: fact.data.passedOver + 1 } } : fact;
  const found = fc.check(
    fc.property(fc.array(steps, { maxLength: 120, size: 'max' }), (all) => complaintsOf(all, passesOver).length === 0),
    { seed: 3, numRuns: 100 },
  );
  t.true(found.failed);
  const [smallest] = found.counterexample ?? [[]];
  t.true(smallest.length <= 4, JSON.stringify(smallest));
});
