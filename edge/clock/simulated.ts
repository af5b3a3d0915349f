import type { Moment } from '#contract/event.ts';
import type { Clock } from './port.ts';

/** A clock that stands until it is moved; timers fire in order while it moves. */
export type SimulatedClock = Clock & {
  /** Moves steady and wall time on together, running what falls due. */
  advance(ms: number): void;
  /** Steps the wall clock alone (F7). */
  step(wallMs: number): void;
  setTrusted(trusted: boolean): void;
};

type Timer = { dueSteady: number; readonly everyMs: number | null; readonly task: () => void };

/** Starts at a wall instant; steady time starts at 0 or goes on from `steady`. */
export function simulatedClock(start: string, steady = 0): SimulatedClock {
  let now: Moment = { wall: Date.parse(start), steady };
  let trust = true;
  const timers = new Set<Timer>();
  const add = (timer: Timer): (() => void) => {
    timers.add(timer);
    return () => timers.delete(timer);
  };
  const pass = (ms: number): void => {
    now = { wall: now.wall + ms, steady: now.steady + ms };
  };
  return {
    now: () => now,
    trusted: () => trust,
    every: (ms, task) => add({ dueSteady: now.steady + ms, everyMs: ms, task }),
    after: (ms, task) => add({ dueSteady: now.steady + ms, everyMs: null, task }),
    advance(ms) {
      const until = now.steady + ms;
      for (let next = earliest(timers); next && next.dueSteady <= until; next = earliest(timers)) {
        pass(next.dueSteady - now.steady);
        if (next.everyMs === null) timers.delete(next);
        else next.dueSteady += next.everyMs;
        next.task();
      }
      pass(until - now.steady);
    },
    step(wallMs) {
      now = { ...now, wall: now.wall + wallMs };
    },
    setTrusted(trusted) {
      trust = trusted;
    },
  };
}

function earliest(timers: ReadonlySet<Timer>): Timer | null {
  let best: Timer | null = null;
  for (const timer of timers) if (best === null || timer.dueSteady < best.dueSteady) best = timer;
  return best;
}
