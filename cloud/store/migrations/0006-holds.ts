import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The holds whose time is up, which every booking looks for, without reading those that still have time. */
export const holdIndex: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`create index "reservationHold" on "reservation" ("holdExpiresMs") where "state" = 'held'`.execute(db);
  },
};
