import test from 'ava';
import sinon from 'sinon';
import { systemClock } from '../../../edge/clock/system.ts';

const morning = Date.parse('2026-11-23T07:10:00Z');

/** Runs with Node's own clocks stood in for; the wall clock can be set, time passes by `tick`. */
function withTime(now: number, use: (time: sinon.SinonFakeTimers) => void): void {
  const time = sinon.useFakeTimers({ now, toFake: ['Date', 'performance', 'setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] });
  try {
    use(time);
  } finally {
    time.restore();
  }
}

test.serial('F7: the wall clock may step; steady time only goes on', (t) => {
  withTime(morning, (time) => {
    const clock = systemClock({ startAt: null, resume: null });
    time.tick(5_000);
    t.deepEqual(clock.now(), { wall: morning + 5_000, steady: 5_000 });
    time.setSystemTime(morning - 3_600_000);
    t.deepEqual(clock.now(), { wall: morning - 3_600_000, steady: 5_000 });
    time.tick(1_000);
    t.is(clock.now().steady, 6_000);
  });
});

test.serial('steady time goes on over a restart by the time the daemon was away', (t) => {
  withTime(morning, () => {
    const resume = { wall: morning - 60_000, steady: 42_000 };
    t.is(systemClock({ startAt: null, resume }).now().steady, 102_000);
  });
});

test.serial('F7: a clock set back meanwhile makes no time negative', (t) => {
  withTime(morning, () => {
    const resume = { wall: morning + 86_400_000, steady: 42_000 };
    t.is(systemClock({ startAt: null, resume }).now().steady, 42_000);
  });
});

test.serial('F5: a clock without a battery is not trusted, and its word about the time away is not taken', (t) => {
  withTime(Date.parse('1970-01-01T00:01:00Z'), () => {
    const clock = systemClock({ startAt: null, resume: { wall: 0, steady: 42_000 } });
    t.false(clock.trusted());
    t.is(clock.now().steady, 42_000);
  });
});

test.serial('FRONTA_CLOCK starts the clock where it says, and it runs on', (t) => {
  withTime(Date.parse('2031-05-01T00:00:00Z'), (time) => {
    const clock = systemClock({ startAt: morning, resume: null });
    t.is(clock.now().wall, morning);
    time.tick(90_000);
    t.is(clock.now().wall, morning + 90_000);
    t.true(clock.trusted());
  });
});

test.serial('a task runs every so often until it is stopped, or once', (t) => {
  withTime(morning, (time) => {
    const clock = systemClock({ startAt: null, resume: null });
    const often = sinon.spy();
    const once = sinon.spy();
    const never = sinon.spy();
    const stop = clock.every(1_000, often);
    clock.after(1_500, once);
    clock.after(1_500, never)();
    time.tick(3_000);
    stop();
    time.tick(3_000);
    t.deepEqual([often.callCount, once.callCount, never.callCount], [3, 1, 0]);
  });
});
