import { chmodSync, copyFileSync, lstatSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** A package's files as they will lie on a machine, below one folder; every path is that on the machine, without its first slash. */
export type Staging = {
  readonly folder: string;
  write(path: string, contents: string | Uint8Array, mode?: number): void;
  copy(from: string, path: string, mode?: number): void;
  /** A whole folder, of which `keep` chooses files by their path within it. */
  copyFolder(from: string, path: string, keep?: (inside: string) => boolean): void;
  /** Packed so that the same contents give the same bytes: gzip notes no time (Debian policy 12.3, 12.7). */
  writePacked(path: string, contents: string | Uint8Array): void;
  link(path: string, target: string): void;
};

export function stagingIn(folder: string): Staging {
  const place = (path: string): string => {
    const whole = join(folder, path);
    mkdirSync(dirname(whole), { recursive: true, mode: 0o755 });
    return whole;
  };
  const write = (path: string, contents: string | Uint8Array, mode = 0o644): void => {
    const whole = place(path);
    writeFileSync(whole, contents);
    chmodSync(whole, mode);
  };
  const copy = (from: string, path: string, mode = 0o644): void => {
    const whole = place(path);
    copyFileSync(from, whole);
    chmodSync(whole, mode);
  };
  return {
    folder,
    write,
    copy,
    copyFolder(from, path, keep = () => true) {
      for (const inside of filesBelow(from)) if (keep(inside)) copy(join(from, inside), join(path, inside));
    },
    writePacked: (path, contents) => write(path, gzipSync(contents, { level: 9 })),
    link: (path, target) => symlinkSync(target, place(path)),
  };
}

/** Paths of the plain files below a folder, sorted, so that every run sees them in one order. */
export const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((inside) => lstatSync(join(folder, inside)).isFile())
    .toSorted();
