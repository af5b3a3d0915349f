import type { Recorded } from '#contract/event.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import { type DayBook, note, openBook, type RulesInForce, rulesIn } from '#contract/statistics/day-book.ts';
import { type ReservationOf, tallyDay } from '#contract/statistics/tally-day.ts';
import type { Journal } from '../journal/port.ts';
import type { DaysFile, KeptDay, KeptDays, Statistics } from './port.ts';

/** Days that an edge tells of; its journal reaches as far back at least. */
const daysKept = 35;
/** Parts of days kept at most: a day has several where its journal was replaced. */
const partsMax = 2 * daysKept;
/** Entries read before a press may be answered in between: a fraction of a millisecond each. */
const entriesAtOnce = 64;
/** Facts of one day that are told as a story at most. */
const factsMax = 50_000;

export type CollectorOptions = {
  readonly journal: Pick<Journal, 'id' | 'first' | 'last' | 'read'>;
  readonly file: DaysFile;
  readonly settings: () => OfficeSettings;
  /** What the office knows of a reservation that nobody came for. */
  readonly reservationOf: ReservationOf;
  /** Lets everything else have its turn. */
  readonly breathe: () => Promise<void>;
  readonly warn: (problem: string) => void;
};

/** Nothing is held in memory between two questions: closed days are in the file, the day that goes on is read from the journal. */
export function collectorOf(options: CollectorOptions): Statistics {
  const { journal, breathe } = options;
  let running: Promise<Read> | null = null;

  /** Several who ask at once are answered together. */
  function read(): Promise<Read> {
    running ??= readOn(options).finally(() => {
      running = null;
    });
    return running;
  }

  return {
    async collect() {
      const { kept, book } = await read();
      return [...kept.days.map(({ tally }) => tally), ...(book ? [tallyDay(book, options.reservationOf)] : [])];
    },
    async factsOf(day) {
      const { kept, book, opened } = await read();
      const part = kept.days.findLast((one) => one.journal === journal.id && one.tally.day === day);
      const place = part ?? (book?.day === day ? { fromSeq: opened, toSeq: journal.last() } : null);
      if (!place || place.fromSeq < journal.first) return [];
      const facts: Recorded[] = [];
      for await (const fact of entries(journal, place.fromSeq, Math.min(place.toSeq, place.fromSeq + factsMax), breathe)) facts.push(fact);
      return facts;
    },
  };
}

/** What was read: the closed days, and the book of the day that goes on with the entry that opened it. */
type Read = { readonly kept: KeptDays; readonly book: DayBook | null; readonly opened: number };

async function readOn({ journal, file, settings, reservationOf, breathe, warn }: CollectorOptions): Promise<Read> {
  const known = continued(await file.load(), journal);
  const days: KeptDay[] = [...known.days];
  let rules = known.rules;
  let next = known.next;
  let open: { readonly book: DayBook; readonly from: number; readonly rules: RulesInForce | null } | null = null;
  const close = (toSeq: number): void => {
    if (open) days.push({ journal: journal.id, fromSeq: open.from, toSeq, tally: tallyDay(open.book, reservationOf) });
    open = null;
    next = toSeq + 1;
  };
  for await (const fact of entries(journal, next, journal.last(), breathe)) {
    if (fact.name === 'day.opened') {
      if (open) close(fact.seq - 1);
      next = fact.seq;
      open = { book: openBook(fact.data.day, rules ?? rulesIn(settings())), from: fact.seq, rules };
    }
    if (fact.name === 'settings.applied') rules = rulesIn(fact.data.settings);
    if (open) note(open.book, fact);
    if (fact.name === 'day.closed') close(fact.seq);
  }
  const begun = open as { book: DayBook; from: number; rules: RulesInForce | null } | null;
  const kept = { journal: journal.id, next, rules: begun ? begun.rules : rules, days: newest(days) };
  if (days.length > known.days.length)
    await file.save(kept).catch((error: Error) => warn(`the numbers of the day are not kept: ${error.message}`));
  return { kept, book: begun?.book ?? null, opened: begun?.from ?? next };
}

/** Where to read on: a new journal is read from its first entry, and so is one that has forgotten what comes next. */
function continued(kept: KeptDays | null, { id, first }: CollectorOptions['journal']): KeptDays {
  if (kept?.journal !== id) return { journal: id, next: first, rules: null, days: kept?.days ?? [] };
  return kept.next < first ? { ...kept, next: first } : kept;
}

function newest(days: readonly KeptDay[]): readonly KeptDay[] {
  const last = days.reduce((latest, { tally }) => (tally.day > latest ? tally.day : latest), '');
  if (last === '') return days;
  const oldest = Temporal.PlainDate.from(last)
    .subtract({ days: daysKept - 1 })
    .toString();
  return days.filter(({ tally }) => tally.day >= oldest).slice(-partsMax);
}

async function* entries(
  journal: CollectorOptions['journal'],
  from: number,
  to: number,
  breathe: () => Promise<void>,
): AsyncGenerator<Recorded> {
  for (let next = from; next <= to; ) {
    const read = journal.read(next, entriesAtOnce);
    if (read.length === 0) return;
    for (const fact of read) if (fact.seq <= to) yield fact;
    next = read.at(-1)!.seq + 1;
    await breathe();
  }
}
