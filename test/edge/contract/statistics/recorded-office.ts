import type { Recorded } from '#contract/event.ts';
import { type DayBook, note, openBook, rulesIn } from '#contract/statistics/day-book.ts';
import type { DayTally } from '#contract/statistics/tally.ts';
import { tallyDay } from '#contract/statistics/tally-day.ts';
import { office, type Scenario } from '../../core/scenario.ts';

/** An office on the real core whose facts are kept as its journal would keep them. */
export type RecordedOffice = Scenario & { records(): readonly Recorded[] };

/** See `office` of the core's tests. */
export function recordedOffice(...wishes: Parameters<typeof office>): RecordedOffice {
  const here = office(...wishes);
  const records: Recorded[] = [];
  const { when } = here;
  here.when = (command) => {
    const outcome = when(command);
    const { wall, steady, clockTrusted } = here.now();
    const time = new Date(wall).toISOString();
    for (const fact of outcome.facts) records.push({ ...fact, seq: records.length + 1, time, steadyMs: steady, boot: 1, clockTrusted });
    return outcome;
  };
  return { ...here, records: () => records };
}

/** The book of all facts, of which the first opens the day. */
export function bookOf(records: readonly Recorded[], settings: Parameters<typeof rulesIn>[0]): DayBook {
  const book = openBook('2026-11-23', rulesIn(settings));
  for (const record of records) note(book, record);
  return book;
}

export const tallyOf = (here: RecordedOffice): DayTally => tallyDay(bookOf(here.records(), here.queue().settings), () => null);
