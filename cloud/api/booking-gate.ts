import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { BookingGate } from './port.ts';

/** Holds that one client address may make in ten minutes, and attempts of any outcome (F28). Generous: a library shares one address. */
const holdsMax = 30;
const attemptsMax = 300;
const windowSeconds = 600;

/** A gate with nobody counted yet; its counts live in this process. */
export function openBookingGate(): BookingGate {
  const attempts = new RateLimiterMemory({ keyPrefix: 'attempt', points: attemptsMax, duration: windowSeconds });
  const holds = new RateLimiterMemory({ keyPrefix: 'hold', points: holdsMax, duration: windowSeconds });
  return {
    async enter(ctx) {
      if (isLoopback(ctx.ip)) return 0;
      const attempt = await attempts.penalty(ctx.ip);
      if (attempt.consumedPoints > attemptsMax) return seconds(attempt.msBeforeNext);
      const held = await holds.get(ctx.ip);
      return held !== null && held.consumedPoints >= holdsMax ? seconds(held.msBeforeNext) : 0;
    },
    async counted(ctx) {
      if (!isLoopback(ctx.ip)) await holds.penalty(ctx.ip);
    },
  };
}

const seconds = (ms: number): number => Math.max(1, Math.ceil(ms / 1000));
const isLoopback = (address: string): boolean => address === '::1' || /^(::ffff:)?127\./.test(address);
