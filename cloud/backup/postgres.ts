import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, renameSync, rmSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { Client } from 'pg';
import { BackupError } from './port.ts';

/** Writes a dump of the database into the new file `to`, in `pg_dump`'s own format, while clouds work on it. Throws BackupError. */
export async function backUpPostgres(url: string, to: string, searchPath: string): Promise<void> {
  const part = `${to}.part`;
  try {
    // Names and addresses are in it.
    closeSync(openSync(part, 'w', 0o600));
    await run('pg_dump', ['--format=custom', `--file=${part}`, '--no-owner', '--no-privileges'], { url, searchPath });
    renameSync(part, to);
  } catch (error) {
    rmSync(part, { force: true });
    throw error instanceof BackupError ? error : new BackupError(`the backup "${to}" could not be made: ${(error as Error).message}`);
  }
}

/** Fills an empty database from a dump, all or nothing. Throws BackupError when there are tables in it already. */
export async function restorePostgres(from: string, url: string, searchPath: string): Promise<void> {
  const { host, pathname } = new URL(url);
  const tables = await tablesIn(url).catch((error: Error) => {
    throw new BackupError(`FRONTA_DATABASE_URL: PostgreSQL at ${host}${pathname} cannot be reached: ${error.message || error.name}`);
  });
  if (tables > 0)
    throw new BackupError(`the database ${host}${pathname} has ${tables} tables already: end the clouds and make an empty one`);
  await run('pg_restore', ['--single-transaction', '--exit-on-error', '--no-owner', '--no-privileges', '--dbname', nameOf(url), from], {
    url,
    searchPath,
  });
}

async function tablesIn(url: string): Promise<number> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    const { rows } = await client.query(`select count(*)::int as tables from pg_tables where schemaname = 'public'`);
    return rows[0].tables;
  } finally {
    await client.end();
  }
}

const nameOf = (url: string): string => decodeURIComponent(new URL(url).pathname.slice(1));

/** The server, and the folders in which programs are looked for. */
type Place = { readonly url: string; readonly searchPath: string };

/** Where the server is goes by the environment: everybody on the machine may read the arguments of a program. */
async function run(program: string, words: readonly string[], { url, searchPath }: Place): Promise<void> {
  const { hostname, port, username, password } = new URL(url);
  const where = {
    PGHOST: decodeURIComponent(hostname),
    PGPORT: port || '5432',
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: nameOf(url),
  };
  const child = spawn(program, words, { stdio: ['ignore', 'inherit', 'pipe'], env: { ...where, PATH: searchPath } });
  const said = text(child.stderr);
  const [code] = await once(child, 'close').catch((error: NodeJS.ErrnoException) => {
    throw new BackupError(`${program} cannot be run (${error.code}): install PostgreSQL's client programs, on Debian postgresql-client`);
  });
  if (code !== 0) throw new BackupError(`${program} failed: ${(await said).trim().split('\n').join('; ')}`);
}
