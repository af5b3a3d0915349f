import test from 'ava';
import { decodeUp } from '../../../edge/contract/decode.ts';

const hello = (first: number, last: number): string =>
  JSON.stringify({
    journal: 'a'.repeat(32),
    first,
    last,
    boot: 1,
    feed: null,
    settingsRevision: 0,
    protocol: 1,
    software: '0.1.0',
  });

test('a hello tells of a journal that is empty, whole, or forgotten up to its end', (t) => {
  for (const [first, last] of [
    [1, 0],
    [1, 7],
    [8, 7],
    [0, 0],
  ] as const)
    t.true(decodeUp('hello', hello(first, last)).ok, `${first} to ${last}`);
});

test('a hello of a journal that begins beyond its end is set aside: it would cost the entries between (P1, F25)', (t) => {
  const decoded = decodeUp('hello', hello(100, 5));
  t.regex(decoded.ok ? '' : decoded.reason, /begins beyond its end/);
});
