import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { CloudClock } from '../clock.ts';
import type { Schema } from '../store/schema.ts';
import { type Count, type Counters, countOf, type Tally } from './counters.ts';

/**
 * Counts in the database, for a cloud of several processes: who is refused by one of them is refused by all. Each question is one statement. What is counted
 * stands there as a hash, so that no network address can be read, and goes when its time is over (`forgetCounts`).
 */
export const sharedCounters = (db: Kysely<Schema>, clock: CloudClock): Counters => ({
  async add(tallies) {
    const nowMs = clock.now();
    const rows = tallies
      .map((tally) => ({ key: keyOf(tally), number: 1, endsMs: nowMs + tally.seconds * 1000 }))
      // Everybody takes the rows in the same order, or two would wait for each other.
      .sort((a, b) => (a.key < b.key ? -1 : 1));
    const isOver = sql<boolean>`"bookingCount"."endsMs" <= ${nowMs}`;
    const counted = await db
      .insertInto('bookingCount')
      .values(rows)
      .onConflict((conflict) =>
        conflict.column('key').doUpdateSet({
          number: sql`case when ${isOver} then 1 else "bookingCount"."number" + 1 end`,
          endsMs: sql`case when ${isOver} then excluded."endsMs" else "bookingCount"."endsMs" end`,
        }),
      )
      .returning(['key', 'number', 'endsMs'])
      .execute();
    return inOrder(tallies, counted, nowMs);
  },
  async read(tallies) {
    const nowMs = clock.now();
    const counted = await db
      .selectFrom('bookingCount')
      .selectAll()
      .where('key', 'in', tallies.map(keyOf))
      .where('endsMs', '>', nowMs)
      .execute();
    return inOrder(tallies, counted, nowMs);
  },
});

/** Takes one off a count that lasts. */
export async function takeBack(db: Kysely<Schema>, tally: Tally, nowMs: number): Promise<void> {
  await db
    .updateTable('bookingCount')
    .set((row) => ({ number: row('number', '-', 1) }))
    .where('key', '=', keyOf(tally))
    .where('endsMs', '>', nowMs)
    .where('number', '>', 0)
    .execute();
}

/** Begins a count anew. */
export async function forgetCount(db: Kysely<Schema>, tally: Tally): Promise<void> {
  await db.deleteFrom('bookingCount').where('key', '=', keyOf(tally)).execute();
}

/** Deletes the counts whose time is over; run by the cloud's jobs. */
export async function forgetCounts(db: Kysely<Schema>, nowMs: number): Promise<void> {
  await db.deleteFrom('bookingCount').where('endsMs', '<=', nowMs).execute();
}

function inOrder(tallies: readonly Tally[], rows: readonly Schema['bookingCount'][], nowMs: number): Count[] {
  const byKey = new Map(rows.map((row) => [row.key, row]));
  return tallies.map((tally) => {
    const row = byKey.get(keyOf(tally));
    return countOf(row ? { count: row.number, endsMs: row.endsMs } : null, nowMs);
  });
}

const keyOf = ({ name, key }: Tally): string => createHash('sha256').update(`${name} ${key}`).digest('base64url');
