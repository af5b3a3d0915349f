import type { Moment } from '#contract/event.ts';
import type { Clock } from './port.ts';

/** Rates that the bench offers: standing, as it is, ten and sixty times as fast. */
export const clockRates = [0, 1, 10, 60] as const;
export type ClockRate = (typeof clockRates)[number];

/** A clock for the bench: hands may stop it, hurry it and turn it ahead. It never goes back, so that nothing steady does (F7). */
export type TurnableClock = Clock & {
  rate(): ClockRate;
  setRate(rate: ClockRate): void;
  /** Turns it ahead by so many ms: people have waited for so long. What fell due meanwhile happens once, now. */
  turnAhead(ms: number): void;
};

type Timer = { dueSteady: number; readonly everyMs: number | null; readonly task: () => void };
/** Longest delay that a timer of the machine takes, ms. */
const delayMsMax = 2 ** 31 - 1;

/** Goes by the true clock, at a rate and ahead of it. Its timers are in its own time: while it stands none fires. */
export function turnableClock(truth: Clock): TurnableClock {
  let base = { truth: truth.now().steady, own: truth.now() };
  let rate: ClockRate = 1;
  let cancel: () => void = () => undefined;
  const timers = new Set<Timer>();

  const now = (): Moment => {
    const ms = (truth.now().steady - base.truth) * rate;
    return { wall: base.own.wall + ms, steady: base.own.steady + ms };
  };
  const rebase = (aheadMs: number): void => {
    const { wall, steady } = now();
    base = { truth: truth.now().steady, own: { wall: wall + aheadMs, steady: steady + aheadMs } };
    plan();
  };
  function plan(): void {
    cancel();
    cancel = () => undefined;
    if (rate === 0 || timers.size === 0) return;
    const next = Math.min(...[...timers].map(({ dueSteady }) => dueSteady));
    const ms = Math.ceil(Math.max(0, next - now().steady) / rate);
    cancel = truth.after(Math.min(ms, delayMsMax), fire);
  }
  function fire(): void {
    const { steady } = now();
    for (const timer of [...timers].toSorted((a, b) => a.dueSteady - b.dueSteady)) {
      if (timer.dueSteady > steady || !timers.has(timer)) continue;
      if (timer.everyMs === null) timers.delete(timer);
      else timer.dueSteady += timer.everyMs * (Math.floor((steady - timer.dueSteady) / timer.everyMs) + 1);
      timer.task();
    }
    plan();
  }
  const add = (timer: Timer): (() => void) => {
    timers.add(timer);
    plan();
    return () => {
      timers.delete(timer);
    };
  };
  return {
    now,
    trusted: truth.trusted,
    every: (ms, task) => add({ dueSteady: now().steady + ms, everyMs: ms, task }),
    after: (ms, task) => add({ dueSteady: now().steady + ms, everyMs: null, task }),
    rate: () => rate,
    setRate(next) {
      rebase(0);
      rate = next;
      plan();
    },
    turnAhead: (ms) => rebase(Math.max(0, ms)),
  };
}
