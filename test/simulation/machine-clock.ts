import type { Moment } from '#contract/event.ts';
import type { Clock } from '../../edge/clock/port.ts';
import type { Schedule } from './schedule.ts';

/** The clock inside one started machine. */
export type MachineClock = Clock & {
  /** Something happened: time is looked at closely again. */
  poke(): void;
  stop(): void;
};

/** Ticks come soon after something happened, and ever more seldom while nothing does. */
const tickGapsMs = [1_000, 25_000, 120_000, 600_000];

/**
 * Wall time is true time and an error that faults set; steady time goes on from `steadyAtBoot`. Ticks of an idle machine are thinned out:
 * a second's tick may come late, as on a busy machine, never twice.
 */
export function machineClock(
  schedule: Schedule,
  options: { readonly wallErrorMs: () => number; readonly trusted: () => boolean; readonly steadyAtBoot: number },
): MachineClock {
  const bootMs = schedule.now();
  const repeated = new Set<{ dueMs: number; readonly everyMs: number; readonly task: () => void }>();
  let gap = 0;
  let running = true;
  let cancel: () => void = () => undefined;
  let nextMs = 0;

  const plan = (): void => {
    cancel();
    const gapMs = tickGapsMs[Math.min(gap, tickGapsMs.length - 1)]!;
    nextMs = schedule.now() + gapMs;
    cancel = schedule.after(gapMs, () => {
      gap += 1;
      plan();
      for (const one of repeated) {
        if (one.dueMs > schedule.now()) continue;
        one.dueMs = schedule.now() + one.everyMs;
        one.task();
      }
    });
  };
  plan();
  return {
    now: (): Moment => ({
      wall: schedule.now() + options.wallErrorMs(),
      steady: options.steadyAtBoot + schedule.now() - bootMs,
    }),
    trusted: options.trusted,
    every(everyMs, task) {
      const one = { dueMs: schedule.now() + everyMs, everyMs, task };
      repeated.add(one);
      return () => repeated.delete(one);
    },
    after: (ms, task) => schedule.after(ms, () => running && task()),
    poke() {
      gap = Math.min(gap, 1);
      if (running && nextMs > schedule.now() + tickGapsMs[1]!) plan();
    },
    stop() {
      running = false;
      repeated.clear();
      cancel();
    },
  };
}
