import type { Fact, Recorded } from '#contract/event.ts';
import type { Disk } from '../disk/port.ts';
import { ballastBytesUsual } from './ballast.ts';
import { type DurableWriter, durableWriter } from './durable-writer.ts';
import { type Kept, keptEntries } from './kept-entries.ts';
import type { Entry } from './line.ts';
import { type MemoryOnly, memoryOnly } from './memory-only.ts';
import { mishapOf } from './mishap.ts';
import type { Durability, Journal, Stamp } from './port.ts';
import { recoverJournal } from './recover-journal.ts';
import { noSpareMemory, type SpareMemory } from './spare-memory.ts';

/** Bytes after which a segment is closed and the next begins. */
const segmentBytesUsual = 256 * 1024;

export type OpenedJournal = {
  readonly journal: Journal;
  /** The intact entries after `after`, oldest first; those still in memory only are the last. */
  readonly entries: readonly Recorded[];
  /** The newest entry of all. */
  readonly newest: Recorded | null;
  /** What stood behind the last whole decision and what was done about it, in one sentence, or `null`. */
  readonly torn: string | null;
};

export type JournalOptions = {
  readonly disk: Disk;
  readonly folder: string;
  /** Gives the id of a new journal. */
  readonly mintId: () => string;
  /** Entries up to here are known from a snapshot and not replayed. */
  readonly after: number;
  readonly spare?: SpareMemory;
  /** After too many failed starts even a broken disk is not worth another end (F4): go on from memory. */
  readonly enduring?: boolean;
  /** Bytes of a segment before the next begins. */
  readonly segmentBytesMax?: number;
  /** Bytes of the reserve; a multiple of 4. */
  readonly ballastBytes?: number;
};

/**
 * Opens the journal in `folder`, making a new one if there is none. A torn tail is copied aside and cut; damage that lost a promise
 * is refused as `DamagedJournal`. A disk that can be read but takes nothing gives a journal in volatile mode (F2).
 */
export function openJournal(options: JournalOptions): OpenedJournal {
  const { disk, folder, enduring = false, spare = noSpareMemory } = options;
  const { segmentBytesMax = segmentBytesUsual, ballastBytes = ballastBytesUsual } = options;
  const { entries, newest, torn, last, ...found } = recoverJournal(options);
  const remembered = spare.read();
  const mine = remembered !== null && (found.id ?? remembered.journal) === remembered.journal;
  const given = mine ? followingOn(remembered.entries, last) : [];
  const id = found.id ?? (mine ? remembered.journal : options.mintId());
  const before = given.at(-1) ?? newest.at(-1) ?? null;
  const kept = keptEntries(disk, folder, found.segments, newest);
  let tell: Tell = () => undefined;
  const onFull = (): void => tell('durable', 'the disk is full: the reserve was released');
  const writer = durableWriter({ disk, folder, id, end: found.end, last, kept, segmentBytesMax, ballastBytes, onFull });
  const journal = makeJournal({
    id,
    boot: (before?.boot ?? 0) + 1,
    given: given.at(-1)?.seq ?? last,
    writer,
    kept,
    memory: memoryOnly(id, spare, given),
    enduring,
    hear: (listener) => {
      tell = listener;
    },
    tell: (...words) => tell(...words),
  });
  const done = journal.durability() === 'durable' ? 'the tail was copied aside and cut' : 'it stays until the disk can be written';
  return { journal, entries: [...entries, ...given], newest: before, torn: torn && `${torn}; ${done}` };
}

/** The entries that go on right after `last`; none if there is a gap. */
function followingOn(entries: readonly Entry[], last: number): readonly Entry[] {
  const later = entries.filter(({ seq }) => seq > last);
  return later[0]?.seq === last + 1 ? later : [];
}

type Tell = (state: Durability, why: string) => void;
type Group = { readonly entries: Entry[]; readonly done: PromiseWithResolvers<void> };
type Parts = {
  readonly id: string;
  readonly boot: number;
  /** The last entry given, on the disk or in memory. */
  readonly given: number;
  readonly writer: DurableWriter;
  readonly kept: Kept;
  readonly memory: MemoryOnly;
  readonly enduring: boolean;
  readonly hear: (listener: Tell) => void;
  readonly tell: Tell;
};

function makeJournal({ id, boot, writer, kept, memory, enduring, hear, tell, ...parts }: Parts): Journal {
  const atStart = memory.drain(writer);
  if (atStart && isFinal(atStart, enduring)) throw atStart;
  let state: Durability = atStart ? 'volatile' : 'durable';
  let given = parts.given;
  let failure: Error | null = null;
  const instantOf = instantReader();
  let group: Group | null = null;
  /** The group that is being written beside the loop. */
  let underWay: Promise<void> | null = null;
  let closed = false;

  /**
   * One write and one fdatasync for everything that waits: a lone append pays no more than the bare disk, many share one sync. Where the disk
   * stalls the sync is waited for beside the loop, and all that comes meanwhile shares the next one.
   */
  function flush(): void {
    if (!group || underWay) return;
    const { entries, done } = group;
    group = null;
    if (state === 'durable' && !failure && writer.isSlow()) {
      underWay = flushBeside(entries, done);
      return;
    }
    settle(failure ?? (state === 'durable' ? orRemember(entries, writer.write(entries)) : memory.add(entries)), done);
  }

  async function flushBeside(entries: readonly Entry[], done: Group['done']): Promise<void> {
    const error = await writer.writeBeside(entries);
    underWay = null;
    settle(orRemember(entries, error), done);
    flush();
  }

  function settle(error: Error | null, done: Group['done']): void {
    failure = error;
    if (failure) {
      done.reject(failure);
      return;
    }
    done.resolve();
    // Behind those who waited: a slip begins to print before the next segment is made, which takes two more syncs.
    if (state === 'durable') queueMicrotask(turnPage);
  }

  /** Left to the next group's end where another one is being written beside the loop. */
  function turnPage(): void {
    if (state === 'durable' && !failure && !underWay && !closed) writer.turnPage();
  }

  function orRemember(entries: readonly Entry[], error: Error | null): Error | null {
    if (!error || isFinal(error, enduring)) return error;
    state = 'volatile';
    tell(state, error.message);
    return memory.add(entries);
  }

  return {
    id,
    boot,
    get first() {
      return kept.first();
    },
    last: writer.last,
    given: () => given,
    append(facts, stamp) {
      if (!group) {
        group = { entries: [], done: Promise.withResolvers() };
        queueMicrotask(flush);
      }
      const begins = group.entries[0]?.seq ?? given + 1;
      const time = instantOf(stamp.wall);
      const last = given + facts.length;
      const records = facts.map((fact) => entryOf(fact, ++given, time, stamp, boot, begins, last));
      group.entries.push(...records);
      return { records, durable: group.done.promise };
    },
    read: (from, max) => kept.read(from, writer.last(), max),
    durability: () => state,
    onDurability: hear,
    tend() {
      if (state === 'durable' && !failure) writer.keepReserve();
      if (state === 'durable' || failure || memory.drain(writer)) return;
      state = 'durable';
      writer.keepReserve();
      tell(state, 'the disk takes entries again and has all of them');
    },
    forget: kept.forget,
    async close() {
      while (group || underWay) await (underWay ?? group!.done.promise);
      closed = true;
      writer.close();
    },
  };
}

const isFinal = (error: Error, enduring: boolean): boolean => !enduring && mishapOf(error) === 'broken';

/** Written out, not spread: half the time of an append is making its entry. Two shapes, since `more` stands in few. */
function entryOf(
  { name, data }: Fact,
  seq: number,
  time: string,
  { steady: steadyMs, clockTrusted }: Stamp,
  boot: number,
  group: number,
  last: number,
): Entry {
  const entry = { name, data, seq, time, steadyMs, boot, clockTrusted, group };
  return (seq < last ? { ...entry, more: true } : entry) as Entry;
}

/** Facts of one moment share its text. */
function instantReader(): (wall: number) => string {
  let known = { wall: Number.NaN, text: '' };
  return (wall) => {
    if (known.wall !== wall) known = { wall, text: new Date(wall).toISOString() };
    return known.text;
  };
}
