import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, SqliteDialect } from 'kysely';
import { migrateUp } from './migrate.ts';
import type { Schema } from './schema.ts';

/** The cloud's database, migrated. Inside `db.transaction()` use only the given transaction: SQLite has one connection. */
export type Store = {
  readonly db: Kysely<Schema>;
  readonly kind: 'sqlite' | 'postgres';
  close(): Promise<void>;
};

/** The database cannot be opened; the message is one line that names what and where. */
export class StoreError extends Error {}

/**
 * Opens (and makes, when new) the database of `FRONTA_DATABASE_URL`: `sqlite:<path>` or `sqlite::memory:`.
 * Every commit is on disk before it is answered (`synchronous=FULL`, asserted). Throws StoreError.
 */
export async function openStore(url: string): Promise<Store> {
  if (/^postgres(ql)?:/.test(url)) {
    throw new StoreError(
      'FRONTA_DATABASE_URL: this version keeps its data in SQLite only; set it to sqlite:<path>, e.g. sqlite:var/cloud.sqlite',
    );
  }
  const path = /^sqlite:(.+)$/.exec(url)?.[1];
  if (path === undefined) throw new StoreError(`FRONTA_DATABASE_URL: expected sqlite:<path>, got "${url.split(':')[0]}:…"`);
  const raw = openFile(path);
  const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: asKyselyDatabase(raw) }) });
  try {
    await migrateUp(db, 'sqlite');
  } catch (error) {
    await db.destroy();
    throw new StoreError(`FRONTA_DATABASE_URL: the tables of "${path}" cannot be brought up to date: ${(error as Error).message}`);
  }
  return { db, kind: 'sqlite', close: () => db.destroy() };
}

const synchronousFull = 2;

function openFile(path: string): DatabaseSync {
  try {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
    const raw = new DatabaseSync(path);
    raw.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;');
    const level = raw.prepare('PRAGMA synchronous').get()?.synchronous;
    if (level !== synchronousFull) throw new Error(`it refuses synchronous=FULL (it says ${level})`);
    return raw;
  } catch (error) {
    throw new StoreError(`FRONTA_DATABASE_URL: cannot open "${path}": ${(error as Error).message}`);
  }
}

/** Statements kept prepared; the oldest makes room. The cloud has fewer, but inserts of many rows differ by their number of rows. */
const statementsMax = 512;

/** What Kysely's SqliteDialect expects of a driver, over `node:sqlite`: each statement is prepared once. */
function asKyselyDatabase(raw: DatabaseSync) {
  type Values = readonly unknown[];
  const prepare = (text: string) => {
    const statement = raw.prepare(text);
    return {
      reader: statement.columns().length > 0,
      all: (values: Values) => statement.all(...(values as never[])),
      run: (values: Values) => statement.run(...(values as never[])) as { changes: number; lastInsertRowid: number },
      iterate: (values: Values) => statement.iterate(...(values as never[])),
    };
  };
  const prepared = new Map<string, ReturnType<typeof prepare>>();
  return {
    close: () => raw.close(),
    prepare(text: string) {
      const statement = prepared.get(text) ?? prepare(text);
      prepared.delete(text);
      prepared.set(text, statement);
      if (prepared.size > statementsMax) prepared.delete(prepared.keys().next().value!);
      return statement;
    },
  };
}
