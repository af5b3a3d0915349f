import { dirname } from 'node:path';
import type { Files } from './port.ts';

/** Replaces a file by a sibling that is whole and synced: at every moment the old or the new one stands there. */
export function replaceFile(files: Files, path: string, text: string): void {
  const sibling = `${path}.new`;
  files.write(sibling, text);
  files.sync(sibling);
  files.rename(sibling, path);
  files.sync(dirname(path));
}

/** Lets a symbolic link lead elsewhere: at every moment it leads to the old or to the new target. */
export function switchLink(files: Files, path: string, target: string): void {
  const sibling = `${path}.new`;
  files.remove(sibling);
  files.link(target, sibling);
  files.rename(sibling, path);
  files.sync(dirname(path));
}
