import { type Kysely, sql } from 'kysely';
import type { Store } from '../store/open.ts';
import { untilDone } from '../store/postgres.ts';
import type { Schema } from '../store/schema.ts';
import { inSharedCommit } from '../store/share-commits.ts';
import { takeTurns } from '../store/turns.ts';
import type { Trx } from './room.ts';

/** Bookings of this process that ask PostgreSQL at once; the others wait here rather than with one of its connections each. */
const togetherMax = 8;
const turns = takeTurns(togetherMax);

/**
 * Runs the transaction of a booking after all those that name one of the same places, and before those to come: what it counts is true until its
 * commit. On SQLite they run one after another anyway, and those that wait together are committed together. On PostgreSQL a lock stands for each place;
 * serializable transactions would put each other off instead, because a booking looks at what others are about to insert. The locks are taken in the
 * order of their names, or two could wait for each other; who is ended for another's sake all the same begins anew, so `work` has no effect outside of its
 * transaction. That no seat is given twice does not rest on this: the index `reservationSeat` sees to it.
 */
export async function inLine<T>({ db, kind }: Store, places: readonly string[], work: (trx: Trx) => Promise<T>): Promise<T> {
  if (kind === 'sqlite') return inSharedCommit({ db, kind }, work);
  return untilDone(() => turns.together(() => behindLocks(db, places, work)));
}

async function behindLocks<T>(db: Kysely<Schema>, places: readonly string[], work: (trx: Trx) => Promise<T>): Promise<T> {
  const trx = await db.startTransaction().setIsolationLevel('read committed').execute();
  try {
    const sorted = JSON.stringify([...new Set(places)].sort());
    // It goes ahead of the first question (store/postgres.ts), which looks at the tables when it has the locks.
    await sql`select from json_array_elements_text(${sorted}::json) as "one" ("place")
      where pg_advisory_xact_lock(hashtextextended("place", 0)) is null`.execute(trx);
    const answer = await work(trx);
    await trx.commit().execute();
    return answer;
  } catch (error) {
    await trx.rollback().execute();
    throw error;
  }
}
