import type { CloudClock } from '../clock.ts';

/** What is counted: how often something happened in so many seconds, which begin with the first time. */
export type Tally = { readonly name: string; readonly key: string; readonly seconds: number };
export type Count = { readonly count: number; readonly secondsLeft: number };

/** Counts for limits. A count that is lost only lets somebody in: nothing else rests on them. */
export type Counters = {
  /** Adds one to each; answers what they are now, in their order. */
  add(tallies: readonly Tally[]): Promise<readonly Count[]>;
  /** What they are. */
  read(tallies: readonly Tally[]): Promise<readonly Count[]>;
};

/** Counts kept at once; beyond it those whose time is over are forgotten, and if that is not enough the oldest ones. */
const countsMax = 100_000;

type Kept = { count: number; readonly endsMs: number };

/** Counts of one process, for a cloud that is one. */
export function memoryCounters(clock: CloudClock): Counters {
  const kept = new Map<string, Kept>();
  const find = (key: string): Kept | null => {
    const one = kept.get(key);
    return one !== undefined && one.endsMs > clock.now() ? one : null;
  };
  const addOne = (tally: Tally): Count => {
    const key = keyOf(tally);
    const known = find(key);
    const one = known ?? { count: 0, endsMs: clock.now() + tally.seconds * 1000 };
    one.count += 1;
    if (known === null) {
      kept.delete(key);
      kept.set(key, one);
      if (kept.size > countsMax) makeRoom(kept, clock.now());
    }
    return countOf(one, clock.now());
  };
  return {
    add: async (tallies) => tallies.map(addOne),
    read: async (tallies) => tallies.map((tally) => countOf(find(keyOf(tally)), clock.now())),
  };
}

/** A count as it is told; `null` is none yet. */
export const countOf = (one: { readonly count: number; readonly endsMs: number } | null, nowMs: number): Count =>
  one === null ? { count: 0, secondsLeft: 0 } : { count: one.count, secondsLeft: Math.max(1, Math.ceil((one.endsMs - nowMs) / 1000)) };

const keyOf = ({ name, key }: Tally): string => `${name} ${key}`;

function makeRoom(kept: Map<string, Kept>, nowMs: number): void {
  for (const [key, { endsMs }] of kept) if (endsMs <= nowMs) kept.delete(key);
  for (const key of kept.keys()) {
    if (kept.size <= countsMax / 2) return;
    kept.delete(key);
  }
}
