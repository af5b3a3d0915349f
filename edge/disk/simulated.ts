import { dirname } from 'node:path';
import type { Disk } from './port.ts';

export type DiskCall = Exclude<keyof Disk, 'list' | 'read'>;

/** A disk in memory that forgets what was not synced, and fails when told to. */
export type SimulatedDisk = Disk & {
  /** The power goes: every file keeps what was synced and the first `keep(unsynced bytes)` of the rest; names not synced are gone. */
  cutPower(keep?: (unsyncedBytes: number) => number): void;
  /** Called before each changing call; what it throws, the call throws. It may answer how many bytes a write takes (a short write). */
  onCall(listener: (call: DiskCall, path: string) => number | undefined): void;
  /** The bytes of a file as they are, for a test that damages them. */
  bytes(path: string): Uint8Array;
  setBytes(path: string, bytes: Uint8Array): void;
  paths(): readonly string[];
};

type File = { bytes: Buffer; syncedLength: number; nameSynced: boolean };

/** Smallest room for a file that grows. */
const roomBytesMin = 4_096;

export function simulatedDisk(): SimulatedDisk {
  let files = new Map<string, File>();
  let open = new Map<number, { path: string; file: File }>();
  let descriptors = 2;
  let listener: (call: DiskCall, path: string) => number | undefined = () => undefined;

  const fileAt = (path: string): File => {
    const file = files.get(path);
    if (!file) throw Object.assign(new Error(`ENOENT: no such file, '${path}'`), { code: 'ENOENT' });
    return file;
  };
  const opened = (descriptor: number) => {
    const found = open.get(descriptor);
    if (!found) throw Object.assign(new Error('EBADF: bad file descriptor'), { code: 'EBADF' });
    return found;
  };

  return {
    list: (folder) =>
      [...files.keys()]
        .filter((path) => dirname(path) === folder)
        .map((path) => path.slice(folder.length + 1))
        .toSorted(),
    read: (path) => Buffer.from(fileAt(path).bytes),
    open(path) {
      listener('open', path);
      const file = files.get(path) ?? { bytes: Buffer.alloc(0), syncedLength: 0, nameSynced: false };
      files.set(path, file);
      open.set(++descriptors, { path, file });
      return descriptors;
    },
    write(descriptor, bytes) {
      const { path, file } = opened(descriptor);
      const taken = listener('write', path) ?? bytes.length;
      file.bytes = appended(file.bytes, bytes.subarray(0, taken));
      return taken;
    },
    sync(descriptor) {
      const { path, file } = opened(descriptor);
      listener('sync', path);
      file.syncedLength = file.bytes.length;
    },
    truncate(descriptor, length) {
      const { path, file } = opened(descriptor);
      listener('truncate', path);
      file.bytes = file.bytes.subarray(0, length);
      file.syncedLength = Math.min(file.syncedLength, length);
    },
    close(descriptor) {
      listener('close', opened(descriptor).path);
      open.delete(descriptor);
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
      for (const [path, file] of files) if (dirname(path) === folder) file.nameSynced = true;
    },
    cutPower(keep = () => 0) {
      open = new Map();
      files = new Map([...files].filter(([, file]) => file.nameSynced));
      for (const file of files.values()) {
        file.bytes = file.bytes.subarray(0, file.syncedLength + keep(file.bytes.length - file.syncedLength));
        file.syncedLength = file.bytes.length;
      }
    },
    onCall: (next) => {
      listener = next;
    },
    bytes: (path) => fileAt(path).bytes,
    setBytes(path, bytes) {
      const file = fileAt(path);
      file.bytes = Buffer.from(bytes);
      file.syncedLength = bytes.length;
    },
    paths: () => [...files.keys()].toSorted(),
  };
}

/** Memory that `appended` made for files that grow; any other is not ours to write behind. */
const rooms = new WeakSet<ArrayBufferLike>();

/** Grows in the room behind the bytes where there is some, so that a long file costs no more per write than a short one. */
function appended(before: Buffer, more: Uint8Array): Buffer {
  const length = before.length + more.length;
  let grown: Buffer;
  if (rooms.has(before.buffer) && before.buffer.byteLength >= length) grown = Buffer.from(before.buffer, 0, length);
  else {
    const room = Buffer.alloc(Math.max(roomBytesMin, 2 * length));
    rooms.add(room.buffer);
    grown = room.subarray(0, length);
    grown.set(before);
  }
  grown.set(more, before.length);
  return grown;
}
