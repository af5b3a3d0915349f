/**
 * Of the statistics, by the conventions of schema.ts: one business day as one journal tells it; days of several journals and edges are added up. The key makes a repetition harmless: it names
 * the fact that opened the day.
 */
export type StatisticsDayTable = {
  office: string;
  edge: string;
  journal: string;
  /** Where the day's facts begin in its journal, and where they end; `null` while the day goes on, or when its journal ended before it. */
  fromSeq: number;
  toSeq: number | null;
  day: string;
  /** JSON of the Tally of everything; `null` while the day goes on. */
  total: string | null;
  /** JSON of the rest of the DayTally. */
  groups: string | null;
};
