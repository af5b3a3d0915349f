import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { type Backup, BackupError } from './port.ts';
import { backUpPostgres, restorePostgres } from './postgres.ts';
import { backUpSqlite, restoreSqlite } from './sqlite.ts';

/** Where the database is (`FRONTA_DATABASE_URL`), and the folders in which PostgreSQL's own programs are looked for (`PATH`). */
export type Place = { readonly databaseUrl: string; readonly searchPath: string };

/** Writes everything the cloud knows at one moment into the new file `to`; the cloud may run meanwhile. Throws BackupError. */
export async function backUp({ databaseUrl, searchPath }: Place, to: string): Promise<Backup> {
  if (existsSync(to)) throw new BackupError(`"${to}" is there already: name another file, or move it away`);
  const path = sqlitePath(databaseUrl);
  await (path === null ? backUpPostgres(databaseUrl, to, searchPath) : backUpSqlite(path, to));
  return told(to);
}

/**
 * Makes the database of `FRONTA_DATABASE_URL` from a backup; there must be none before. What edges did since then they tell again, what
 * citizens booked since then is lost (F17). Throws BackupError and leaves nothing half-done.
 */
export async function restore({ databaseUrl, searchPath }: Place, from: string): Promise<Backup> {
  const path = sqlitePath(databaseUrl);
  const kind = kindOf(from);
  if (kind === 'sqlite' && path !== null) restoreSqlite(from, path);
  else if (kind === 'postgres' && path === null) await restorePostgres(from, databaseUrl, searchPath);
  else
    throw new BackupError(
      `"${from}" ${kind === null ? 'is no backup' : `is of ${nameOf[kind]}, the database of FRONTA_DATABASE_URL is not`}`,
    );
  return told(from);
}

const nameOf = { sqlite: 'SQLite', postgres: 'PostgreSQL' } as const;

const sqlitePath = (url: string): string | null => /^sqlite:(.+)$/.exec(url)?.[1] ?? null;

const told = (file: string): Backup => ({ file, size: statSync(file).size });

/** By the first bytes: SQLite, "Database File Format" 1.3.1; `pg_dump`'s own archives. */
function kindOf(file: string): keyof typeof nameOf | null {
  if (!existsSync(file)) throw new BackupError(`there is no file "${file}"`);
  const head = Buffer.alloc(16);
  const descriptor = openSync(file, 'r');
  readSync(descriptor, head, 0, head.length, 0);
  closeSync(descriptor);
  if (head.toString('latin1') === 'SQLite format 3\0') return 'sqlite';
  return head.subarray(0, 5).toString('latin1') === 'PGDMP' ? 'postgres' : null;
}
