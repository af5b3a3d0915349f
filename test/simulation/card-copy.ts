import { type SimulatedDisk, simulatedDisk } from '../../edge/disk/simulated.ts';
import { OlderCopy } from '../../edge/loop/older-copy.ts';
import { markOlderCopy } from '../../edge/older-copy.ts';

/** The bytes of a card by path, as somebody copied them. */
export type CardCopy = ReadonlyMap<string, Uint8Array>;

export const copyOfDisk = (disk: SimulatedDisk): CardCopy => new Map(disk.paths().map((path) => [path, Buffer.from(disk.bytes(path))]));

/** Another card with the same bytes, all of them safe. */
export function diskOf(copy: CardCopy): SimulatedDisk {
  const disk = simulatedDisk();
  for (const [path, bytes] of copy) {
    const descriptor = disk.open(path);
    disk.write(descriptor, bytes);
    disk.sync(descriptor);
    disk.close(descriptor);
    disk.syncFolder(path.slice(0, path.lastIndexOf('/')));
  }
  return disk;
}

/** Marks the card if it was found to be an older copy. False where the disk takes no mark: the office goes on for itself then. */
export function isMarked(disk: SimulatedDisk, error: Error): boolean {
  if (!(error instanceof OlderCopy)) return true;
  try {
    markOlderCopy(disk, '/data', error);
    return true;
  } catch {
    return false;
  }
}
