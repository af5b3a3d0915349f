/** One figure: `limit` is what the bare machine did in the same run, `ratio` is value by limit. */
export type Measured = {
  readonly name: string;
  readonly value: number;
  readonly unit: 's' | 'ms' | 'MiB' | 'ratio' | '1/s' | 'wrong' | 'cores';
  readonly limit: number;
  readonly ratio: number;
};

/** Load of the machine before a run, of more than which others were at work beside it; building the pages alone comes near to it. */
export const quietLoad = 1;

export const measured = (name: string, unit: Measured['unit'], value: number, limit: number): Measured => ({
  name,
  value: rounded(value),
  unit,
  limit: rounded(limit),
  ratio: rounded(value / limit),
});

/** The value below which the share `p` of the sorted samples lies. */
export function percentile(samples: readonly number[], p: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))]!;
}

const rounded = (value: number): number => Number(value.toPrecision(4));
