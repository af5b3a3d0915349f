import type { Durability } from '../journal/port.ts';
import type { Rooms } from './rooms.ts';

/** How often a disk that takes nothing is tried again: well within the 10 s in which the office is normal again (F3). */
const tendMs = 5_000;
/** The reserve is made soon after the start, out of the way of the first visitor. */
const firstTendMs = 1_000;
/** How often entries are looked through for what may be forgotten. */
const forgetEveryMs = 3_600_000;
/** Entries stay this long after they were written, acknowledged or not, so that a cloud restored from a backup is refilled (F17). */
export const keptMs = 35 * 24 * 3_600_000;

/** Whether what is promised is on the disk; `since` is wall ms. */
export type DurabilityState = { readonly state: Durability; readonly since: number };

type Parts = Pick<Rooms, 'clock' | 'journal' | 'log'> & {
  /** The last entry that neither the cloud nor a start needs any more. */
  readonly needless: () => Promise<number>;
  /** The journal's state or its durable end changed. */
  readonly changed: () => void;
};

/** Watches over the journal: says when the office goes on from memory (F2, F3), helps it back, and lets it forget what is old and sent. */
export function watchDurability({ clock, journal, log, needless, changed }: Parts): { now(): DurabilityState; stop(): void } {
  let known: DurabilityState = { state: journal.durability(), since: clock.now().wall };

  const tell = (state: Durability, why: string): void => {
    if (state === 'volatile') log.warn({ why }, 'the journal is volatile: what is promised is in memory only');
    else if (known.state === 'volatile') log.info({ why }, 'the journal is durable again');
    else log.warn({ why }, 'the journal is durable, but needs somebody');
    if (state !== known.state) known = { state, since: clock.now().wall };
    changed();
  };

  /** Ages are told by the wall clock: nothing is forgotten while it is not trusted (F5). */
  async function forget(): Promise<void> {
    if (!clock.trusted() || known.state === 'volatile') return;
    const forgotten = journal.forget(await needless(), clock.now().wall - keptMs);
    if (forgotten > 0) log.info({ forgotten }, 'entries that the cloud has had for long were removed');
  }

  if (known.state === 'volatile') log.warn({}, 'the journal is volatile from the start: what is promised is in memory only');
  journal.onDurability(tell);
  const stops = [
    clock.after(firstTendMs, journal.tend),
    clock.every(tendMs, journal.tend),
    clock.every(forgetEveryMs, () => void forget()),
  ];
  return { now: () => known, stop: () => stops.forEach((stop) => void stop()) };
}
