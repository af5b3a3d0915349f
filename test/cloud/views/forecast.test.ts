import test from 'ava';
import { exampleOffice } from '#contract/example-office.ts';
import { forecast } from '../../../cloud/views/forecast.ts';

const open = (busy: boolean, ...numbers: number[]) => numbers.map((number) => ({ number, busy }));

test('without an open counter for the service the waiting time is unknown', (t) => {
  t.is(forecast(exampleOffice, 'vozidla', [], []), null);
  const split = { ...exampleOffice, counters: [{ number: 1, services: ['ridici'], unitKeys: 'four' as const }] };
  t.is(forecast(split, 'vozidla', [], open(false, 1)), null);
});

test('at a free counter nobody waits longer than it takes to walk there', (t) => {
  t.deepEqual(forecast(exampleOffice, 'vozidla', [], open(false, 1)), { fromSeconds: 0, toSeconds: 60 });
});

test('the work ahead, half of what is being attended included, is shared by the open counters', (t) => {
  // One busy counter: 540/2 + 540 + 420 = 1230 s.
  t.deepEqual(forecast(exampleOffice, 'vozidla', ['vozidla', 'ridici'], open(true, 1)), { fromSeconds: 615, toSeconds: 1845 });
  // Three: (3 * 540/2 + 540 + 420) / 3 = 590 s.
  t.deepEqual(forecast(exampleOffice, 'vozidla', ['vozidla', 'ridici'], open(true, 1, 2, 3)), { fromSeconds: 295, toSeconds: 885 });
});

test('people who wait for other counters do not count', (t) => {
  const split = {
    ...exampleOffice,
    counters: [
      { number: 1, services: ['vozidla'], unitKeys: 'four' as const },
      { number: 2, services: ['ridici'], unitKeys: 'four' as const },
    ],
  };
  t.deepEqual(forecast(split, 'vozidla', ['ridici', 'ridici'], open(true, 1, 2)), forecast(split, 'vozidla', [], open(true, 1, 2)));
});
