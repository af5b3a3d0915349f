import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { CloudClock } from '../clock.ts';
import type { Store } from '../store/open.ts';
import type { Count } from './counters.ts';
import type { Limiter, OpenLimiter } from './port.ts';
import { forgetCount, sharedCounters, takeBack } from './shared-counters.ts';

/**
 * Limiters of wrong attempts whose counts all processes of the cloud share: those on one PostgreSQL through it, or a guesser had as many attempts at each of
 * them; on SQLite there is one process only, which keeps them itself.
 */
export const openLimiters = (store: Store, clock: CloudClock): OpenLimiter =>
  store.kind === 'postgres'
    ? (name, seconds) => sharedLimiter(store, clock, name, seconds)
    : // How many are too many is for those to say who ask.
      (name, seconds) => new RateLimiterMemory({ keyPrefix: name, points: 1, duration: seconds });

function sharedLimiter({ db }: Store, clock: CloudClock, name: string, seconds: number): Limiter {
  const counters = sharedCounters(db, clock);
  const tally = (key: string) => ({ name, key, seconds });
  return {
    get: async (key) => told(await counters.read([tally(key)])),
    penalty: async (key) => told(await counters.add([tally(key)])),
    reward: (key) => takeBack(db, tally(key), clock.now()),
    delete: (key) => forgetCount(db, tally(key)),
  };
}

const told = ([one]: readonly Count[]) => ({ consumedPoints: one?.count ?? 0, msBeforeNext: (one?.secondsLeft ?? 0) * 1000 });
