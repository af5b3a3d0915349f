import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files that are kept, and their bytes together: the sentences of a usual week. */
export const soundsMax = 400;
export const soundBytesMax = 32 * 1024 * 1024;

/** Sounds made once and said again and again. Best effort: what the disk does not take is made anew. */
export type SoundCache = {
  /** The kept file of these words; `null` when there is none. */
  find(voice: string, text: string): Buffer | null;
  keep(voice: string, text: string, sound: Buffer): void;
};

/** Keeps sounds in a folder, the least used ones giving way. Nothing of it is a promise: it is never synced and may be deleted at any time. */
export function soundCache(folder: string, max = { files: soundsMax, bytes: soundBytesMax }): SoundCache {
  const pathOf = (voice: string, text: string): string =>
    join(folder, `${createHash('sha256').update(`${voice}\n${text}`).digest('base64url').slice(0, 32)}.wav`);
  return {
    find(voice, text) {
      const path = pathOf(voice, text);
      const sound = orNull(() => readFileSync(path));
      if (sound !== null) orNull(() => utimesSync(path, new Date(), new Date()));
      return sound;
    },
    keep(voice, text, sound) {
      const path = pathOf(voice, text);
      orNull(() => {
        mkdirSync(folder, { recursive: true });
        writeFileSync(`${path}.new`, sound);
        renameSync(`${path}.new`, path);
        giveWay(folder, max);
      });
    },
  };
}

function giveWay(folder: string, { files, bytes }: { readonly files: number; readonly bytes: number }): void {
  const kept = readdirSync(folder)
    .map((name) => {
      const { size, mtimeMs } = statSync(join(folder, name));
      return { name, size, mtimeMs };
    })
    .toSorted((a, b) => b.mtimeMs - a.mtimeMs);
  let sum = 0;
  kept.forEach(({ name, size }, index) => {
    sum += size;
    if (index >= files || sum > bytes) rmSync(join(folder, name), { force: true });
  });
}

function orNull<Value>(does: () => Value): Value | null {
  try {
    return does();
  } catch {
    return null;
  }
}
