import test from 'ava';
import fc from 'fast-check';
import { exampleOffice } from '#contract/example-office.ts';
import { quantile } from '#contract/statistics/spread.ts';
import type { DayTally } from '#contract/statistics/tally.ts';
import { monday } from '../../core/scenario.ts';
import { type RecordedOffice, recordedOffice, tallyOf } from './recorded-office.ts';

/** Two counters, and the services of the example office. */
function openOffice(settings: Parameters<typeof recordedOffice>[0] = {}): RecordedOffice {
  const here = recordedOffice(settings, monday('08:10'));
  here.clerk(1, 'open');
  here.clerk(2, 'open');
  return here;
}

/** The counts alone. */
const counts = ({ waiting: _, attending: __, ...rest }: DayTally['total']) => rest;

test('a ticket counts where it happened: issued, called, served, by service, counter, hour and origin', (t) => {
  const here = openOffice();
  here.takes('vozidla');
  here.passes(12);
  here.clerk(1, 'next');
  here.passes(40);
  here.clerk(1, 'finish');
  const { total, services, counters, hours, origins } = tallyOf(here);
  t.like(counts(total), { issued: 1, called: 1, served: 1 });
  t.is(total.waiting?.longest, 12 * 60);
  t.is(total.attending?.longest, 40 * 60);
  t.deepEqual(services, { vozidla: total });
  t.deepEqual(origins, { button: total });
  t.is(counters[1]?.served, 1);
  t.is(counters[1]?.issued, undefined);
  t.deepEqual(Object.keys(hours), ['8'], 'come, called and attended from eight on');
});

test('what was undone leaves no trace, and an inferred no-show is told apart', (t) => {
  const here = openOffice((office) => ({
    ...office,
    counters: office.counters.map((counter) => ({ ...counter, unitKeys: 'one' as const })),
  }));
  here.takes('vozidla');
  here.takes('vozidla');
  here.clerk(1, 'next', 'unit');
  here.clerk(1, 'next', 'unit');
  t.like(counts(tallyOf(here).total), { issued: 2, called: 2, inferred: 1 });
  here.passes(5);
  here.clerk(1, 'finish');
  t.like(counts(tallyOf(here).total), { inferred: 1, served: 1 });
  here.clerk(1, 'undo');
  t.is(tallyOf(here).total.served, undefined);
});

test('a transferred ticket waits once, is parked and sent on where it was, and is served for the other service', (t) => {
  const here = openOffice();
  here.takes('vozidla');
  here.passes(10);
  here.clerk(1, 'next');
  here.passes(2);
  here.clerk(1, { action: 'transfer', to: 'ridici' });
  here.passes(30);
  here.clerk(2, 'next');
  here.passes(3);
  here.clerk(2, 'park');
  here.passes(11);
  here.clerk(1, 'next');
  here.passes(4);
  here.clerk(1, 'finish');
  const { total, services, counters } = tallyOf(here);
  t.like(counts(total), { issued: 1, called: 1, transferred: 1, parked: 1, served: 1 });
  t.is(total.waiting?.longest, 600);
  t.is(total.attending?.longest, 240);
  t.is(services.vozidla?.called, 1);
  t.is(services.ridici?.served, 1);
  t.like(counters, { 1: { transferred: 1, served: 1 }, 2: { parked: 1 } });
});

test('reservations: who came, who did not by the service that is looked up, and who was called first', (t) => {
  const here = openOffice();
  here.reserved('1111', 'vozidla', monday('08:30'));
  here.reserved('2222', 'ridici', monday('08:30'));
  here.takes('vozidla');
  here.passes(25);
  here.checksIn('1111');
  here.clerk(1, 'next');
  here.passes(80);
  const { total, services, origins } = tallyOf(here);
  t.like(counts(total), { issued: 2, called: 1, preferred: 1, checkedIn: 1, lapsed: 1 });
  t.is(services.ridici?.lapsed, 1);
  t.like(origins, { button: { issued: 1 }, reservation: { issued: 1, preferred: 1, checkedIn: 1, lapsed: 1 } });
});

test('forecasts are compared with the truth, and who was never called expires', (t) => {
  const here = openOffice();
  here.takes('vozidla');
  here.takes('vozidla');
  here.clerk(1, 'next');
  here.passes(24 * 60);
  const { total } = tallyOf({ ...here, records: () => here.records().filter(({ seq }) => seq <= closedAt(here)) });
  t.like(counts(total), { issued: 2, called: 1, told: 1, held: 1, expired: 1 });
});

const closedAt = (here: RecordedOffice): number => here.records().find(({ name }) => name === 'day.closed')!.seq;

test('hours are not told while nobody can believe the clock (F5), durations are steady through a step (F7)', (t) => {
  const here = openOffice();
  here.clockTrusted(false);
  here.takes('vozidla');
  here.passes(10);
  here.clockStepsTo(monday('16:00'));
  here.clockTrusted(true);
  here.clerk(1, 'next');
  const { total, hours } = tallyOf(here);
  t.is(total.waiting?.longest, 600);
  t.is(total.issued, 1);
  t.deepEqual(Object.keys(hours), []);
});

test('a broken fairness bound is seen from the facts alone', (t) => {
  const strict = openOffice((office) => ({ ...office, policies: { ...office.policies, fairness: null } }));
  for (const pin of ['1111', '2222', '3333', '4444']) strict.reserved(pin, 'vozidla', monday('08:30'));
  strict.takes('vozidla');
  strict.passes(75);
  for (const pin of ['1111', '2222', '3333', '4444']) strict.checksIn(pin);
  for (let call = 0; call < 4; call++) strict.clerk(1, 'next');
  t.is(tallyOf(strict).total.unfair, undefined, 'an office without the bound breaks none');
  const records = strict.records();
  const judged = tallyOf({ ...strict, records: () => records, queue: () => ({ ...strict.queue(), settings: exampleOffice }) });
  t.is(judged.total.unfair, 2, 'the third and the fourth preferred call in a row');
});

test('whatever happens in an office, the real calling rule breaks no fairness bound and every number adds up', (t) => {
  const act = fc.oneof(
    { arbitrary: fc.constantFrom('vozidla', 'dovozy', 'ridici').map((service) => ['takes', service] as const), weight: 4 },
    { arbitrary: fc.nat(9).map((pin) => ['checksIn', `11${pin}0`] as const), weight: 2 },
    {
      arbitrary: fc.tuple(fc.integer({ min: 1, max: 2 }), fc.constantFrom('next', 'next', 'finish', 'park', 'recall', 'undo', 'no-show')),
      weight: 6,
    },
    { arbitrary: fc.integer({ min: 1, max: 20 }).map((minutes) => ['passes', minutes] as const), weight: 3 },
  );
  fc.assert(
    fc.property(fc.array(act, { maxLength: 120 }), (acts) => {
      const here = openOffice((office) => ({ ...office, policies: { ...office.policies, fairness: { afterMinutes: 5, everyNth: 2 } } }));
      for (let pin = 0; pin < 10; pin++) here.reserved(`11${pin}0`, pin % 2 ? 'vozidla' : 'ridici', monday('08:20'));
      for (const [what, which] of acts) {
        if (what === 'takes') here.takes(which as string);
        else if (what === 'checksIn') here.checksIn(which as string);
        else if (what === 'passes') here.passes(which as number);
        else here.clerk(what as number, which as 'next');
      }
      const { total, services, counters, origins } = tallyOf(here);
      const sum = (groups: DayTally['services'], name: 'issued' | 'called' | 'served') =>
        Object.values(groups).reduce((all, one) => all + (one[name] ?? 0), 0);
      t.is(total.unfair, undefined);
      t.is(total.issued ?? 0, here.queue().lastOrdinal);
      for (const name of ['issued', 'called', 'served'] as const) {
        t.is(sum(services, name), total[name] ?? 0, name);
        t.is(sum(origins as DayTally['services'], name), total[name] ?? 0, name);
      }
      t.is(sum(counters, 'called'), total.called ?? 0);
      t.true(quantile(total.waiting ?? { longest: 0, counts: [] }, 0.5) <= (total.waiting?.longest ?? 0));
    }),
    { numRuns: 60 },
  );
});
