import { nameOfEvent } from '#contract/event-name.ts';
import type { Journal } from '../journal/port.ts';

/**
 * The cloud has committed more of this journal than it holds, or other entries. An entry goes to the cloud only once it is safe on the disk, so
 * what this edge works on is an older copy of it: a backup of the card that was put back, or a disk that lost what it had called safe (F18).
 */
export class OlderCopy extends Error {
  override name = 'OlderCopy';

  readonly journal: string;
  /** Up to here the cloud has the same entries; `null` where nobody knows. */
  readonly common: number | null;

  constructor(journal: Journal, committed: number, common: number | null) {
    const last = journal.last();
    const differs =
      committed > last
        ? `its journal ends at entry ${last}, and the cloud has ${committed} of it`
        : `its entry ${committed} is not the one that the cloud has`;
    super(`this is an older copy of the card: ${differs}${common === null ? '' : `; both have the same up to entry ${common}`}`);
    this.journal = journal.id;
    this.common = common;
  }
}

/** What the cloud has committed of a journal, and the name of its last event where the cloud says it. */
export type Committed = { readonly seq: number; readonly name?: string | undefined };

/** Whether the cloud's part of this journal is another one: longer, or with another event at its end (P15, P61). */
export function isOlderCopy(journal: Journal, { seq, name }: Committed): boolean {
  if (seq > journal.last()) return true;
  const own = name === undefined ? null : nameAt(journal, seq);
  return own !== null && own !== name;
}

/**
 * How far a journal and the cloud's part of it are the same, by the names that the cloud has from entry `first` on: the last entry that both
 * have, or `null` where they part before all of these.
 */
export function commonIn(journal: Journal, first: number, names: readonly (string | null)[]): number | null {
  for (let seq = Math.min(first + names.length - 1, journal.last()); seq >= first; seq--) {
    // What is no longer kept was acknowledged long ago.
    if (seq < journal.first) return seq;
    if (names[seq - first] === nameAt(journal, seq)) return seq;
  }
  return first <= 1 ? 0 : null;
}

function nameAt(journal: Journal, seq: number): string | null {
  const [entry] = seq >= journal.first ? journal.read(seq, 1) : [];
  return entry?.seq === seq ? nameOfEvent(entry) : null;
}
