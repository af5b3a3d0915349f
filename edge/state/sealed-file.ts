import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Adapter } from 'lowdb';
import type { Disk } from '../disk/port.ts';

/**
 * A lowdb adapter that survives a power cut and a full disk: a sibling is written with a checksum, synced, renamed, and the
 * folder synced. lowdb's own adapter never syncs.
 */
export function sealedFile<Content>(disk: Disk, path: string): Adapter<Content> {
  return {
    async read() {
      const bytes = readIfThere(disk, path);
      return bytes && unseal<Content>(path, bytes);
    },
    async write(content) {
      const json = JSON.stringify(content);
      replace(disk, path, Buffer.from(`${checksum(json)}\n${json}\n`));
    },
  };
}

/** Puts a file in another one's place so that a power cut leaves the one or the other, whole. Throws the disk's error and leaves what was there. */
export function replace(disk: Disk, path: string, bytes: Uint8Array): void {
  const sibling = `${path}.new`;
  disk.remove(sibling);
  try {
    writeSynced(disk, sibling, bytes);
    disk.rename(sibling, path);
  } catch (error) {
    removeIfPossible(disk, sibling);
    throw error;
  }
  disk.syncFolder(dirname(path));
}

function writeSynced(disk: Disk, path: string, bytes: Uint8Array): void {
  const descriptor = disk.open(path);
  try {
    for (let done = 0; done < bytes.length; ) done += disk.write(descriptor, bytes.subarray(done));
    disk.sync(descriptor);
  } finally {
    disk.close(descriptor);
  }
}

function removeIfPossible(disk: Disk, path: string): void {
  try {
    disk.remove(path);
  } catch {
    // The next save removes it first.
  }
}

/** Sealed are exactly: the checksum, a line feed, the JSON, a line feed. */
function unseal<Content>(path: string, bytes: Buffer): Content {
  const json = bytes.subarray(sealLength, -1);
  const ended = bytes.length > sealLength && bytes[sealLength - 1] === lineFeed && bytes.at(-1) === lineFeed;
  if (!ended || bytes.toString('latin1', 0, sealLength - 1) !== checksum(json)) throw new Error(`${path}: its checksum does not match`);
  return JSON.parse(json.toString('utf8')) as Content;
}

const sealLength = 9;
const lineFeed = 0x0a;
const checksum = (json: string | Uint8Array): string => crc32(json).toString(16).padStart(8, '0');

function readIfThere(disk: Disk, path: string): Buffer | null {
  try {
    return Buffer.from(disk.read(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
