import { type Kysely, PostgresDialect, type PostgresPoolClient } from 'kysely';
import { Pool, type PoolClient, type PoolConfig, types } from 'pg';
import { takeTurns } from './turns.ts';
import { unansweredAhead } from './unanswered-ahead.ts';

/** Connections of one cloud process at most; a small office's server allows a hundred in all. */
const connectionsMax = 16;
/** A connection that cannot be had in this time is an error, milliseconds. */
const connectMsMax = 5_000;
/**
 * Times that a transaction is tried again when another one was quicker. Bookings and confirmations, which wait in a line of their own
 * (reservations/in-line.ts), do not make way for it: with 256 clients at one office one change of 40,000 was put off twenty times.
 */
const attemptsMax = 60;
/** Transactions of this process at once: more of them on one office only put each other off. */
const togetherMax = 4;
/** After so many attempts a transaction runs without any other of this process beside it, so that it comes to an end. */
const attemptsTogether = 2;
/**
 * Ends of a transaction that mean: nothing was done, begin anew (PostgreSQL, Appendix A: serialization failure, deadlock; and 13.5: a unique violation,
 * which is how a place taken meanwhile is told that was still free when it was looked for).
 */
const tryAgain: ReadonlySet<string> = new Set(['40001', '40P01', '23505']);

/** Whole numbers come as numbers: instants in milliseconds and counts stay far below 2^53. */
const wholeNumbers = new Set<number>([types.builtins.INT8, types.builtins.NUMERIC]);
const numbersAsNumbers: NonNullable<PoolConfig['types']> = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    wholeNumbers.has(oid) ? Number : types.getTypeParser(oid, format as 'text')) as typeof types.getTypeParser,
};

/** The dialect of a PostgreSQL database at `postgres://…`; every commit is on its disk before it is answered. */
export function postgresDialect(url: string): PostgresDialect {
  const pool = new Pool({
    connectionString: url,
    max: connectionsMax,
    connectionTimeoutMillis: connectMsMax,
    types: numbersAsNumbers,
    application_name: 'fronta',
    // For `unansweredAhead`; everybody else waits for the answer before anything further is sent.
    pipeline: true,
    // synchronous_commit stands whatever the server's default is: a promise is made only after it.
    // A statement that it has read before is planned anew each time, with the values and the tables as they are.
    options: '-c synchronous_commit=on -c timezone=UTC -c plan_cache_mode=force_custom_plan',
  });
  // A connection that dies is replaced by the pool, and who used it is told by its statement; without a listener it would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (connection) => void connection.on('error', () => undefined));
  return new PostgresDialect({ pool: { connect: async () => named(await pool.connect()), end: () => pool.end(), options: pool.options } });
}

/** `*`, but not in `count(*)`; and `in ($1, $2`. */
const isFleeting = /\*(?! *\))|\bin \(\$\d+,/;
/** Statements that have a name, by their words; further ones are read anew each time. */
const names = new Map<string, string>();
const namesMax = 200;
const connections = new WeakMap<PoolClient, PostgresPoolClient>();

/**
 * A connection on which PostgreSQL reads each statement once, for that takes it longer than to plan it. Not one that asks for all columns whatever they are:
 * it would end with an error when a newer cloud adds one meanwhile. Nor one that holds a list, of which there are as many as lists are long.
 */
function named(connection: PoolClient): PostgresPoolClient {
  const known = connections.get(connection);
  if (known !== undefined) return known;
  const query = unansweredAhead((text, values) => {
    const name = values.length > 0 ? nameOf(text) : null;
    return name === null ? connection.query(text, [...values]) : connection.query({ name, text, values: [...values] });
  });
  const made = { query, release: (broken?: boolean) => connection.release(broken) } as unknown as PostgresPoolClient;
  connections.set(connection, made);
  return made;
}

function nameOf(text: string): string | null {
  const known = names.get(text);
  if (known !== undefined || names.size >= namesMax || isFleeting.test(text)) return known ?? null;
  const name = `fronta ${names.size}`;
  names.set(text, name);
  return name;
}

/** Runs a transaction, and anew when PostgreSQL ended it for another one's sake; `attempt` counts from 1. Throws what else it ends with. */
export async function untilDone<T>(transaction: (attempt: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await transaction(attempt);
    } catch (error) {
      if (attempt >= attemptsMax || !tryAgain.has((error as { code?: string }).code ?? '')) throw error;
    }
  }
}

/**
 * Makes every transaction of this database serializable, as SQLite's are by having one connection, and begins it anew when another one
 * was quicker. What runs in a transaction must therefore have no effect outside of it.
 */
export function serializable<Tables>(db: Kysely<Tables>): Kysely<Tables> {
  const begin = db.transaction.bind(db);
  const turns = takeTurns(togetherMax);
  const execute: ReturnType<typeof begin>['execute'] = (work) =>
    untilDone((attempt) => {
      const take = attempt > attemptsTogether ? turns.alone : turns.together;
      return take(() => begin().setIsolationLevel('serializable').execute(work));
    });
  return Object.assign(db, { transaction: () => ({ execute }) });
}
