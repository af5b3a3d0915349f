import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What booking looks for, found without reading every reservation there ever was. */
export const searchIndexes: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.createIndex('reservationDay').on('reservation').columns(['office', 'date', 'service']).execute();
    await db.schema.createIndex('reservationHour').on('reservation').columns(['office', 'service', 'startMs']).execute();
    await db.schema.createIndex('reservationEmail').on('reservation').columns(['email', 'office', 'service']).execute();
    // What is to be emptied 48 h after its slot; it shrinks as it is emptied.
    await sql`create index "reservationPersonal" on "reservation" ("endMs")
      where "name" is not null or "email" is not null or "pin" is not null`.execute(db);
  },
};
