import test from 'ava';
import { exampleOffice } from '#contract/example-office.ts';
import { office } from './scenario.ts';

const told = {
  kind: 'settings',
  settings: { ...exampleOffice, revision: 1 },
  pinKey: 'first key',
  publicOrigin: 'https://fronta.example',
} as const;

test('settings that are known already are no fact', (t) => {
  const hall = office();
  t.is(hall.when(told).facts.filter(({ name }) => name === 'settings.applied').length, 1);
  t.deepEqual(hall.when(told).facts, []);
});

test('F17: a cloud made anew has another key under the same revision, and the edge takes it', (t) => {
  const hall = office();
  hall.when(told);
  hall.when({ ...told, pinKey: 'second key' });
  t.is(hall.queue().pinKey, 'second key');
});

test('a counter that the settings no longer have is gone, unless somebody is attended there', (t) => {
  const hall = office();
  for (const counter of [1, 2, 3]) hall.clerk(counter, 'open');
  hall.takes('vozidla');
  hall.clerk(3, 'next');
  hall.when({ ...told, settings: { ...told.settings, counters: exampleOffice.counters.slice(0, 1) } });
  t.deepEqual(Object.keys(hall.queue().counters), ['1', '3']);
});
