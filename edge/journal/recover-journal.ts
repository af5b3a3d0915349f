import { join } from 'node:path';
import type { Recorded } from '#contract/event.ts';
import type { Disk } from '../disk/port.ts';
import { readSegment, type Segment, segmentName, type Tail } from './segment.ts';

/** Damage that lost something promised. Never skipped: the message names file, place and way out. */
export class DamagedJournal extends Error {
  override name = 'DamagedJournal';
}

export type Recovered = {
  readonly id: string;
  /** First entries of the segments, rising. */
  readonly segments: readonly number[];
  readonly entries: readonly Recorded[];
  readonly torn: string | null;
  readonly boot: number;
  readonly last: number;
};

/** Reads the segments that hold entries after `after` and brings the last one to the end of its last whole decision. */
export function recoverJournal(options: { disk: Disk; folder: string; mintId: () => string; after: number }): Recovered {
  const { disk, folder, after } = options;
  const segments = segmentsIn(disk, folder);
  if (segments.length === 0) return { id: options.mintId(), segments: [1], entries: [], torn: null, boot: 1, last: 0 };
  const start = Math.max(
    0,
    segments.findLastIndex((first) => first <= after),
  );
  const read = segments.slice(start).map((first) => ({ first, ...readSegment(disk.read(join(folder, segmentName(first))), first) }));
  const torn = mend(disk, folder, read);
  const kept = read.filter(({ header }) => header !== null);
  const id = idOf(folder, kept);
  const entries = kept.flatMap((segment) => segment.entries);
  const last = entries.at(-1)?.seq ?? read[0]!.first - 1;
  const boot = (entries.at(-1)?.boot ?? 0) + 1;
  const firsts = segments.slice(0, segments.length - (read.length - kept.length));
  return {
    id: id ?? options.mintId(),
    segments: firsts.length > 0 ? firsts : [1],
    entries: entries.filter(({ seq }) => seq > after),
    torn,
    boot,
    last,
  };
}

function segmentsIn(disk: Disk, folder: string): readonly number[] {
  return disk
    .list(folder)
    .filter((name) => /^\d{12}\.journal$/.test(name))
    .map((name) => Number(name.slice(0, 12)));
}

type ReadSegment = Segment & { readonly first: number };

/** Refuses what lost a promise; copies a torn tail aside, cuts it off and syncs. Answers what was done. */
function mend(disk: Disk, folder: string, read: readonly ReadSegment[]): string | null {
  read.forEach((segment, index) => {
    const next = read[index + 1];
    const followed = next !== undefined && (next.header !== null || next.tail?.promised === true);
    const short = next !== undefined && next.first !== segment.first + segment.entries.length;
    if (segment.tail?.promised || (segment.tail && followed) || (short && followed)) {
      refuse(folder, segment, segment.tail ?? { offset: segment.intactBytes, damage: 'entries are missing at its end', promised: true });
    }
  });
  const torn = read.find(({ tail }) => tail !== null);
  if (!torn?.tail) return null;
  cutTail(disk, folder, torn, torn.tail);
  return `${segmentName(torn.first)}: ${torn.tail.damage} at byte ${torn.tail.offset}; the tail was copied aside and cut`;
}

function refuse(folder: string, { first, entries }: ReadSegment, tail: Tail): never {
  const last = first + entries.length - 1;
  throw new DamagedJournal(
    `the journal is damaged: ${join(folder, segmentName(first))} at byte ${tail.offset}, after entry ${last}: ${tail.damage}. ` +
      'Nothing was changed. Way out: "fronta rebuild" takes up the snapshot and what the cloud has.',
  );
}

function cutTail(disk: Disk, folder: string, { first, intactBytes }: ReadSegment, tail: Tail): void {
  const path = join(folder, segmentName(first));
  const aside = disk.open(join(folder, `${segmentName(first)}.torn-${tail.offset}`));
  const lost = disk.read(path).subarray(intactBytes);
  for (let done = 0; done < lost.length; ) done += disk.write(aside, lost.subarray(done));
  disk.sync(aside);
  disk.close(aside);
  if (intactBytes === 0) disk.remove(path);
  else {
    const descriptor = disk.open(path);
    disk.truncate(descriptor, intactBytes);
    disk.sync(descriptor);
    disk.close(descriptor);
  }
  disk.syncFolder(folder);
}

function idOf(folder: string, segments: readonly ReadSegment[]): string | null {
  const ids = new Set(segments.map(({ header }) => header!.journal));
  if (ids.size > 1)
    throw new DamagedJournal(`${folder} holds segments of ${ids.size} journals: ${[...ids].join(', ')}. Keep those of one.`);
  return [...ids][0] ?? null;
}
