import type { Rooms } from './rooms.ts';
import type { Turn } from './turn.ts';

/** Entries after which a new snapshot bounds the replay of a restart. */
const snapshotEvery = 500;

export type Snapshotting = {
  /** New entries are in the queue. */
  grow(): void;
  /** Saves the queue, unless nothing is new. Never rejects: a snapshot that cannot be saved costs the next start time, nothing else. */
  save(): Promise<void>;
  /** The entry with which the older of the two generations ends: everything after it is still needed for a start. */
  olderSeq(): number;
};

/**
 * Saves the queue now and then. What is in memory only is in no snapshot: one must never know more than the journal. `loadedSeq` is the
 * end of the snapshot that this start began with, 0 without one.
 */
export function createSnapshotting(
  rooms: Pick<Rooms, 'journal' | 'snapshots' | 'log'>,
  turn: Pick<Turn, 'queue' | 'seq'>,
  acked: () => number,
  loadedSeq: number,
): Snapshotting {
  const { journal, snapshots, log } = rooms;
  let asked = turn.seq();
  let generations = { older: 0, newer: loadedSeq };
  let saving: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    const seq = turn.seq();
    if (seq > journal.last() || seq === generations.newer) return;
    try {
      await snapshots.save({ journal: journal.id, seq, acked: acked(), queue: turn.queue() });
      generations = { older: generations.newer, newer: seq };
    } catch (error) {
      log.warn({ error: (error as Error).message }, 'snapshot not saved; the journal has everything');
    }
  }

  function save(): Promise<void> {
    asked = turn.seq();
    saving = saving.then(write);
    return saving;
  }

  return {
    grow: () => void (turn.seq() - asked >= snapshotEvery && save()),
    save,
    olderSeq: () => generations.older,
  };
}
