import test from 'ava';
import fc from 'fast-check';
import { exampleOffice } from '#contract/example-office.ts';
import { forward, type Line, type Server } from '#contract/wait.ts';
import { forecast } from '../../../edge/core/forecast.ts';
import { judge, ours, plainAsOftenRight, tellings } from '../../bench/forecast.ts';
import { office } from './scenario.ts';

const one = [{ number: 1, services: ['vozidla'], unitKeys: 'four' as const }];

test('nobody can say how long it takes while no counter is open', (t) => {
  t.is(forecast(office().queue(), 'vozidla'), null);
});

test('a counter that serves other services alone is none', (t) => {
  const here = office({ counters: one });
  here.clerk(1, 'open');
  t.is(forecast(here.queue(), 'ridici'), null);
});

test('who finds a free counter waits a minute at most', (t) => {
  const here = office();
  here.clerk(1, 'open');
  t.deepEqual(forecast(here.queue(), 'vozidla'), { fromSeconds: 0, toSeconds: 60 });
});

test('each person more makes the wait longer', (t) => {
  const here = office({ counters: one });
  here.clerk(1, 'open');
  let last = -1;
  for (let people = 0; people < 30; people++) {
    here.takes('vozidla');
    const { toSeconds } = forecast(here.queue(), 'vozidla')!;
    t.true(toSeconds > last, `${people + 1} people: ${toSeconds} s after ${last} s`);
    last = toSeconds;
  }
});

test('a second counter halves it, the people of a service that it does not serve change nothing', (t) => {
  const counters = [...one, { number: 2, services: ['vozidla'], unitKeys: 'four' as const }];
  const people = (here: ReturnType<typeof office>): void => {
    for (let index = 0; index < 10; index++) here.takes('vozidla');
  };
  const alone = office({ counters });
  alone.clerk(1, 'open');
  people(alone);
  const both = office({ counters });
  both.clerk(1, 'open');
  both.clerk(2, 'open');
  people(both);
  const [slow, fast] = [forecast(alone.queue(), 'vozidla')!, forecast(both.queue(), 'vozidla')!];
  t.true(fast.toSeconds < 0.65 * slow.toSeconds, `${fast.toSeconds} s against ${slow.toSeconds} s`);
  for (let index = 0; index < 10; index++) both.takes('ridici');
  t.deepEqual(forecast(both.queue(), 'vozidla'), fast);
});

test('the office learns how long a service really takes', (t) => {
  const here = office({ counters: one });
  here.clerk(1, 'open');
  here.takes('vozidla');
  const before = forecast(here.queue(), 'vozidla')!;
  for (let visitor = 0; visitor < 30; visitor++) {
    here.clerk(1, 'next');
    here.passes(3);
    here.clerk(1, 'finish');
    here.takes('vozidla');
  }
  const after = forecast(here.queue(), 'vozidla')!;
  t.is(exampleOffice.services[0]!.meanServiceSeconds, 540);
  t.true(after.toSeconds < 0.6 * before.toSeconds, `${after.toSeconds} s after ${before.toSeconds} s`);
});

const line = fc.record({ people: fc.nat(5_000), seconds: fc.integer({ min: 30, max: 3_000 }) });
const server = fc.record({ freeInSeconds: fc.nat(3_000), lines: fc.uniqueArray(fc.nat(2), { minLength: 1, maxLength: 3 }) });

test('the forward simulation never serves faster than all counters together can, and no crowd makes it dear', (t) => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 3, maxLength: 3 }), fc.array(server, { minLength: 1, maxLength: 6 }), (lines, servers) => {
      const expected = forward(lines, servers, 0);
      if (expected === null) return !servers.some((one) => one.lines.includes(0));
      const alone = (lines[0]!.people * lines[0]!.seconds) / servers.filter((one) => one.lines.includes(0)).length;
      const stride = (Math.max(1, lines[0]!.people / 16) + 1) * lines[0]!.seconds;
      return expected.seconds >= alone - stride;
    }),
  );
  const crowd: readonly Line[] = [1, 2, 3].map((seconds) => ({ people: 1_000_000, seconds }));
  const counters: readonly Server[] = [{ freeInSeconds: 0, lines: [0, 1, 2] }];
  t.is(Math.round(forward(crowd, counters, 0)!.seconds / 1_000_000), 6);
});

test('on days that were never seen the range holds the truth four times in five and is at most 0.6 of the plain rule’s', (t) => {
  const all = tellings(12, 5_000);
  const mine = judge(all, ours);
  const plain = plainAsOftenRight(all, mine.hitRate);
  t.true(all.length > 2_000, `${all.length} tickets`);
  t.true(mine.hitRate >= 0.8, `hit rate ${mine.hitRate}`);
  t.true(mine.widthSeconds <= 0.6 * plain.widthSeconds, `${mine.widthSeconds} s against ${plain.widthSeconds} s`);
});

test('the office counts which of its forecasts held, by first calls alone', (t) => {
  const here = office({ counters: one });
  here.clerk(1, 'open');
  here.takes('vozidla');
  here.clerk(1, 'next');
  t.deepEqual(here.queue().foretold, { told: 1, held: 1 }, 'it was called at once, as foretold');
  here.takes('vozidla');
  here.passes(120);
  here.clerk(1, 'next');
  t.deepEqual(here.queue().foretold, { told: 2, held: 1 }, 'two hours were not foretold');
  here.clerk(1, 'park');
  here.passes(11);
  here.clerk(1, 'next');
  t.deepEqual(here.queue().foretold, { told: 2, held: 1 }, 'a ticket that comes back says nothing new');
});

test('the same day tells the same', (t) => {
  t.deepEqual(tellings(1, 77), tellings(1, 77));
});
