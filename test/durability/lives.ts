import { setImmediate as soon } from 'node:timers/promises';
import { type SimulatedDisk, simulatedDisk } from '../../edge/disk/simulated.ts';
import { openJournal } from '../../edge/journal/disk-journal.ts';
import { isDiskError } from '../../edge/journal/mishap.ts';
import type { Journal } from '../../edge/journal/port.ts';
import { spareMemoryIn } from '../../edge/journal/spare-memory.ts';
import { twoGenerations } from '../../edge/state/two-generations.ts';

/** One number that somebody was promised: the entry that carries it. */
export type Promised = { readonly seq: number; readonly number: number };

/**
 * A machine whose daemon starts, promises numbers in groups, turns segments, saves snapshots, ends and starts again. It keeps its own
 * list of what was promised and compares it with what every start finds.
 */
export type Machine = {
  readonly disk: SimulatedDisk;
  readonly promised: Promised[];
  /** Ends of the process because the disk failed. */
  readonly ended: () => number;
  /** A life of the daemon: starts, again if the disk ends it, and promises `groups` groups. Answers its journal, still open. */
  live(groups: number): Promise<Journal>;
  /** The process goes, the power stays. */
  kill(): void;
  /** The power goes: what was promised in declared volatile mode may go with it. */
  cutPower(keep?: (unsynced: number) => number, names?: 'lost' | 'kept'): void;
};

const folder = '/data/journal';
const wall = Date.parse('2026-11-23T07:10:00Z');
const startsMax = 12;

/** `stalls`: the disk is so slow that every group is synced beside the loop. */
export function machine({ stalls = false }: { readonly stalls?: boolean } = {}): Machine {
  const disk = simulatedDisk();
  const sync = async (descriptor: number): Promise<void> => {
    await soon();
    disk.sync(descriptor);
  };
  const mounted = stalls ? { ...disk, beside: { isNeeded: () => true, sync } } : disk;
  const spareDisk = simulatedDisk();
  const promised: Promised[] = [];
  let running: Journal | null = null;
  let nextNumber = 1;
  let ended = 0;

  async function start(): Promise<{ journal: Journal; save: () => Promise<void> }> {
    const spare = spareMemoryIn(spareDisk, '/run/fronta');
    try {
      const snapshots = twoGenerations(disk, '/data', () => undefined);
      const snapshot = await snapshots.load();
      const { journal, entries } = openJournal({
        disk: mounted,
        folder,
        mintId: () => 'c'.repeat(32),
        after: snapshot?.seq ?? 0,
        spare,
        enduring: spare.hasFailedTooOften(wall),
        segmentBytesMax: 1_000,
        ballastBytes: 2_048,
      });
      running = journal;
      const known = [...((snapshot?.queue ?? []) as Promised[]), ...entries.map(({ seq, data }) => ({ seq, number: numberIn(data) }))];
      if (snapshot && snapshot.seq > journal.last()) throw new Error('the snapshot knows more than the journal');
      compare(known, promised);
      const save = async (): Promise<void> => {
        if (journal.durability() === 'volatile') return;
        const { id, last } = journal;
        await snapshots
          .save({ journal: id, seq: last(), acked: 0, queue: [...known, ...promised.filter(({ seq }) => seq > (known.at(-1)?.seq ?? 0))] })
          .catch(() => undefined);
      };
      return { journal, save };
    } catch (error) {
      if (isDiskError(error)) spare.noteFailure(wall);
      throw error;
    }
  }

  async function give(journal: Journal, count: number): Promise<void> {
    const given = Array.from({ length: count }, () => {
      const number = nextNumber++;
      const { records, durable } = journal.append([{ name: 'pin.missed', data: { inARow: number } }], {
        wall,
        steady: 1,
        clockTrusted: true,
      });
      return { durable, promise: { seq: records[0]!.seq, number } };
    });
    try {
      await Promise.all(given.map(({ durable }) => durable));
    } catch (error) {
      spareMemoryIn(spareDisk, '/run/fronta').noteFailure(wall);
      throw error;
    }
    promised.push(...given.map(({ promise }) => promise));
  }

  async function lead(groups: number): Promise<Journal> {
    const { journal, save } = await start();
    for (let group = 1; group <= groups; group++) {
      await give(journal, 1 + (group % 3));
      if (group % 2 === 0) journal.tend();
      if (group % 3 === 0) await save();
    }
    return journal;
  }

  return {
    disk,
    promised,
    ended: () => ended,
    async live(groups) {
      for (let starts = 0; starts < startsMax; starts++) {
        try {
          return await lead(groups);
        } catch (error) {
          if (!isDiskError(error)) throw error;
          ended++;
          disk.kill();
          await soon();
        }
      }
      throw new Error(`the daemon ended ${startsMax} times and never went on from memory`);
    },
    kill: () => disk.kill(),
    cutPower(keep, names) {
      const safe = running?.last() ?? 0;
      promised.splice(0, promised.length, ...promised.filter(({ seq }) => seq <= safe));
      for (const path of spareDisk.paths()) spareDisk.remove(path);
      disk.cutPower(keep, names);
    },
  };
}

const numberIn = (data: unknown): number => (data as { inARow: number }).inARow;

/** Every start must find each promise at its place, once; what was never promised may be there or not. */
function compare(found: readonly Promised[], promised: readonly Promised[]): void {
  found.forEach(({ seq }, index) => {
    if (seq !== index + 1) throw new Error(`entry ${seq} stands at place ${index + 1}`);
  });
  if (new Set(found.map(({ number }) => number)).size !== found.length) throw new Error('a number is there twice');
  for (const { seq, number } of promised)
    if (found[seq - 1]?.number !== number) throw new Error(`entry ${seq} promised ${number}, found ${found[seq - 1]?.number ?? 'nothing'}`);
}
