import test from 'ava';
import { readTurn, turnedClock } from '../../cloud/turned-clock.ts';

test('a cloud’s clock goes as the bench’s hands turn it, and never back', (t) => {
  let truthMs = 1_000;
  const clock = turnedClock({ now: () => truthMs });
  truthMs += 500;
  t.is(clock.now(), 1_500);
  clock.turn({ wallMs: 3_601_500, rate: 60 });
  truthMs += 1_000;
  t.is(clock.now(), 3_661_500);
  clock.turn({ wallMs: 3_661_000, rate: 0 });
  truthMs += 60_000;
  t.is(clock.now(), 3_661_500, 'it waits where it was');
  clock.turn({ wallMs: 3_662_000, rate: 1 });
  t.is(clock.now(), 3_662_000);
});

test('what else comes through the channel turns nothing', (t) => {
  t.deepEqual(readTurn({ turned: { wallMs: 5, rate: 10 } }), { wallMs: 5, rate: 10 });
  for (const message of [
    null,
    'turned',
    {},
    { turned: { wallMs: Number.NaN, rate: 1 } },
    { turned: { wallMs: 5, rate: 7 } },
    { turned: null },
  ])
    t.is(readTurn(message), null);
});
