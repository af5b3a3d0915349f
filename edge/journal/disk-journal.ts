import { join } from 'node:path';
import type { Recorded } from '#contract/event.ts';
import type { Disk } from '../disk/port.ts';
import { type Entry, writeLine } from './line.ts';
import type { Journal, Stamp } from './port.ts';
import { recoverJournal } from './recover-journal.ts';
import { readSegment, segmentName } from './segment.ts';

/** Bytes after which a segment is closed and the next begins. */
const segmentBytesMax = 1024 * 1024;
/** Entries kept in memory for the link, which reads mostly the newest. */
const recentMax = 512;

export type OpenedJournal = {
  readonly journal: Journal;
  /** The intact entries after `after`, oldest first. */
  readonly entries: readonly Recorded[];
  /** What was cut off a torn tail, in one sentence, or `null`. */
  readonly torn: string | null;
};

/**
 * Opens the journal in `folder`, making a new one if there is none. A torn tail is copied aside and cut; damage that
 * lost a promise is refused as `DamagedJournal`. `mintId` gives the id of a new journal; entries up to `after` are not replayed.
 */
export function openJournal(options: { disk: Disk; folder: string; mintId: () => string; after: number }): OpenedJournal {
  const { disk, folder } = options;
  const { id, segments, entries, torn, boot, last } = recoverJournal(options);
  const live = liveSegment(disk, folder, id, segments.at(-1)!);
  return { journal: makeJournal({ disk, folder, id, boot, segments, last, live }), entries, torn };
}

type Live = { readonly descriptor: number; bytes: number };
type Parts = { disk: Disk; folder: string; id: string; boot: number; segments: readonly number[]; last: number; live: Live };

function makeJournal({ disk, folder, id, boot, segments: known, last, live: opened }: Parts): Journal {
  const segments = [...known];
  let live = opened;
  let given = last;
  let durableSeq = last;
  let failure: Error | null = null;
  let recent: Recorded[] = [];
  let group: { lines: Entry[]; done: PromiseWithResolvers<void> } | null = null;

  /** One write and one fdatasync for everything that waits: a lone append pays no more than the bare disk, many share one sync. */
  function flush(): void {
    const { lines, done } = group!;
    group = null;
    try {
      if (failure) throw failure;
      const text = lines.map(writeLine).join('');
      writeAll(disk, live.descriptor, Buffer.from(text));
      disk.sync(live.descriptor);
      live.bytes += text.length;
      durableSeq = lines.at(-1)!.seq;
      recent = [...recent, ...lines].slice(-recentMax);
      done.resolve();
      if (live.bytes > segmentBytesMax) rotate();
    } catch (error) {
      failure = error as Error;
      done.reject(failure);
    }
  }

  function rotate(): void {
    disk.close(live.descriptor);
    segments.push(durableSeq + 1);
    live = liveSegment(disk, folder, id, durableSeq + 1);
  }

  return {
    id,
    boot,
    first: segments[0]!,
    last: () => durableSeq,
    append(facts, stamp) {
      if (!group) {
        group = { lines: [], done: Promise.withResolvers() };
        queueMicrotask(flush);
      }
      const begins = group.lines[0]?.seq ?? given + 1;
      const records = facts.map((fact) => record(fact, ++given, stamp, boot));
      records.forEach((entry, index) => {
        group!.lines.push({ ...entry, group: begins, ...(index < records.length - 1 && { more: true as const }) });
      });
      return { records, durable: group.done.promise };
    },
    read(from, max) {
      const kept = recent[0] && recent[0].seq <= from ? recent : readFrom(disk, folder, segments, from);
      return kept.filter(({ seq }) => seq >= from && seq <= durableSeq).slice(0, max);
    },
    async close() {
      await group?.done.promise;
      disk.close(live.descriptor);
    },
  };
}

const record = (fact: Parameters<Journal['append']>[0][number], seq: number, stamp: Stamp, boot: number): Recorded => ({
  ...fact,
  seq,
  time: new Date(stamp.wall).toISOString(),
  steadyMs: stamp.steady,
  boot,
  clockTrusted: stamp.clockTrusted,
});

/** The entries of the segment in which `from` lies. */
function readFrom(disk: Disk, folder: string, segments: readonly number[], from: number): readonly Recorded[] {
  const first = segments.findLast((begin) => begin <= from) ?? segments[0]!;
  return readSegment(disk.read(join(folder, segmentName(first))), first).entries;
}

/** Opens the segment that begins at `first`, writing its header if it is new. */
function liveSegment(disk: Disk, folder: string, id: string, first: number): Live {
  const name = segmentName(first);
  const isNew = !disk.list(folder).includes(name) || disk.read(join(folder, name)).length === 0;
  const descriptor = disk.open(join(folder, name));
  if (!isNew) return { descriptor, bytes: disk.read(join(folder, name)).length };
  const header = Buffer.from(writeLine({ format: 1, journal: id, first }));
  writeAll(disk, descriptor, header);
  disk.sync(descriptor);
  disk.syncFolder(folder);
  return { descriptor, bytes: header.length };
}

/** The system may take fewer bytes than it was given: a short write is not an error, forgetting the rest would be. */
function writeAll(disk: Disk, descriptor: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += disk.write(descriptor, bytes.subarray(done));
}
