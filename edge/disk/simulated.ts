import { dirname } from 'node:path';
import type { Disk } from './port.ts';

export type DiskCall = Exclude<keyof Disk, 'list' | 'read' | 'size' | 'free'>;

/** A disk in memory that forgets what was not synced, and fails when told to. */
export type SimulatedDisk = Disk & {
  /**
   * The power goes: every file keeps what was synced and the first `keep(unsynced bytes)` of the rest. Names made, renamed or
   * removed since the folder was synced are as they were before, or with `names: 'kept'` as they are now: both happen.
   */
  cutPower(keep?: (unsyncedBytes: number) => number, names?: 'lost' | 'kept'): void;
  /** The process ends without its last words: its descriptors are gone, the files stay as they are. */
  kill(): void;
  /** Called before each changing call; what it throws, the call throws. It may answer how many bytes a write takes (a short write). */
  onCall(listener: (call: DiskCall, path: string) => number | undefined): void;
  /** All files together take at most so many bytes (ENOSPC beyond, after a short write); any number with `Infinity`. */
  setCapacity(bytes: number): void;
  /** The bytes of a file as they are, for a test that damages them. */
  bytes(path: string): Uint8Array;
  setBytes(path: string, bytes: Uint8Array): void;
  paths(): readonly string[];
};

/** `buffer` is the room the bytes grow in, so that an append costs its own bytes only. */
type File = { buffer: Buffer; length: number; syncedLength: number };

export function simulatedDisk(): SimulatedDisk {
  let files = new Map<string, File>();
  /** The names as a power cut would leave them. */
  let synced = new Map<string, File>();
  let open = new Map<number, { path: string; file: File }>();
  let descriptors = 2;
  let capacity = Number.POSITIVE_INFINITY;
  let listener: (call: DiskCall, path: string) => number | undefined = () => undefined;

  const fileAt = (path: string): File => files.get(path) ?? fail('ENOENT', `no such file, '${path}'`);
  const opened = (descriptor: number) => open.get(descriptor) ?? fail('EBADF', 'bad file descriptor');
  const free = (): number => [...files.values()].reduce((left, { length }) => left - length, capacity);

  return {
    list: (folder) =>
      [...files.keys()]
        .filter((path) => dirname(path) === folder)
        .map((path) => path.slice(folder.length + 1))
        .toSorted(),
    read: (path) => contents(fileAt(path)),
    size: (path) => files.get(path)?.length ?? 0,
    free: () => Math.max(0, free()),
    open(path) {
      listener('open', path);
      const file = files.get(path) ?? { buffer: Buffer.alloc(0), length: 0, syncedLength: 0 };
      files.set(path, file);
      open.set(++descriptors, { path, file });
      return descriptors;
    },
    write(descriptor, bytes) {
      const { path, file } = opened(descriptor);
      const taken = Math.min(listener('write', path) ?? bytes.length, capacity === Number.POSITIVE_INFINITY ? bytes.length : free());
      if (taken <= 0 && bytes.length > 0) fail('ENOSPC', 'no space left on device');
      append(file, bytes.subarray(0, taken));
      return Math.min(taken, bytes.length);
    },
    sync(descriptor) {
      const { path, file } = opened(descriptor);
      listener('sync', path);
      file.syncedLength = file.length;
    },
    truncate(descriptor, length) {
      const { path, file } = opened(descriptor);
      listener('truncate', path);
      file.length = Math.min(file.length, length);
      file.syncedLength = Math.min(file.syncedLength, length);
    },
    close(descriptor) {
      const { path } = opened(descriptor);
      open.delete(descriptor);
      listener('close', path);
    },
    rename(from, to) {
      listener('rename', from);
      files.set(to, fileAt(from));
      files.delete(from);
    },
    remove(path) {
      listener('remove', path);
      files.delete(path);
    },
    syncFolder(folder) {
      listener('syncFolder', folder);
      const elsewhere = [...synced].filter(([path]) => dirname(path) !== folder);
      synced = new Map([...elsewhere, ...[...files].filter(([path]) => dirname(path) === folder)]);
    },
    cutPower(keep = () => 0, names = 'lost') {
      open = new Map();
      files = new Map(names === 'lost' ? synced : files);
      synced = new Map(files);
      for (const file of new Set(files.values())) {
        file.length = file.syncedLength + keep(file.length - file.syncedLength);
        file.syncedLength = file.length;
      }
    },
    kill() {
      open = new Map();
    },
    onCall(next) {
      listener = next;
    },
    setCapacity(bytes) {
      capacity = bytes;
    },
    bytes: (path) => contents(fileAt(path)),
    setBytes(path, bytes) {
      const file = { buffer: Buffer.from(bytes), length: bytes.length, syncedLength: bytes.length };
      files.set(path, file);
      synced.set(path, file);
    },
    paths: () => [...files.keys()].toSorted(),
  };
}

const contents = ({ buffer, length }: File): Buffer => Buffer.from(buffer.subarray(0, length));

function append(file: File, bytes: Uint8Array): void {
  const needed = file.length + bytes.length;
  if (needed > file.buffer.length) {
    const larger = Buffer.alloc(2 * needed);
    file.buffer.copy(larger, 0, 0, file.length);
    file.buffer = larger;
  }
  file.buffer.set(bytes, file.length);
  file.length = needed;
}

function fail(code: string, text: string): never {
  throw Object.assign(new Error(`${code}: ${text}`), { code });
}
