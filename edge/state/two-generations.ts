import { join } from 'node:path';
import { Low } from 'lowdb';
import type { Disk } from '../disk/port.ts';
import type { Snapshot, Snapshots } from './port.ts';
import { sealedFile } from './sealed-file.ts';

/** The form in which a queue is written down. One that this version could not read gets the next number, and the journal is read instead. */
const snapshotForm = 1;

type Formed = Snapshot & { readonly form?: number };
type File = { readonly path: string; readonly low: Low<Formed | null> };

/** Snapshots in two files of `folder`, written in turn: the newest complete one is always left alone. `tell` hears of unreadable ones. */
export function twoGenerations(disk: Disk, folder: string, tell: (problem: string) => void): Snapshots {
  const files = ['snapshot-a.json', 'snapshot-b.json'].map((name): File => {
    const path = join(folder, name);
    return { path, low: new Low<Formed | null>(sealedFile(disk, path), null) };
  });
  let newest: File | null = null;

  async function read({ path, low }: File): Promise<Snapshot | null> {
    try {
      await low.read();
      if (low.data === null) return null;
      const { form = snapshotForm, ...snapshot } = low.data;
      if (form > snapshotForm) throw new Error(`a later version wrote it, in form ${form}; this one reads form ${snapshotForm}`);
      return snapshot;
    } catch (error) {
      tell(`snapshot set aside, ${path} is unreadable: ${(error as Error).message}`);
      return null;
    }
  }

  return {
    async load() {
      let best: Snapshot | null = null;
      for (const file of files) {
        const snapshot = await read(file);
        if (snapshot === null || (best !== null && snapshot.seq <= best.seq)) continue;
        best = snapshot;
        newest = file;
      }
      return best;
    },
    async save(snapshot) {
      const file = files.find((one) => one !== newest)!;
      file.low.data = { ...snapshot, form: snapshotForm };
      await file.low.write();
      file.low.data = null;
      newest = file;
    },
  };
}
