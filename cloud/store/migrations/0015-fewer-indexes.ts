import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Indexes by what is asked, for each of them is written at every booking: what a booking looks at stands in two of them whole, and holds, which do not
 * lapse, are in none that is for those.
 */
export const fewerIndexes: Migration = {
  async up(db: Kysely<unknown>) {
    for (const name of ['Time', 'State', 'Day', 'Hour']) await db.schema.dropIndex(`reservation${name}`).execute();
    await db.schema
      .createIndex('reservationSlot')
      .on('reservation')
      .columns(['office', 'service', 'startMs', 'state', 'seat', 'seatReturnsMs'])
      .execute();
    await db.schema.createIndex('reservationDate').on('reservation').columns(['office', 'date', 'service', 'state']).execute();
    // A query uses it when it says the same in its own words.
    await sql`create index "reservationLapse" on "reservation" ("endMs") where "state" = 'confirmed'`.execute(db);
  },
};
