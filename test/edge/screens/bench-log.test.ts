import test from 'ava';
import { benchLog, happeningsMax, officeChanges } from '../../../edge/screens/bench-log.ts';
import { views } from './monday.ts';

const { staff } = views();

test('a call, a leaving and a closing are told from two looks at the office', (t) => {
  const after = {
    ...staff,
    queue: staff.queue.slice(1),
    counters: staff.counters.map((counter) =>
      counter.number === 1
        ? { ...counter, ticket: 'A15', calls: 1 }
        : counter.number === 2
          ? { ...counter, ticket: null, calls: 0, state: 'closed' as const }
          : counter,
    ),
  };
  t.deepEqual(officeChanges(staff, after), [
    { what: 'left', number: 'A12', counter: 1 },
    { what: 'called', number: 'A15', counter: 1, calls: 1 },
    { what: 'counter', counter: 2, state: 'closed' },
    { what: 'left', number: 'C7', counter: 2 },
  ]);
});

test('a recall is a call again', (t) => {
  const after = { ...staff, counters: staff.counters.map((counter) => ({ ...counter, calls: counter.calls + 1 })) };
  t.deepEqual(officeChanges(staff, after)[0], { what: 'called', number: 'A12', counter: 1, calls: 2 });
});

test('nothing is told of an office that did not change', (t) => {
  t.deepEqual(officeChanges(staff, staff), []);
});

test('the log keeps only its newest lines', (t) => {
  const log = benchLog();
  for (let press = 0; press <= happeningsMax; press += 1) log.note(staff.asOf, { what: 'button', button: 'reserved' });
  t.is(log.lines().length, happeningsMax);
  t.is(log.lines()[0]?.id, happeningsMax + 1);
});
