import { join } from 'node:path';
import { Low } from 'lowdb';
import type { Disk } from '../disk/port.ts';
import type { DaysFile, KeptDays } from '../statistics/port.ts';
import { sealedFile } from './sealed-file.ts';

/** The numbers of closed days in one file of `folder`; `tell` hears of one that cannot be read. */
export function daysFile(disk: Disk, folder: string, tell: (problem: string) => void): DaysFile {
  const path = join(folder, 'statistics.json');
  const low = new Low<KeptDays | null>(sealedFile(disk, path), null);
  return {
    async load() {
      try {
        await low.read();
        return low.data;
      } catch (error) {
        tell(`the numbers of earlier days are counted again, ${path} is unreadable: ${(error as Error).message}`);
        return null;
      } finally {
        low.data = null;
      }
    },
    async save(days) {
      low.data = days;
      try {
        await low.write();
      } finally {
        low.data = null;
      }
    },
  };
}
