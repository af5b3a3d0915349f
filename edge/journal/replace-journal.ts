import { join } from 'node:path';
import type { Fact, Recorded } from '#contract/event.ts';
import type { Disk } from '../disk/port.ts';
import { writeLine } from './line.ts';
import { asGroup } from './live-segment.ts';
import type { Stamp } from './port.ts';
import { segmentsIn } from './recover-journal.ts';
import { readSegment, segmentName } from './segment.ts';
import { writeAll } from './write-all.ts';

export type Replacement = {
  readonly disk: Disk;
  readonly folder: string;
  readonly aside: string;
  /** Of the new journal. */
  readonly id: string;
  /** Entries of the one before that the new journal tells once more, in its own order. */
  readonly carried?: readonly Recorded[];
  /** What the new one says for itself after that. */
  readonly facts: readonly Fact[];
  readonly stamp: Stamp;
  readonly beforeSwap: () => Promise<void>;
};

/**
 * Puts a new journal with these first facts in the place of the one in `folder`, whose files go to `aside`. Between any two of its steps
 * a start is refused: either old segments are missing or segments of two journals stand beside each other. `beforeSwap` runs when all is
 * ready but nothing of the new journal counts yet.
 */
export async function replaceJournal({ disk, folder, aside, id, carried = [], facts, stamp, beforeSwap }: Replacement): Promise<void> {
  const fresh = join(folder, 'rebuilt.new');
  disk.list(aside);
  disk.remove(fresh);
  writeSynced(disk, fresh, newSegment(id, carried, facts, stamp));
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

/**
 * Ends what was cut short after the new journal had begun to count: files of the `old` one that are set aside already go. False, and nothing is
 * changed, while the old one counts.
 */
export function finishReplacement(disk: Disk, folder: string, old: string): boolean {
  const [begin, ...others] = segmentsIn(disk, folder).map((first) => ({
    path: join(folder, segmentName(first)),
    journal: readSegment(disk.read(join(folder, segmentName(first))), first).header?.journal ?? null,
  }));
  if (!begin || begin.journal === null || begin.journal === old) return false;
  for (const { path, journal } of others) if (journal === old) disk.remove(path);
  disk.syncFolder(folder);
  return true;
}

/** All of it is one write and one decision: it counts whole or not at all. */
function newSegment(id: string, carried: readonly Recorded[], facts: readonly Fact[], { wall, steady, clockTrusted }: Stamp): Buffer {
  const moment = { time: new Date(wall).toISOString(), steadyMs: steady, boot: (carried.at(-1)?.boot ?? 0) + 1, clockTrusted };
  const entries = [
    ...carried.map(({ name, data, time, steadyMs, boot, clockTrusted: isTrusted }) => ({
      ...({ name, data } as Fact),
      ...{ time, steadyMs, boot, clockTrusted: isTrusted },
    })),
    ...facts.map((fact) => ({ ...fact, ...moment })),
  ].map((entry, index, all) => ({ ...entry, seq: index + 1, group: 1, ...(index < all.length - 1 && { more: true as const }) }));
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
