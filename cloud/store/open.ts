import { type Dialect, Kysely, sql } from 'kysely';
import { migrateUp } from './migrate.ts';
import { postgresDialect, serializable } from './postgres.ts';
import type { Schema } from './schema.ts';
import { sqliteDialect } from './sqlite.ts';
import { writeTurns } from './write-turns.ts';

/**
 * The cloud's database, migrated. Inside `db.transaction()` use only the given transaction, for SQLite has one connection, and do nothing
 * that cannot be done twice, for PostgreSQL may begin it anew.
 */
export type Store = {
  readonly db: Kysely<Schema>;
  readonly kind: 'sqlite' | 'postgres';
  /** How a further thread opens the same database beside this one. A database in memory has no second door, and PostgreSQL needs none. */
  readonly door?: Door;
  close(): Promise<void>;
};

/** An open SQLite file, as it is told to another thread of this process. */
export type Door = { readonly path: string; readonly turns: SharedArrayBuffer };

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
  const turns = writeTurns();
  const store = await migrated(new Kysely<Schema>({ dialect: openFile(path, turns.shared) }), 'sqlite', path);
  return path === ':memory:' ? store : { ...store, door: { path, turns: turns.shared } };
}

/** The database that another thread of this process has open and brought up to date. Throws StoreError. */
export function openBeside({ path, turns }: Door): Store {
  const db = new Kysely<Schema>({ dialect: openFile(path, turns) });
  return { db, kind: 'sqlite', close: () => db.destroy() };
}

function openFile(path: string, turns: SharedArrayBuffer): Dialect {
  try {
    return sqliteDialect(path, writeTurns(turns));
  } catch (error) {
    throw new StoreError(`FRONTA_DATABASE_URL: cannot open "${path}": ${(error as Error).message}`);
  }
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
