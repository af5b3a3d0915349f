import { randomFillSync } from 'node:crypto';
import { join } from 'node:path';
import type { Disk } from '../disk/port.ts';
import { writeAll } from './write-all.ts';

/** Bytes of the reserve: room for some thousand entries, days of an office, once the disk is full (F3). */
export const ballastBytesUsual = 1024 * 1024;
const name = 'ballast';

/** A file that only takes up room, so that there is room left when it is removed. */
export type Ballast = {
  /** Gives the room back to the journal. False if there was none. */
  release(): boolean;
  /** Makes the file if it is missing and twice its room is free. Answers whether it stands now. Never throws. */
  keep(): boolean;
};

/** The reserve in a folder of the journal's disk. Its bytes differ, so that no file system stores them as nothing. */
export function ballastIn(disk: Disk, folder: string, ballastBytes: number): Ballast {
  const path = join(folder, name);

  function make(): void {
    disk.remove(path);
    const descriptor = disk.open(path);
    try {
      writeAll(disk, descriptor, randomFillSync(Buffer.alloc(ballastBytes)));
      disk.sync(descriptor);
    } finally {
      disk.close(descriptor);
    }
    disk.syncFolder(folder);
  }

  return {
    release() {
      try {
        if (disk.size(path) === 0) return false;
        disk.remove(path);
        disk.syncFolder(folder);
        return true;
      } catch {
        return false;
      }
    },
    keep() {
      try {
        if (disk.size(path) === ballastBytes) return true;
        if (disk.free(folder) < 2 * ballastBytes) return false;
        make();
        return true;
      } catch {
        removeIfPossible();
        return false;
      }
    },
  };

  function removeIfPossible(): void {
    try {
      disk.remove(path);
    } catch {
      // A reserve that can be neither made nor removed is tried again with the next keep.
    }
  }
}
