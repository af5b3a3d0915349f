import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, SqliteDialect, sql } from 'kysely';
import { migrateUp } from './migrate.ts';
import { postgresDialect, serializable } from './postgres.ts';
import type { Schema } from './schema.ts';

/**
 * The cloud's database, migrated. Inside `db.transaction()` use only the given transaction, for SQLite has one connection, and do nothing
 * that cannot be done twice, for PostgreSQL may begin it anew.
 */
export type Store = {
  readonly db: Kysely<Schema>;
  readonly kind: 'sqlite' | 'postgres';
  close(): Promise<void>;
};

/** The database cannot be opened; the message is one line that names what and where. */
export class StoreError extends Error {}

/**
 * Opens the database of `FRONTA_DATABASE_URL` and brings its tables up to date: `sqlite:<path>` (made when new), `sqlite::memory:` or
 * `postgres://…`. Every commit is on disk before it is answered. Throws StoreError.
 */
export async function openStore(url: string): Promise<Store> {
  if (/^postgres(ql)?:/.test(url)) return openPostgres(url);
  const path = /^sqlite:(.+)$/.exec(url)?.[1];
  if (path === undefined) throw new StoreError(`FRONTA_DATABASE_URL: expected sqlite:<path> or postgres://…, got "${url.split(':')[0]}:…"`);
  const raw = openFile(path);
  return migrated(new Kysely<Schema>({ dialect: new SqliteDialect({ database: asKyselyDatabase(raw) }) }), 'sqlite', path);
}

async function openPostgres(url: string): Promise<Store> {
  const { host, pathname } = new URL(url);
  const where = `${host}${pathname}`;
  const db = serializable(new Kysely<Schema>({ dialect: postgresDialect(url) }));
  try {
    await sql`select 1`.execute(db);
  } catch (error) {
    await db.destroy();
    throw new StoreError(`FRONTA_DATABASE_URL: PostgreSQL at ${where} cannot be reached: ${reasonOf(error)}`);
  }
  return migrated(db, 'postgres', where);
}

/** Brings the tables up to date and answers the store. */
async function migrated(db: Kysely<Schema>, kind: Store['kind'], where: string): Promise<Store> {
  try {
    await migrateUp(db, kind);
  } catch (error) {
    await db.destroy();
    throw new StoreError(`FRONTA_DATABASE_URL: the tables of "${where}" cannot be brought up to date: ${(error as Error).message}`);
  }
  return { db, kind, close: () => db.destroy() };
}

/** A refused connection is several errors in one, without a word of its own. */
const reasonOf = (error: unknown): string =>
  error instanceof AggregateError ? error.errors.map((one: Error) => one.message).join(', ') : (error as Error).message;

const synchronousFull = 2;

function openFile(path: string): DatabaseSync {
  try {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
    const raw = new DatabaseSync(path);
    raw.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; PRAGMA secure_delete = ON;');
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
    prepare(asked: string) {
      // A transaction takes the lock when it begins, where it can wait for it (a technician's tool may hold it); one that took it with its
      // first write would be refused at once if anybody wrote since its first read.
      const text = asked === 'begin' ? 'begin immediate' : asked;
      const statement = prepared.get(text) ?? prepare(text);
      prepared.delete(text);
      prepared.set(text, statement);
      if (prepared.size > statementsMax) prepared.delete(prepared.keys().next().value!);
      return statement;
    },
  };
}
