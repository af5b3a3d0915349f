import { join } from 'node:path';
import type { OfficeSettings } from '#contract/settings.ts';
import { systemClock } from './clock/system.ts';
import type { Disk } from './disk/port.ts';
import { rebuild } from './rebuild.ts';
import { replace } from './state/sealed-file.ts';

/** A file in the data folder of a card that was found to be an older copy of itself; it says by what. */
const olderCopyMark = 'older-copy';

/** Lets the next start make a new journal, a power cut or not. Throws the disk's error. */
export const markOlderCopy = (disk: Disk, data: string, why: string): void =>
  replace(disk, join(data, olderCopyMark), Buffer.from(`${why}\n`));

type Card = {
  readonly disk: Disk;
  /** The data folder; nobody else may use it meanwhile. */
  readonly data: string;
  readonly settings: OfficeSettings;
  /** Wall ms from which the clock starts, or `null`. */
  readonly startAt: number | null;
  readonly mintId: () => string;
};

/**
 * Puts a new journal in the place of one that was found to be an older copy, before anything is read of it: what it tells goes on there, its
 * numbers in a block of their own, and the cloud tells the rest (F18). The old files are set aside. Answers what was done, `null` without a
 * mark. The mark goes last: a start that was cut short is done again.
 */
export async function replaceOlderCopy({ disk, data, settings, startAt, mintId }: Card): Promise<string | null> {
  if (!disk.list(data).includes(olderCopyMark)) return null;
  const { journal, numbersAfter, aside } = await rebuild({
    disk,
    data,
    settings,
    mintId,
    now(resume) {
      const clock = systemClock({ startAt, resume });
      return { ...clock.now(), clockTrusted: clock.trusted() };
    },
  });
  disk.remove(join(data, olderCopyMark));
  disk.syncFolder(data);
  return `the card was an older copy of itself: journal ${journal} begins, numbers of today after ${numbersAfter}; the old files are in ${aside}`;
}
