import { sql } from 'kysely';
import type { Store } from './open.ts';

/** Where personal data stands until it is purged. */
const tables = ['reservation', 'mail', 'officeLink'] as const;
/** Between two rewritings of PostgreSQL's tables at least: nobody reads or books while one goes on. */
const rewriteEveryMs = 24 * 3_600_000;
/** Bytes of a table up to which rewriting takes a second or two; a larger one is left to who runs the server (DECISIONS 3). */
const rewriteBytesMax = 256 * 1024 * 1024;
/** Whoever works with a table for longer is not waited for: the next purge tries again. */
const lockMsMax = 1_000;
/** When this process last rewrote them, by database. */
const rewrittenMs = new WeakMap<Store['db'], number>();

/**
 * Takes what was deleted out of the database's files as well. SQLite overwrites it where it stood (secure_delete, sqlite.ts), but older copies
 * of the pages lie in the write-ahead log until it is emptied. PostgreSQL leaves it in the gaps of its pages: tables that are not too large are
 * written anew once a day. Its own log goes by its own rules. `nowMs` is the cloud's time.
 */
export async function scrub({ db, kind }: Pick<Store, 'db' | 'kind'>, nowMs: number): Promise<void> {
  if (kind === 'sqlite') return void (await sql`pragma wal_checkpoint(truncate)`.execute(db));
  await sql`vacuum ${sql.join(tables.map((table) => sql.table(table)))}`.execute(db);
  if (nowMs - (rewrittenMs.get(db) ?? Number.NEGATIVE_INFINITY) < rewriteEveryMs) return;
  rewrittenMs.set(db, nowMs);
  if (!(await rewrite(db))) rewrittenMs.delete(db);
}

/** `lock_not_available` and `deadlock_detected` (PostgreSQL, Appendix A). */
const busy: ReadonlySet<string> = new Set(['55P03', '40P01']);

/** False when somebody was in the way. */
async function rewrite(db: Store['db']): Promise<boolean> {
  return db.connection().execute(async (one) => {
    await sql`set lock_timeout = ${sql.lit(lockMsMax)}`.execute(one);
    try {
      for (const table of tables) {
        const { rows } = await sql<{ bytes: number }>`select pg_total_relation_size(${`"${table}"`}::regclass) as bytes`.execute(one);
        if (rows[0]!.bytes <= rewriteBytesMax) await sql`vacuum (full) ${sql.table(table)}`.execute(one);
      }
      return true;
    } catch (error) {
      if (busy.has((error as { code?: string }).code ?? '')) return false;
      throw error;
    } finally {
      await sql`reset lock_timeout`.execute(one);
    }
  });
}
