import type { Fact, Moment, Recorded } from '#contract/event.ts';

/** When facts happened and whether the wall clock could be believed. */
export type Stamp = Moment & { readonly clockTrusted: boolean };

/**
 * The office's durable log: facts in, in order, never lost once `durable` resolved. It is the outbox too.
 * A failed write or sync is final: `durable` rejects, and so does every later append (F4); the daemon stops and re-reads.
 */
export type Journal = {
  /** 128 random bits minted with this journal, hex. */
  readonly id: string;
  /** Starts of the daemon on this journal, this one included. */
  readonly boot: number;
  /** The oldest entry kept; 1 in a journal that never forgot. */
  readonly first: number;
  /** The last entry that is safe on disk; 0 in an empty journal. */
  last(): number;
  /**
   * Appends the facts of one decision, all or none: after a power cut either all are there or none is.
   * Their numbers are given at once, in the order of calls; they are safe when `durable` resolves.
   */
  append(facts: readonly Fact[], stamp: Stamp): { readonly records: readonly Recorded[]; readonly durable: Promise<void> };
  /** Durable entries from `from` on, at most `max`. */
  read(from: number, max: number): readonly Recorded[];
  close(): Promise<void>;
};
