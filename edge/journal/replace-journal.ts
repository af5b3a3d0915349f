import { join } from 'node:path';
import type { Fact } from '#contract/event.ts';
import type { Disk } from '../disk/port.ts';
import { writeLine } from './line.ts';
import { asGroup } from './live-segment.ts';
import type { Stamp } from './port.ts';
import { segmentsIn } from './recover-journal.ts';
import { segmentName } from './segment.ts';
import { writeAll } from './write-all.ts';

export type Replacement = {
  readonly disk: Disk;
  readonly folder: string;
  readonly aside: string;
  /** Of the new journal. */
  readonly id: string;
  readonly facts: readonly Fact[];
  readonly stamp: Stamp;
  readonly beforeSwap: () => Promise<void>;
};

/**
 * Puts a new journal with these first facts in the place of the one in `folder`, whose files go to `aside`. Between any two of its steps
 * a start is refused: either old segments are missing or segments of two journals stand beside each other. `beforeSwap` runs when all is
 * ready but nothing of the new journal counts yet.
 */
export async function replaceJournal({ disk, folder, aside, id, facts, stamp, beforeSwap }: Replacement): Promise<void> {
  const fresh = join(folder, 'rebuilt.new');
  disk.list(aside);
  disk.remove(fresh);
  writeSynced(disk, fresh, newSegment(id, facts, stamp));
  const others = disk.list(folder).filter((name) => name.includes('.journal.torn-'));
  for (const name of others) disk.rename(join(folder, name), join(aside, name));
  const segments = segmentsIn(disk, folder).map(segmentName);
  for (const name of segments.slice(0, -1)) disk.rename(join(folder, name), join(aside, name));
  const last = segments.at(-1);
  if (last !== undefined) writeSynced(disk, join(aside, last), disk.read(join(folder, last)));
  disk.syncFolder(aside);
  disk.syncFolder(folder);
  await beforeSwap();
  disk.rename(fresh, join(folder, segmentName(1)));
  disk.syncFolder(folder);
  if (last === undefined || last === segmentName(1)) return;
  disk.remove(join(folder, last));
  disk.syncFolder(folder);
}

function newSegment(id: string, facts: readonly Fact[], { wall, steady, clockTrusted }: Stamp): Buffer {
  const moment = { time: new Date(wall).toISOString(), steadyMs: steady, boot: 1, clockTrusted, group: 1 };
  const entries = facts.map((fact, index) => ({
    ...fact,
    seq: index + 1,
    ...moment,
    ...(index < facts.length - 1 && { more: true as const }),
  }));
  return Buffer.concat([Buffer.from(writeLine({ format: 1, journal: id, first: 1 })), asGroup(entries)]);
}

function writeSynced(disk: Disk, path: string, bytes: Uint8Array): void {
  const descriptor = disk.open(path);
  try {
    writeAll(disk, descriptor, bytes);
    disk.sync(descriptor);
  } finally {
    disk.close(descriptor);
  }
}
