import type { BenchHands } from './bench-hands.ts';

/** What people at the office saw with their own eyes, over all lives of the edge. */
export type Witness = {
  /** Slips that came out, in the order seen; `life` counts starts of the edge. */
  readonly slips: readonly { readonly number: string; readonly copy: boolean; readonly life: number }[];
  /** Calls that stood on the board, as `A1 3`. */
  readonly calls: ReadonlySet<string>;
  /** Looks without pause at what the edge shows, until it answers no more. */
  watch(bench: BenchHands, life: number): Promise<void>;
};

export function createWitness(): Witness {
  const slips: { number: string; copy: boolean; life: number }[] = [];
  const calls = new Set<string>();
  return {
    slips,
    calls,
    async watch(bench, life) {
      let known = 0;
      try {
        for (;;) {
          const out = await bench.slips();
          for (const { number, copy } of out.slice(0, out.length - known).toReversed()) slips.push({ number, copy, life });
          known = out.length;
          for (const { ticket, counter } of (await bench.queue()).lastCalls) calls.add(`${ticket} ${counter}`);
        }
      } catch {
        // The edge was killed: what it showed last was never seen.
      }
    },
  };
}
