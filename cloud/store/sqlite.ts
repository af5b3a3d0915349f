import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Dialect, SqliteDialect } from 'kysely';
import { oneWriter } from './one-writer.ts';
import type { WriteTurns } from './write-turns.ts';

/**
 * The dialect of the SQLite database at `path`, made when new; every commit is on the disk before it is answered. What writes stands in line
 * for the one connection that writes and waits for its turn among the threads of this process. What only reads, outside of a transaction,
 * has a connection of its own and waits for nobody: it sees what was committed when it began. Throws what the file system and SQLite throw.
 */
export function sqliteDialect(path: string, turns: WriteTurns): Dialect {
  const plain = new SqliteDialect({ database: asKyselyDatabase(openFile(path)) });
  const reading =
    path === ':memory:'
      ? null
      : new SqliteDialect({ database: asKyselyDatabase(new DatabaseSync(path, { readOnly: true, timeout: busyMsMax })) });
  return {
    createDriver: () => oneWriter(plain.createDriver(), reading?.createDriver() ?? null, turns),
    createQueryCompiler: () => plain.createQueryCompiler(),
    // Its own lock for one connection wakes all who wait whenever it is free: a thousand of them, a thousand times. Here they stand in line.
    createAdapter: () => Object.defineProperty(plain.createAdapter(), 'supportsMultipleConnections', { value: true }),
    createIntrospector: (db) => plain.createIntrospector(db),
  };
}

const synchronousFull = 2;
/** Milliseconds that somebody else, a technician's tool perhaps, may hold the file before a statement is given up. */
const busyMsMax = 5_000;

function openFile(path: string): DatabaseSync {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const raw = new DatabaseSync(path, { timeout: busyMsMax });
  raw.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;');
  const level = raw.prepare('PRAGMA synchronous').get()?.synchronous;
  if (level !== synchronousFull) throw new Error(`it refuses synchronous=FULL (it says ${level})`);
  writeAnewOnce(raw);
  return raw;
}

/** `user_version` of a file whose every page was written with secure_delete. */
const overwritten = 1;

/** A file from before secure_delete keeps what was deleted then in its free pages, also one that comes back from a backup: it is written anew, once. */
function writeAnewOnce(raw: DatabaseSync): void {
  if (Number(raw.prepare('PRAGMA user_version').get()?.user_version) >= overwritten) return;
  try {
    raw.exec(`VACUUM; PRAGMA user_version = ${overwritten}; PRAGMA wal_checkpoint(TRUNCATE);`);
  } catch (error) {
    if (!notNow.has((error as { errcode?: number }).errcode ?? 0)) throw error;
  }
}

/** SQLITE_BUSY and SQLITE_FULL: the file is as it was, and the next start tries again. */
const notNow: ReadonlySet<number> = new Set([5, 13]);

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
