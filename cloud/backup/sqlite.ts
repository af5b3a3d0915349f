import { closeSync, constants, copyFileSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { BackupError } from './port.ts';

/**
 * All pages in one step: SQLite begins anew when another process writes between two steps, so that a busy cloud would never let it end;
 * beside a step it may write, for its log keeps the old pages (SQLite, "Online Backup API" and "Write-Ahead Logging").
 */
const allPages = 2 ** 31 - 1;

/** Copies the database at `path` into the new file `to` while the cloud works on it. Throws BackupError and leaves nothing half-done. */
export async function backUpSqlite(path: string, to: string): Promise<void> {
  if (!existsSync(path)) throw new BackupError(`FRONTA_DATABASE_URL: there is no database at "${path}"`);
  const part = `${to}.part`;
  try {
    // Made before SQLite does, so that nobody else can ever read it: names and addresses are in it.
    closeSync(openSync(part, 'w', 0o600));
    const live = new DatabaseSync(path, { readOnly: true });
    try {
      await backup(live, part, { rate: allPages });
    } finally {
      live.close();
    }
    assertWhole(part);
    putInPlace(part, to);
  } catch (error) {
    remove(part);
    throw error instanceof BackupError ? error : new BackupError(`the backup "${to}" could not be made: ${(error as Error).message}`);
  }
}

/**
 * Makes the database at `path` anew from a backup. Throws BackupError when there is one already, or what a former one left: a journal of
 * the old database would be played into the new one.
 */
export function restoreSqlite(from: string, path: string): void {
  const left = [path, `${path}-wal`, `${path}-shm`].find((file) => existsSync(file));
  if (left !== undefined) throw new BackupError(`"${left}" is there: end the cloud and move the old database away, with its -wal and -shm`);
  const part = `${path}.part`;
  try {
    copyFileSync(from, part, constants.COPYFILE_FICLONE);
    assertWhole(part);
    putInPlace(part, path);
  } catch (error) {
    remove(part);
    throw error instanceof BackupError ? error : new BackupError(`"${from}" could not be given back: ${(error as Error).message}`);
  }
}

/** Every page is read and compared with the indexes; the copy then stands alone, without a write-ahead log beside it. */
function assertWhole(file: string): void {
  const copy = new DatabaseSync(file);
  try {
    const found = copy.prepare('PRAGMA integrity_check').get()?.integrity_check;
    if (found !== 'ok') throw new BackupError(`"${file}" is damaged: ${found}`);
    copy.exec('PRAGMA journal_mode = DELETE');
  } finally {
    copy.close();
  }
}

/** On the disk before it has its name, and its name on the disk before anybody is told. */
function putInPlace(part: string, name: string): void {
  sync(part);
  renameSync(part, name);
  sync(dirname(name));
}

function sync(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function remove(part: string): void {
  for (const file of [part, `${part}-journal`, `${part}-wal`, `${part}-shm`]) rmSync(file, { force: true });
}
