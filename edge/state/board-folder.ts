import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Low } from 'lowdb';
import { BoardSettings, pictureNames, picturesOf } from '#contract/board.ts';
import type { Disk } from '../disk/port.ts';
import type { BoardKeeper } from './port.ts';
import { replace, sealedFile } from './sealed-file.ts';

/**
 * The board's notices in one file of `folder`, their pictures beside it, each under its name. Nobody was promised anything by them: what
 * cannot be read is told and asked for again, what cannot be written is shown from memory (F2, F3).
 */
export async function boardFolder(disk: Disk, folder: string, tell: (problem: string) => void): Promise<BoardKeeper> {
  const path = join(folder, 'board.json');
  const pictures = join(folder, 'pictures');
  const low = new Low<BoardSettings | null>(sealedFile(disk, path), null);
  let settings = await load();
  /** Pictures that the disk would not take; as many as the notices show. */
  const unwritten = new Map<string, Uint8Array>();
  let there = new Set(shown().length > 0 ? disk.list(pictures) : []);

  async function load(): Promise<BoardSettings | null> {
    try {
      await low.read();
      return low.data === null ? null : BoardSettings.parse(low.data);
    } catch (error) {
      tell(`the board's notices are asked for again, ${path} is unreadable: ${(error as Error).message}`);
      return null;
    }
  }

  function shown(): readonly string[] {
    return pictureNames(settings);
  }

  /** Only what is shown is kept: the notices bound the folder. */
  function clear(): void {
    const names = shown();
    for (const name of [...there].filter((one) => !names.includes(one))) disk.remove(join(pictures, name));
    for (const name of unwritten.keys()) if (!names.includes(name)) unwritten.delete(name);
    there = new Set(names.length > 0 ? disk.list(pictures) : []);
  }

  function tried(what: string, task: () => void): void {
    try {
      task();
    } catch (error) {
      tell(`${what}: ${(error as Error).message}`);
    }
  }

  return {
    settings: () => settings,
    name: () => settings && createHash('sha256').update(JSON.stringify(settings)).digest('hex'),
    async take(next) {
      if (JSON.stringify(next) === JSON.stringify(settings)) return false;
      settings = next;
      low.data = next;
      await low.write().catch((error: Error) => tell(`the board's notices are kept in memory only, ${path}: ${error.message}`));
      tried("pictures of the board's earlier notices stay on the disk", clear);
      return true;
    },
    lacking: () => shown().filter((name) => !there.has(name) && !unwritten.has(name)),
    put(name, bytes) {
      if (!shown().includes(name) || createHash('sha256').update(bytes).digest('hex') !== name) return false;
      unwritten.set(name, bytes);
      tried('a picture of the board is kept in memory only', () => {
        disk.list(pictures);
        replace(disk, join(pictures, name), bytes);
        there.add(name);
        unwritten.delete(name);
      });
      return true;
    },
    picture(name) {
      const picture = settings && picturesOf(settings).find((one) => one.name === name);
      if (!picture) return null;
      const bytes = unwritten.get(name) ?? readIfThere(disk, join(pictures, name));
      return bytes && { type: picture.type, bytes };
    },
  };
}

function readIfThere(disk: Disk, path: string): Uint8Array | null {
  try {
    return disk.read(path);
  } catch {
    return null;
  }
}
