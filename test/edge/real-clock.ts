import type { Clock } from '../../edge/clock/port.ts';

/** Real time for tests that talk to real sockets, processes and files. Its timers keep no process alive. */
export function realClock(): Clock {
  return {
    now: () => ({ wall: Date.now(), steady: Math.round(performance.now()) }),
    trusted: () => true,
    every: (ms, task) => {
      const timer = setInterval(task, ms).unref();
      return () => clearInterval(timer);
    },
    after: (ms, task) => {
      const timer = setTimeout(task, ms);
      return () => clearTimeout(timer);
    },
  };
}
