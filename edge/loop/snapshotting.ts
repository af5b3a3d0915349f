import type { Queue } from '../core/queue.ts';
import type { Rooms } from './rooms.ts';

/** Entries after which a new snapshot bounds the replay of a restart. */
const snapshotEvery = 2_000;

/** Saves the queue now and then. A snapshot that cannot be saved costs the next start time, nothing else. */
export function createSnapshotting(rooms: Pick<Rooms, 'journal' | 'snapshots' | 'log'>, queue: () => Queue, acked: () => number) {
  const { journal, snapshots, log } = rooms;
  let savedSeq = journal.last();
  let saving: Promise<void> = Promise.resolve();

  function save(): Promise<void> {
    savedSeq = journal.last();
    const snapshot = { journal: journal.id, seq: savedSeq, acked: acked(), queue: queue() };
    saving = saving
      .then(() => snapshots.save(snapshot))
      .catch((error: Error) => log.warn({ error: error.message }, 'snapshot not saved; the journal has everything'));
    return saving;
  }

  return {
    grow: () => void (journal.last() - savedSeq >= snapshotEvery && save()),
    save,
  };
}
