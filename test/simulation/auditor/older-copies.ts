import type { JournalBook, OfficeBook } from './office-book.ts';

/** What an office had promised when its card was copied. */
export type CardMemory = Pick<OfficeBook, 'ledger' | 'told'> & {
  readonly id: string;
  readonly hashes: readonly number[];
  readonly promisedTo: number;
  readonly checkedIn: readonly string[];
  readonly givenMs: ReadonlyMap<number, number>;
};

/** `null` while some of it is in memory alone, and for a journal of which a copy was put back before: one is enough to be told apart. */
export function remembered({ journal, beforeVolatile, ...book }: OfficeBook): CardMemory | null {
  if (journal === null || beforeVolatile !== null || journal.lost !== null) return null;
  const { id, promisedTo } = journal;
  const checkedIn = [...book.checkedIn];
  return {
    id,
    hashes: [...journal.hashes],
    promisedTo,
    checkedIn,
    ...structuredClone({ ledger: book.ledger, told: book.told, givenMs: book.givenMs }),
  };
}

/**
 * A copy is in the card's place. It knows nothing of what was promised since, and may give the same numbers until it meets the cloud; what the
 * cloud knows of the lost card must stand there as it was.
 */
export function goBack(book: OfficeBook, to: CardMemory): void {
  const journal = book.journal!;
  journal.lost = [...journal.hashes];
  journal.hashes.splice(0, journal.hashes.length, ...to.hashes);
  journal.promisedTo = to.promisedTo;
  const { ledger } = book;
  const hasEnded = (ordinal: number): boolean =>
    ledger.day === to.ledger.day && ledger.tickets.get(ordinal)?.state !== to.ledger.tickets.get(ordinal)?.state;
  book.lostCard = {
    givenDay: ledger.givenDay,
    given: ledger.given,
    // The copy calls them once more, and the cloud knows better.
    day: to.ledger.day,
    ended: new Set([...to.ledger.tickets.keys()].filter(hasEnded)),
  };
  book.ledger = structuredClone(to.ledger);
  book.told = new Map(to.told);
  book.checkedIn.clear();
  for (const id of to.checkedIn) book.checkedIn.add(id);
  book.givenMs.clear();
  for (const [ordinal, atMs] of to.givenMs) book.givenMs.set(ordinal, atMs);
  book.lastSteadyMs = 0;
}

/**
 * The copy has met the cloud: its new journal must begin with all that it promised and the cloud never heard, and from now on no number of
 * either is given.
 */
export function goOn(book: OfficeBook, fresh: JournalBook): void {
  const { hashes, lost } = book.journal!;
  const parted = hashes.findIndex((hash, index) => hash !== lost?.[index]);
  const common = parted < 0 ? hashes.length : parted;
  fresh.carried = hashes.slice(common).map((hash, index) => ({ seq: common + index + 1, hash }));
  fresh.promisedTo = fresh.carried.length;
  if (book.lostCard?.givenDay === book.ledger.givenDay) for (const number of book.lostCard?.given ?? []) book.ledger.given.add(number);
  book.lastSteadyMs = 0;
}

/** Whether what the cloud has of a journal is what that was promised under; of one of which a copy was put back either may be what it is. */
export const isAsPromised = ({ hashes, lost }: JournalBook, stored: readonly (number | undefined)[], isCurrent: boolean): boolean =>
  [hashes, ...(lost && !isCurrent ? [lost] : [])].some((known) => stored.every((hash, index) => hash === known[index]));
