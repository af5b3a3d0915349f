import { closeSync, fsyncSync, openSync, readFileSync, readlinkSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import type { Files } from './port.ts';

/** The files of this machine. */
export const nodeFiles: Files = {
  read: (path) => unlessMissing(() => readFileSync(path, 'utf8')),
  write: (path, text) => writeFileSync(path, text),
  sync(path) {
    const descriptor = openSync(path, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  },
  rename: renameSync,
  link: symlinkSync,
  linkTarget: (path) => unlessMissing(() => readlinkSync(path)),
  remove: (path) => rmSync(path, { recursive: true, force: true }),
};

function unlessMissing<Value>(read: () => Value): Value | null {
  try {
    return read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
