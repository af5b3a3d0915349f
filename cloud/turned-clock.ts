import type { CloudClock } from './clock.ts';

/** What hands on a bench do to the office's time: the moment that it shows now, and how fast it goes. */
export type Turn = { readonly wallMs: number; readonly rate: number };

/** A clock that follows the hands of a bench. It never goes back: a bench whose clock is behind makes it wait there. */
export function turnedClock(truth: CloudClock): CloudClock & { turn(to: Turn): void } {
  let base = { truthMs: truth.now(), ownMs: truth.now() };
  let rate = 1;
  let latestMs = base.ownMs;
  const now = (): number => {
    latestMs = Math.max(latestMs, base.ownMs + (truth.now() - base.truthMs) * rate);
    return latestMs;
  };
  return {
    now,
    turn(to) {
      base = { truthMs: truth.now(), ownMs: to.wallMs };
      rate = to.rate;
    },
  };
}

/** Reads what the process that started this one sends of it; anything else is `null`. */
export function readTurn(message: unknown): Turn | null {
  const { turned } = (message ?? {}) as { readonly turned?: Partial<Turn> };
  const { wallMs, rate } = turned ?? {};
  return Number.isSafeInteger(wallMs) && [0, 1, 10, 60].includes(rate as number)
    ? { wallMs: wallMs as number, rate: rate as number }
    : null;
}
