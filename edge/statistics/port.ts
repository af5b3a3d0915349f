import type { Recorded } from '#contract/event.ts';
import type { RulesInForce } from '#contract/statistics/day-book.ts';
import type { DayTally } from '#contract/statistics/tally.ts';

/** The numbers of the last weeks, counted from the journal when somebody asks and now and then, never while a button is answered. */
export type Statistics = {
  /** Closed days, oldest first, and what is known of the day that goes on; several parts of one day where a journal was replaced. */
  collect(): Promise<readonly DayTally[]>;
  /** What the journal says of a business day, in its order; empty where it says nothing any more. */
  factsOf(day: string): Promise<readonly Recorded[]>;
};

/** One closed day and where its facts stand in its journal. */
export type KeptDay = { readonly journal: string; readonly fromSeq: number; readonly toSeq: number; readonly tally: DayTally };

/** What is kept of the days that were counted, and where the next one begins. */
export type KeptDays = {
  readonly journal: string;
  /** The first entry that belongs to none of `days`. */
  readonly next: number;
  /** The settings' share that held there; `null` where the journal has told of none. */
  readonly rules: RulesInForce | null;
  readonly days: readonly KeptDay[];
};

/** Keeps them through a power cut. What is lost is counted again from the journal, as far as that reaches. */
export type DaysFile = {
  /** `null` where there is none that can be read. */
  load(): Promise<KeptDays | null>;
  /** Throws the system's error and leaves what was there. */
  save(days: KeptDays): Promise<void>;
};
