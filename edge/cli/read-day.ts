import { join } from 'node:path';
import type { Recorded } from '#contract/event.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import type { EdgeConfig } from '../config.ts';
import type { Queue } from '../core/queue.ts';
import type { Disk } from '../disk/port.ts';
import { segmentsIn } from '../journal/recover-journal.ts';
import { readSegment, segmentName } from '../journal/segment.ts';
import { twoGenerations } from '../state/two-generations.ts';

/** A business day as the journal on the disk tells it, and the office's settings of then as far as they are known. */
export type ReadDay = { readonly day: string; readonly facts: readonly Recorded[]; readonly settings: OfficeSettings };

/**
 * Reads a business day, the newest one without `day`, from the files of the journal, whether the edge runs or not; the newest segments
 * first, and no more of them than it takes. Throws where the journal knows no such day, with the days that it knows of those it read.
 */
export async function readDay(
  disk: Disk,
  { data, settings }: Pick<EdgeConfig, 'data' | 'settings'>,
  wanted: string | null,
): Promise<ReadDay> {
  const folder = join(data, 'journal');
  let entries: readonly Recorded[] = [];
  for (const first of segmentsIn(disk, folder).toReversed()) {
    entries = [...readSegment(disk.read(join(folder, segmentName(first))), first).entries, ...entries];
    const found = daysIn(entries).findLast(({ day }) => wanted === null || day === wanted);
    if (found)
      return {
        day: found.day,
        facts: found.facts,
        settings: settingsBefore(entries, found) ?? (await newestSettings(disk, data)) ?? settings,
      };
    if (wanted !== null && daysIn(entries).some(({ day }) => day < wanted)) break;
  }
  const known = daysIn(entries).map(({ day }) => day);
  throw new Error(
    known.length === 0
      ? `the journal in ${folder} knows no business day${wanted === null ? '' : `, not even ${wanted}`}`
      : `the journal knows no ${wanted}; after it come ${known.slice(0, 5).join(', ')}`,
  );
}

type Day = { readonly day: string; readonly facts: readonly Recorded[] };

/** The days that begin among these entries, each up to its end or to the last entry. */
function daysIn(entries: readonly Recorded[]): readonly Day[] {
  const days: { day: string; facts: Recorded[] }[] = [];
  let isOpen = false;
  for (const entry of entries) {
    if (entry.name === 'day.opened') {
      days.push({ day: entry.data.day, facts: [] });
      isOpen = true;
    }
    const last = days.at(-1);
    if (!last || !isOpen) continue;
    last.facts.push(entry);
    if (entry.name === 'day.dated') last.day = entry.data.day;
    if (entry.name === 'day.closed') isOpen = false;
  }
  return days;
}

function settingsBefore(entries: readonly Recorded[], { facts }: Day): OfficeSettings | null {
  const applied = entries.findLast(({ name, seq }) => name === 'settings.applied' && seq < facts[0]!.seq);
  return applied?.name === 'settings.applied' ? applied.data.settings : null;
}

/** Those of the newest snapshot; damage to it is the doctor's business. */
async function newestSettings(disk: Disk, data: string): Promise<OfficeSettings | null> {
  const snapshot = await twoGenerations(disk, data, () => undefined).load();
  return snapshot && (snapshot.queue as Queue).settings;
}
