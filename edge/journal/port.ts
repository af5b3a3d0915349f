import type { Fact, Moment, Recorded } from '#contract/event.ts';

/** When facts happened and whether the wall clock could be believed. */
export type Stamp = Moment & { readonly clockTrusted: boolean };

/**
 * `durable`: what is promised is on the disk. `volatile`: the disk takes nothing (full, read-only, or failing start after start), and
 * the office goes on from memory, declared as such everywhere (F2, F3, F4).
 */
export type Durability = 'durable' | 'volatile';

/**
 * The office's durable log: facts in, in order, never lost once `durable` resolved. It is the outbox too.
 * A failed write or sync of a broken disk is final: `durable` rejects, and so does every later append (F4); the daemon stops and re-reads.
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
  /** The last entry given: the same, or later ones in volatile mode and while a write is under way. */
  given(): number;
  /**
   * Appends the facts of one decision, all or none: after a power cut either all are there or none is.
   * Their numbers are given at once, in the order of calls; they are safe when `durable` resolves. In volatile mode it resolves
   * at once: they are kept in memory, and appended in order when the disk takes them again.
   */
  append(facts: readonly Fact[], stamp: Stamp): { readonly records: readonly Recorded[]; readonly durable: Promise<void> };
  /** Durable entries from `from` on, at most `max`. */
  read(from: number, max: number): readonly Recorded[];
  durability(): Durability;
  /** Called after each change, with why in one sentence; `last()` has grown before it says `durable`. */
  onDurability(listener: (state: Durability, why: string) => void): void;
  /** To be called every few seconds: tries a disk again that takes nothing, and makes the reserve anew once there is room (F3). */
  tend(): void;
  /** Forgets whole segments whose entries are all up to `upTo` and older than this wall instant. Answers how many entries went. */
  forget(upTo: number, beforeWall: number): number;
  close(): Promise<void>;
};
