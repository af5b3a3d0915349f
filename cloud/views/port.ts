import type { Forecast } from '#contract/event.ts';
import type { Period } from '#contract/statistics/picture.ts';
import type { DayTally, Tally } from '#contract/statistics/tally.ts';
import type { Schema } from '../store/schema.ts';

/** The live queue of an office as anybody may see it. */
export type LiveQueue = {
  /** Instant with the office's offset at which all this was true; `null` when no edge was ever seen. */
  readonly asOf: string | null;
  readonly link: 'online' | 'offline';
  readonly services: readonly { readonly id: string; readonly waiting: number; readonly forecast: Forecast }[];
  readonly counters: readonly { readonly number: number; readonly ticket: string | null }[];
};

/** The numbers of business days: counts and lengths, no persons. */
export type Statistics = {
  /** Of one office, a part for each day, edge and journal. */
  tallies(office: string, period: Period): Promise<readonly DayTally[]>;
  /** Everything of a period, by office. */
  totals(period: Period): Promise<ReadonlyMap<string, Tally>>;
};

/** One slip as its phone page shows it. */
export type PhoneTicket = {
  readonly office: string;
  readonly number: string;
  readonly service: string;
  readonly state: Schema['ticket']['state'];
  /** The counter it is called to. */
  readonly counter: number | null;
  /** People waiting for the same service who came before. */
  readonly ahead: number;
  readonly forecast: Forecast;
};
