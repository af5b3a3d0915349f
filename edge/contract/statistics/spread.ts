/**
 * How long something took, many times over: how often by length, and the longest. Two of them can be added up, which medians cannot, so that
 * a year is made of its days. Lengths fall into steps of 5 %: a median read from it is off by at most half a step.
 */
export type Spread = {
  /** The longest, whole seconds. */
  readonly longest: number;
  /** How many fell into each step, by rising step; steps without any are left out. */
  readonly counts: readonly (readonly [step: number, count: number])[];
};

/** Everything shorter falls into step 0, seconds. */
const firstSeconds = 10;
const growth = 1.05;
/** 36 hours: nothing within a business day takes longer. */
const secondsMax = 36 * 3600;

export const emptySpread: Spread = { longest: 0, counts: [] };

/** The lengths, in seconds, as a spread; negative ones count as none. */
export function spreadOf(lengths: readonly number[]): Spread {
  const counts = new Map<number, number>();
  for (const seconds of lengths) counts.set(stepOf(seconds), (counts.get(stepOf(seconds)) ?? 0) + 1);
  return { longest: Math.max(0, ...lengths.map(whole)), counts: inOrder(counts) };
}

/** Both together. */
export function mergeSpreads(one: Spread, other: Spread): Spread {
  const counts = new Map(one.counts);
  for (const [step, count] of other.counts) counts.set(step, (counts.get(step) ?? 0) + count);
  return { longest: Math.max(one.longest, other.longest), counts: inOrder(counts) };
}

export const countOf = ({ counts }: Spread): number => counts.reduce((sum, [, count]) => sum + count, 0);

/** The length, whole seconds, that this share of all does not exceed (nearest rank); 0 where there is none. */
export function quantile(spread: Spread, share: number): number {
  const rank = Math.ceil(share * countOf(spread));
  let seen = 0;
  for (const [step, count] of spread.counts) {
    seen += count;
    if (seen >= rank) return Math.min(spread.longest, middleOf(step));
  }
  return spread.longest;
}

const whole = (seconds: number): number => Math.round(Math.min(Math.max(0, seconds), secondsMax));

function stepOf(seconds: number): number {
  const length = whole(seconds);
  return length < firstSeconds ? 0 : 1 + Math.floor(Math.log(length / firstSeconds) / Math.log(growth));
}

const middleOf = (step: number): number => (step === 0 ? firstSeconds / 2 : Math.round(firstSeconds * growth ** (step - 0.5)));

const inOrder = (counts: ReadonlyMap<number, number>): Spread['counts'] => [...counts].toSorted(([one], [other]) => one - other);
