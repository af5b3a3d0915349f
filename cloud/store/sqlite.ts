import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type DatabaseConnection, type Dialect, type Driver, SelectQueryNode, SqliteDialect } from 'kysely';
import type { WriteTurns } from './write-turns.ts';

/**
 * The dialect of the SQLite database at `path`, made when new; every commit is on the disk before it is answered. What writes waits for its
 * turn among the threads of this process; what only reads, outside of a transaction, does not. Throws what the file system and SQLite throw.
 */
export function sqliteDialect(path: string, turns: WriteTurns): Dialect {
  const plain = new SqliteDialect({ database: asKyselyDatabase(openFile(path)) });
  return {
    createDriver: () => takingTurns(plain.createDriver(), turns),
    createQueryCompiler: () => plain.createQueryCompiler(),
    // Its own lock for one connection wakes all who wait whenever it is free: a thousand of them, a thousand times. Here they stand in line.
    createAdapter: () => Object.defineProperty(plain.createAdapter(), 'supportsMultipleConnections', { value: true }),
    createIntrospector: (db) => plain.createIntrospector(db),
  };
}

/** A driver of one connection, lent to one caller at a time in the order in which they asked. */
function takingTurns(driver: Driver, turns: WriteTurns): Driver {
  let inTransaction = false;
  let lent: DatabaseConnection | null = null;
  const line = standInLine();
  const end = (): void => {
    if (!inTransaction) return;
    inTransaction = false;
    turns.give();
  };
  const lend = (plain: DatabaseConnection): DatabaseConnection => ({
    async executeQuery(query) {
      if (inTransaction || SelectQueryNode.is(query.query)) return plain.executeQuery(query);
      await turns.take();
      try {
        return await plain.executeQuery(query);
      } finally {
        turns.give();
      }
    },
    streamQuery: (query, chunkSize) => plain.streamQuery(query, chunkSize),
  });
  return {
    init: (options) => driver.init(options),
    async acquireConnection(options) {
      await line.take();
      lent ??= lend(await driver.acquireConnection(options));
      return lent;
    },
    async beginTransaction(connection, settings) {
      await turns.take();
      inTransaction = true;
      await driver.beginTransaction(connection, settings).catch((error: unknown) => {
        end();
        throw error;
      });
    },
    async commitTransaction(connection) {
      await driver.commitTransaction(connection);
      end();
    },
    async rollbackTransaction(connection) {
      await driver.rollbackTransaction(connection).finally(end);
    },
    async releaseConnection(connection, options) {
      await driver.releaseConnection(connection, options).finally(line.give);
    },
    destroy: (options) => driver.destroy(options),
  };
}

/** Something of which there is one, handed from each to the next who waits for it. */
function standInLine(): { take(): Promise<void>; give(): void } {
  const waiting: (() => void)[] = [];
  let isTaken = false;
  return {
    take: async () => {
      if (isTaken) await new Promise<void>((resolve) => waiting.push(resolve));
      isTaken = true;
    },
    give() {
      const next = waiting.shift();
      isTaken = next !== undefined;
      next?.();
    },
  };
}

const synchronousFull = 2;

function openFile(path: string): DatabaseSync {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const raw = new DatabaseSync(path);
  raw.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; PRAGMA secure_delete = ON;');
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
