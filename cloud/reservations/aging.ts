import { type Kysely, sql } from 'kysely';
import type { Store } from '../store/open.ts';
import { untilDone } from '../store/postgres.ts';
import { readOffice } from '../store/read-office.ts';
import type { Schema } from '../store/schema.ts';

/** A reservation of which no edge says anything is taken as lapsed this long after its slot. */
export const lapseSilenceMs = 60 * 60_000;
/** The link of the mail that asks for an address is good so long; then the mail is deleted too. */
export const addressLinkMs = 2 * 3_600_000;
/** Name, e-mail and PIN are kept this long after the slot (booking rule). */
export const personalDataKeptMs = 48 * 3_600_000;

/**
 * Ends the holds whose time is up; not one whose mail has not left yet, for that is no fault of the citizen (F26). A statement of its own before a
 * transaction, not a part of it: there it would put off every other booking that looks for the same.
 */
export async function expireHolds(db: Kysely<Schema>, nowMs: number): Promise<void> {
  const overdue = await db
    .selectFrom('reservation')
    .select('id')
    .where('state', '=', held)
    .where('holdExpiresMs', '<=', nowMs)
    .limit(1)
    .executeTakeFirst();
  if (overdue === undefined) return;
  const ending = db
    .updateTable('reservation')
    .set({ state: 'expired', endedMs: nowMs })
    .where('state', '=', held)
    .where('holdExpiresMs', '<=', nowMs)
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('mail')
            .select('mail.id')
            .whereRef('mail.reservation', '=', 'reservation.id')
            .where('mail.kind', '=', 'hold')
            .where('mail.state', '=', 'queued'),
        ),
      ),
    );
  // Of two that end the same holds in another order PostgreSQL lets one fail.
  await untilDone(() => ending.execute());
}

/** In a statement that says so in these words SQLite finds the index `reservationHold`, in which nothing is overdue most of the time. */
const held = sql.lit('held' as const);

/** Gives a hold its full time from the moment its mail left, however long that took (F26). */
export async function restartHold(store: Store, reservation: string, sentMs: number): Promise<void> {
  const row = await store.db
    .selectFrom('reservation')
    .selectAll()
    .where('id', '=', reservation)
    .where('state', '=', 'held')
    .executeTakeFirst();
  const office = row && (await readOffice(store.db, row.office));
  if (!row || !office) return;
  const holdExpiresMs = Math.min(sentMs + office.settings.policies.holdMinutes * 60_000, row.endMs);
  if (holdExpiresMs <= row.holdExpiresMs) return;
  await store.db.updateTable('reservation').set({ holdExpiresMs }).where('id', '=', row.id).where('state', '=', 'held').execute();
}

/**
 * Lapses reservations whose slot is long over without a word from the edge. Edges are not told: they lapse by themselves, and one that
 * checked the visitor in while offline says so later and wins.
 */
export async function lapseOverdue(db: Kysely<Schema>, nowMs: number): Promise<void> {
  await db
    .updateTable('reservation')
    .set({ state: 'lapsed', endedMs: nowMs })
    // In these words there is an index of them.
    .where('state', '=', sql.lit('confirmed'))
    .where('endMs', '<=', nowMs - lapseSilenceMs)
    .execute();
}

/**
 * Empties the personal data of slots long over and of holds that were never confirmed, and deletes their mails. Answers how many it
 * forgot; their traces in the database's files are then left to `scrub`.
 */
export async function purgePersonalData(store: Store, nowMs: number): Promise<number> {
  const before = nowMs - personalDataKeptMs;
  return store.db.transaction().execute(async (trx) => {
    const rows = await trx
      .selectFrom('reservation')
      .select('id')
      .where((row) => row.or([row('endMs', '<=', before), row.and([row('state', '=', 'expired'), row('endedMs', '<=', before)])]))
      .where((row) => row.or([row('name', 'is not', null), row('email', 'is not', null), row('pin', 'is not', null)]))
      .limit(purgeBatchMax)
      .execute();
    const ids = rows.map((row) => row.id);
    // Of no reservation: nobody who does not open its link within its time is to be remembered.
    const asked = await trx
      .deleteFrom('mail')
      .where('kind', '=', 'address')
      .where('createdMs', '<=', nowMs - addressLinkMs)
      .executeTakeFirst();
    if (ids.length === 0) return Number(asked.numDeletedRows);
    await trx.updateTable('reservation').set({ name: null, email: null, pin: null }).where('id', 'in', ids).execute();
    await trx.deleteFrom('mail').where('reservation', 'in', ids).execute();
    await trx.deleteFrom('officeLink').where('reservation', 'in', ids).execute();
    return ids.length + Number(asked.numDeletedRows);
  });
}

/** Rows of one purge; the next run of the jobs takes the rest. */
const purgeBatchMax = 500;
