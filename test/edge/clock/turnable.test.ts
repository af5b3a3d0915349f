import test from 'ava';
import { simulatedClock } from '../../../edge/clock/simulated.ts';
import { turnableClock } from '../../../edge/clock/turnable.ts';

const start = '2026-11-23T08:10:00+01:00';
const hands = () => {
  const truth = simulatedClock(start);
  const clock = turnableClock(truth);
  const ticks: number[] = [];
  clock.every(1_000, () => ticks.push(clock.now().steady));
  return { truth, clock, ticks, minutes: () => (clock.now().wall - Date.parse(start)) / 60_000 };
};

test('untouched it goes as the true one does', (t) => {
  const { truth, clock, ticks } = hands();
  truth.advance(3_500);
  t.deepEqual(clock.now(), truth.now());
  t.deepEqual(ticks, [1_000, 2_000, 3_000]);
});

test('while it stands no time passes and nothing falls due; then it goes on', (t) => {
  const { truth, clock, ticks } = hands();
  truth.advance(1_500);
  clock.setRate(0);
  truth.advance(600_000);
  t.is(clock.now().steady, 1_500);
  clock.setRate(1);
  truth.advance(500);
  t.deepEqual(ticks, [1_000, 2_000]);
});

test('hurried, wall and steady time and all timers hurry alike', (t) => {
  const { truth, clock, ticks, minutes } = hands();
  clock.setRate(60);
  truth.advance(1_000);
  t.is(minutes(), 1);
  t.is(clock.now().steady, 60_000);
  t.true(ticks.length >= 55 && ticks.length <= 60, `${ticks.length} ticks`);
});

test('turned ahead, what fell due meanwhile happens once; it is never turned back', (t) => {
  const { truth, clock, ticks, minutes } = hands();
  let once = 0;
  clock.after(30_000, () => (once += 1));
  clock.turnAhead(3_600_000);
  truth.advance(0);
  t.is(minutes(), 60);
  t.is(ticks.length, 1);
  t.is(once, 1);
  clock.turnAhead(-5_000);
  t.is(minutes(), 60);
});

test('a timer that was cancelled does not fire', (t) => {
  const { truth, clock } = hands();
  clock.after(1_000, () => t.fail())();
  truth.advance(5_000);
  t.pass();
});
