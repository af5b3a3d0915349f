import type { Rooms } from './rooms.ts';
import type { Turn } from './turn.ts';

/** Entries after which a new snapshot bounds the replay of a restart. */
const snapshotEvery = 2_000;

/**
 * Saves the queue now and then. A snapshot that cannot be saved costs the next start time, nothing else. What is in memory only is in
 * none: a snapshot must never know more than the journal.
 */
export function createSnapshotting(
  rooms: Pick<Rooms, 'journal' | 'snapshots' | 'log'>,
  turn: Pick<Turn, 'queue' | 'seq'>,
  acked: () => number,
) {
  const { journal, snapshots, log } = rooms;
  let savedSeq = turn.seq();
  let saving: Promise<void> = Promise.resolve();

  function save(): Promise<void> {
    if (turn.seq() > journal.last()) return saving;
    savedSeq = turn.seq();
    const snapshot = { journal: journal.id, seq: savedSeq, acked: acked(), queue: turn.queue() };
    saving = saving
      .then(() => snapshots.save(snapshot))
      .catch((error: Error) => log.warn({ error: error.message }, 'snapshot not saved; the journal has everything'));
    return saving;
  }

  return {
    grow: () => void (turn.seq() - savedSeq >= snapshotEvery && save()),
    save,
  };
}
