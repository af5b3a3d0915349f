import { join } from 'node:path';
import type { Disk } from '../disk/port.ts';
import { type Entry, writeLine, writeLines } from './line.ts';
import { segmentName } from './segment.ts';
import { writeAll } from './write-all.ts';

/** Torn tails copied aside that are kept; older ones go. */
const asideMax = 16;

/** Where the segment being written ends for sure, whatever lies behind that on the disk. */
export type SegmentEnd = {
  readonly first: number;
  /** Durable bytes; 0 for a segment that has no header yet. */
  readonly bytes: number;
  /** Whether what lies behind may be a human's evidence and is copied aside before it is cut. */
  readonly keepTail: boolean;
};

/** The segment that entries are appended to. After an error its descriptor is never used again (F4): the next write opens a new one. */
export type LiveSegment = {
  readonly first: number;
  readonly bytes: number;
  /** Makes the file end where it is durable and opens it, if it is not open. */
  attach(): void;
  /** Writes entries as one group and syncs. Throws the system's error; nothing of the group counts then. */
  write(entries: readonly Entry[]): void;
  /** The same, syncing beside the loop (`Disk.beside`). Until it has settled nothing else may be asked of this segment. */
  writeBeside(entries: readonly Entry[]): Promise<void>;
  close(): void;
};

/** A group is written at once: its lines say where it began, and each but a decision's last that the decision goes on. */
export const asGroup = (entries: readonly Entry[]): Uint8Array => {
  const group = entries[0]!.seq;
  return writeLines(entries.every((entry) => entry.group === group) ? entries : entries.map((entry) => ({ ...entry, group })));
};

export function liveSegment(disk: Disk, folder: string, journal: string, end: SegmentEnd): LiveSegment {
  const name = segmentName(end.first);
  const path = join(folder, name);
  let { bytes, keepTail } = end;
  let descriptor: number | null = null;
  /** A daemon that died may have written, made or cut this file without its sync: the first opening makes sure of it. */
  let isSafe = false;

  function open(): number {
    const there = disk.size(path);
    if (keepTail && there > bytes) setAside(disk, folder, name, bytes);
    keepTail = false;
    descriptor = disk.open(path);
    if (there > bytes) disk.truncate(descriptor, bytes);
    const header = bytes > 0 ? null : Buffer.from(writeLine({ format: 1, journal, first: end.first }));
    if (header) writeAll(disk, descriptor, header);
    if (!isSafe || there > bytes) disk.sync(descriptor);
    if (!isSafe) disk.syncFolder(folder);
    isSafe = true;
    bytes += header?.length ?? 0;
    return descriptor;
  }

  function attached(): number {
    try {
      return descriptor ?? open();
    } catch (error) {
      detach();
      throw error;
    }
  }

  function detach(): void {
    const given = descriptor;
    descriptor = null;
    if (given !== null) closeQuietly(disk, given);
  }

  /** Writes the group; it counts for nothing before its sync. */
  function put(entries: readonly Entry[]): { readonly to: number; readonly length: number } {
    const text = asGroup(entries);
    const to = attached();
    try {
      writeAll(disk, to, text);
      return { to, length: text.length };
    } catch (error) {
      detach();
      throw error;
    }
  }

  return {
    first: end.first,
    get bytes() {
      return bytes;
    },
    attach: () => void attached(),
    write(entries) {
      const { to, length } = put(entries);
      try {
        disk.sync(to);
      } catch (error) {
        detach();
        throw error;
      }
      bytes += length;
    },
    async writeBeside(entries) {
      const { to, length } = put(entries);
      try {
        await disk.beside!.sync(to);
      } catch (error) {
        detach();
        throw error;
      }
      bytes += length;
    },
    close: detach,
  };
}

/** What stands behind the last whole decision is copied, byte for byte, before it is cut. */
function setAside(disk: Disk, folder: string, name: string, from: number): void {
  const tail = `${name}.torn-${from}`;
  const aside = disk.list(folder).filter((one) => one.includes('.torn-') && one !== tail);
  for (const old of aside.slice(0, Math.max(0, aside.length + 1 - asideMax))) disk.remove(join(folder, old));
  disk.remove(join(folder, tail));
  const descriptor = disk.open(join(folder, tail));
  try {
    writeAll(disk, descriptor, disk.read(join(folder, name)).subarray(from));
    disk.sync(descriptor);
  } finally {
    closeQuietly(disk, descriptor);
  }
  disk.syncFolder(folder);
}

/** What was synced is safe whatever close says, and what was not was never promised. */
function closeQuietly(disk: Disk, descriptor: number): void {
  try {
    disk.close(descriptor);
  } catch {
    // See above.
  }
}
