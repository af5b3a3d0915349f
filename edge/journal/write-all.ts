import type { Disk } from '../disk/port.ts';

/** The system may take fewer bytes than it was given: a short write is not an error, forgetting the rest would be. */
export function writeAll(disk: Disk, descriptor: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += disk.write(descriptor, done === 0 ? bytes : bytes.subarray(done));
}
