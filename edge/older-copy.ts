import { join } from 'node:path';
import * as z from 'zod';
import type { OfficeSettings } from '#contract/settings.ts';
import type { Disk } from './disk/port.ts';
import { finishReplacement } from './journal/replace-journal.ts';
import type { OlderCopy } from './loop/older-copy.ts';
import { type RebuildOptions, rebuild } from './rebuild.ts';
import { replace } from './state/sealed-file.ts';

/** A file in the data folder of a card that was found to be an older copy of itself; it says by what, and what the cloud has of it. */
const olderCopyMark = 'older-copy';

/** Lets the next start make a new journal, a power cut or not. Throws the disk's error. */
export const markOlderCopy = (disk: Disk, data: string, { message, journal, common }: OlderCopy): void =>
  replace(disk, join(data, olderCopyMark), Buffer.from(`${JSON.stringify({ why: message, journal, common })}\n`));

type Card = {
  readonly disk: Disk;
  /** The data folder; nobody else may use it meanwhile. */
  readonly data: string;
  readonly settings: OfficeSettings;
  readonly now: RebuildOptions['now'];
  readonly mintId: () => string;
};

/**
 * Puts a new journal in the place of one that was found to be an older copy, before anything is read of it: what it tells goes on there, and
 * is told to the cloud as far as that has something else; its numbers go on in a block of their own, and the cloud tells the rest (F18). The old
 * files are set aside. Answers what was done, `null` without a mark. The mark goes last: a start that was cut short is done again.
 */
export async function replaceOlderCopy({ disk, data, settings, now, mintId }: Card): Promise<string | null> {
  if (!disk.list(data).includes(olderCopyMark)) return null;
  const mark = read(Buffer.from(disk.read(join(data, olderCopyMark))).toString());
  if (mark.journal !== null && finishReplacement(disk, join(data, 'journal'), mark.journal)) {
    unmark(disk, data);
    return 'the card was an older copy of itself, and a new journal had begun when that was cut short';
  }
  const { journal, numbersAfter, aside } = await rebuild({ disk, data, settings, mintId, now, common: mark.common });
  unmark(disk, data);
  return `the card was an older copy of itself: journal ${journal} begins, numbers of today after ${numbersAfter}; the old files are in ${aside}`;
}

function unmark(disk: Disk, data: string): void {
  disk.remove(join(data, olderCopyMark));
  disk.syncFolder(data);
}

const Mark = z.object({ journal: z.string(), common: z.int().nullable() });

/** Which journal was the older copy, and up to which entry the cloud has the same; `null` where the mark is one of an older version, words alone. */
function read(mark: string): { readonly journal: string | null; readonly common: number | null } {
  try {
    return Mark.parse(JSON.parse(mark));
  } catch {
    return { journal: null, common: null };
  }
}
