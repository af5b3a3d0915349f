import { join } from 'node:path';
import { factNamed, type Recorded } from '#contract/event.ts';
import type { Disk } from '../disk/port.ts';
import type { Entry } from './line.ts';
import type { SegmentEnd } from './live-segment.ts';
import { readSegment, type Segment, segmentName } from './segment.ts';

/** Damage that lost something promised. Never skipped: the message names file, place and way out. */
export class DamagedJournal extends Error {
  override name = 'DamagedJournal';
}

/** The data are whole and of a later version than this program. Never touched: the message says what to install. */
export class NewerJournal extends Error {
  override name = 'NewerJournal';
}

const newestMax = 512;

export type Recovered = {
  /** `null` where no journal is. */
  readonly id: string | null;
  /** First entries of the segments, rising; at least one. */
  readonly segments: readonly number[];
  readonly entries: readonly Recorded[];
  /** The newest entries of all that were read, replayed or not: the link will ask for some of them. */
  readonly newest: readonly Entry[];
  /** What stands behind the last whole decision, in one sentence, or `null`. */
  readonly torn: string | null;
  /** Where the next entry belongs. */
  readonly end: SegmentEnd;
  readonly last: number;
};

/** Reads the segments that hold entries after `after`, to the end of the last whole decision. Changes nothing. */
export function recoverJournal({ disk, folder, after }: { disk: Disk; folder: string; after: number }): Recovered {
  const segments = segmentsIn(disk, folder);
  const start = Math.max(
    0,
    segments.findLastIndex((first) => first <= after),
  );
  const read = segments.slice(start).map((first) => ({ first, ...readSegment(disk.read(join(folder, segmentName(first))), first) }));
  refuseNewer(folder, read);
  refuseLoss(folder, read);
  const entries = read.flatMap((segment) => segment.entries);
  const live = read.at(-1) ?? null;
  return {
    id: idOf(folder, read),
    segments: segments.length > 0 ? segments : [1],
    entries: entries.filter(({ seq }) => seq > after),
    newest: entries.slice(-newestMax),
    torn: live?.tail ? `${segmentName(live.first)}: ${live.tail.damage} at byte ${live.tail.offset}` : null,
    end: { first: live?.first ?? 1, bytes: live?.intactBytes ?? 0, keepTail: live?.tail != null },
    last: entries.at(-1)?.seq ?? (live?.first ?? 1) - 1,
  };
}

/** The first entries of the segments in a folder, rising. */
export function segmentsIn(disk: Disk, folder: string): readonly number[] {
  return disk
    .list(folder)
    .filter((name) => /^\d{12}\.journal$/.test(name))
    .map((name) => Number(name.slice(0, 12)));
}

export type ReadSegment = Segment & { readonly first: number };

/** What lost a promise, in one sentence each: a segment that another follows was whole once, since the next is made after its last sync. */
export function lossesIn(folder: string, read: readonly ReadSegment[]): readonly string[] {
  return read.flatMap(({ first, entries, intactBytes, tail }, index) => {
    const next = read[index + 1]?.first;
    const end = first + entries.length;
    const place = (offset: number): string => `${join(folder, segmentName(first))} at byte ${offset}, after entry ${end - 1}`;
    if (tail && (tail.promised || next !== undefined)) return [`${place(tail.offset)}: ${tail.damage}`];
    return next === undefined || next === end ? [] : [`${place(intactBytes)}: the next segment begins at entry ${next}`];
  });
}

/** A program that was put back over a later one's data understands the past and not all of what came since. */
function refuseNewer(folder: string, read: readonly ReadSegment[]): void {
  const strange = read.flatMap(({ entries }) => entries).find(({ name }) => factNamed(name) === null);
  const form = read.find(({ tail }) => tail?.newer);
  const what = strange ? `entry ${strange.seq} is a "${strange.name}"` : form ? `${segmentName(form.first)}: ${form.tail!.damage}` : null;
  if (what === null) return;
  throw new NewerJournal(
    `the journal in ${folder} was written by a later version of this program (${what}). It is whole, and nothing was changed. ` +
      'Way out: install the later version again; "fronta-update --status" and "apt policy fronta-edge" name what there was. Do not rebuild.',
  );
}

function refuseLoss(folder: string, read: readonly ReadSegment[]): void {
  const [loss] = lossesIn(folder, read);
  if (loss === undefined) return;
  throw new DamagedJournal(`the journal is damaged: ${loss}. Nothing was changed. Way out: "fronta rebuild" takes up what is intact.`);
}

function idOf(folder: string, read: readonly ReadSegment[]): string | null {
  const ids = new Set(read.flatMap(({ header }) => (header ? [header.journal] : [])));
  if (ids.size > 1)
    throw new DamagedJournal(`${folder} holds segments of ${ids.size} journals: ${[...ids].join(', ')}. Keep those of one.`);
  return [...ids][0] ?? null;
}
