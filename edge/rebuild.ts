import { join } from 'node:path';
import { asQueueEvent, type Moment, type Recorded } from '#contract/event.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import type { Block } from './core/block.ts';
import { dayTurn } from './core/decide-day.ts';
import { blockAfterLoss } from './core/new-journal.ts';
import { type Queue, replacementOf } from './core/queue.ts';
import type { Disk } from './disk/port.ts';
import type { Stamp } from './journal/port.ts';
import { replaceJournal } from './journal/replace-journal.ts';
import { salvage } from './journal/salvage.ts';
import { recoverQueue } from './loop/recover.ts';
import { replacementOrdinal } from './state/replacement-mark.ts';
import { twoGenerations } from './state/two-generations.ts';

export type Rebuilt = {
  /** The journal set aside, `null` if nothing of it could be read. */
  readonly from: string | null;
  readonly journal: string;
  /** The last entry that is part of what the office knows now. */
  readonly knownUpTo: number;
  /** Intact entries that could not be taken up, since others before them are lost. */
  readonly left: number;
  readonly unreadable: readonly string[];
  /** Numbers of today come after this one. */
  readonly numbersAfter: number;
  readonly aside: string;
};

export type RebuildOptions = {
  readonly disk: Disk;
  /** The data folder; nobody else may use it meanwhile. */
  readonly data: string;
  readonly settings: OfficeSettings;
  readonly mintId: () => string;
  /**
   * The card is an older copy of itself, and the cloud has the same entries of its journal up to here: those after it were never told, and the new
   * journal tells them (F18). `null`: it is, and nobody knows how far. Left out: it is none.
   */
  readonly common?: number | null;
  /** The time now, going on from the newest moment that is known. */
  readonly now: (resume: Moment | null) => Stamp;
};

/**
 * The way out of a damaged journal: what the newest readable snapshot and the intact entries after it tell goes on in a new journal. The
 * damaged files are set aside, nothing is deleted. What the cloud knows comes by itself when it is met.
 */
export async function rebuild({ disk, data, settings, mintId, common, now }: RebuildOptions): Promise<Rebuilt> {
  const folder = join(data, 'journal');
  const unreadable: string[] = [];
  const snapshots = twoGenerations(disk, data, (problem) => unreadable.push(problem));
  const snapshot = await snapshots.load();
  const found = salvage(disk, folder, snapshot?.seq ?? 0);
  const follows = snapshot === null || found.journal === null || snapshot.journal === found.journal;
  const following = follows ? found.following : [];
  const known = recoverQueue(snapshot, following, settings);
  const knownUpTo = following.at(-1)?.seq ?? snapshot?.seq ?? 0;
  const from = found.journal ?? snapshot?.journal ?? null;
  const newest = found.scattered.reduce<Recorded | null>((best, one) => (best && best.seq > one.seq ? best : one), null);
  const stamp = now(newest && asQueueEvent(newest).at);
  const highest = beyond(replacementOrdinal(disk, data), known, found.scattered);
  // What an older copy says of its journal is not what the cloud knows under that name: it is taken up as that of another one.
  const queue = common === undefined ? goingOn(known, from, knownUpTo) : known;
  const carried = typeof common === 'number' ? untold(disk, folder, common, follows ? knownUpTo : null) : [];
  const id = mintId();
  const aside = join(data, `set-aside-${new Date(stamp.wall).toISOString().replaceAll(/[:.]/g, '-')}`);
  await replaceJournal({
    disk,
    folder,
    aside,
    id,
    stamp,
    carried,
    facts: [...dayTurn(queue, stamp), { name: 'block.begun', data: highest }],
    /** Both generations: the first save leaves one of the old journal, which counts for nothing once the new one is there. */
    async beforeSwap() {
      for (let generation = 0; generation < 2; generation++) await snapshots.save({ journal: id, seq: carried.length, acked: 0, queue });
    },
  });
  return {
    from,
    journal: id,
    knownUpTo,
    left: found.scattered.filter(({ seq }) => seq > knownUpTo).length,
    unreadable,
    numbersAfter: highest.numbersAfter,
    aside,
  };
}

/** Entries that the cloud does not have, as far as they are part of what the office knows; all of them where a rebuild that was cut short knew them. */
const untold = (disk: Disk, folder: string, common: number, upTo: number | null): readonly Recorded[] =>
  salvage(disk, folder, common).following.filter(({ seq }) => upTo === null || seq <= upTo);

/** The first numbers and ordinals that nobody can have. */
function beyond(ordinal: number, queue: Queue, entries: readonly Recorded[]): Block {
  const issued = entries
    .flatMap((entry) => (entry.name === 'ticket.issued' ? [entry.data] : []))
    .filter(({ day }) => day >= (queue.day?.date ?? ''));
  const numbers = issued.map(({ number }) => Number(number.slice(1)));
  const ordinals = issued.map((ticket) => ticket.ordinal);
  return blockAfterLoss(ordinal, queue, numbers, ordinals);
}

/** The queue, and with how far the journal that it comes from is part of it. */
function goingOn(queue: Queue, from: string | null, upTo: number): Queue {
  const replacement = replacementOf(queue);
  const seen = from === null ? replacement.seen : { ...replacement.seen, [from]: upTo };
  return { ...queue, replacement: { ...replacement, seen } };
}
