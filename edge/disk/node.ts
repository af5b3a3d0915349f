import {
  closeSync,
  fdatasync,
  fdatasyncSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeSync,
} from 'node:fs';
import { promisify } from 'node:util';
import type { Disk } from './port.ts';
import { watchStalls } from './stalls.ts';

const stalls = watchStalls();
const later = promisify(fdatasync);

/** The real disk. Files are readable by their owner alone. */
export const nodeDisk: Disk = {
  list: (folder) => {
    mkdirSync(folder, { recursive: true, mode: 0o750 });
    return readdirSync(folder).toSorted();
  },
  read: (path) => readFileSync(path),
  size: (path) => statSync(path, { throwIfNoEntry: false })?.size ?? 0,
  free(folder) {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  },
  open: (path) => openSync(path, 'a', 0o600),
  write: (descriptor, bytes) => writeSync(descriptor, bytes),
  sync(descriptor) {
    const began = performance.now();
    fdatasyncSync(descriptor);
    stalls.took(performance.now() - began);
  },
  beside: {
    isNeeded: stalls.areLikely,
    async sync(descriptor) {
      const began = performance.now();
      await later(descriptor);
      stalls.took(performance.now() - began);
    },
  },
  truncate: ftruncateSync,
  close: closeSync,
  rename: renameSync,
  remove: (path) => rmSync(path, { force: true }),
  syncFolder: (folder) => {
    const descriptor = openSync(folder, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  },
};
