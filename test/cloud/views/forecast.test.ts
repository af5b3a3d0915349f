import test from 'ava';
import { exampleOffice } from '#contract/example-office.ts';
import { forecast } from '../../../cloud/views/forecast.ts';
import { forecast as atTheOffice } from '../../../edge/core/forecast.ts';
import { office } from '../../edge/core/scenario.ts';

const open = (busy: boolean, ...numbers: number[]) => numbers.map((number) => ({ number, busy }));

test('without an open counter for the service the waiting time is unknown', (t) => {
  t.is(forecast(exampleOffice, 'vozidla', [], []), null);
  const split = { ...exampleOffice, counters: [{ number: 1, services: ['ridici'], unitKeys: 'four' as const }] };
  t.is(forecast(split, 'vozidla', [], open(false, 1)), null);
});

test('at a free counter nobody waits longer than it takes to walk there', (t) => {
  t.deepEqual(forecast(exampleOffice, 'vozidla', [], open(false, 1)), { fromSeconds: 0, toSeconds: 60 });
});

test('the page at home tells what the slip at the office tells', (t) => {
  const here = office();
  for (const counter of [1, 2, 3]) here.clerk(counter, 'open');
  for (const counter of [1, 2, 3]) {
    here.takes('vozidla');
    here.clerk(counter, 'next');
  }
  const ahead = ['vozidla', 'ridici', 'vozidla', 'dovozy'];
  for (const service of ahead) here.takes(service);
  t.deepEqual(forecast(exampleOffice, 'ridici', ahead, open(true, 1, 2, 3)), atTheOffice(here.queue(), 'ridici'));
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
