import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What limits on bookings are counted by where the cloud is several processes. On PostgreSQL no commit waits for the disk because of it: after a crash of
 * the server the table is empty, and the limits begin anew.
 */
export const bookingCounts = (kind: 'sqlite' | 'postgres'): Migration => ({
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('bookingCount')
      .addColumn('key', 'text', (c) => c.primaryKey())
      .addColumn('number', 'integer', (c) => c.notNull())
      .addColumn('endsMs', 'bigint', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('bookingCountEnd').on('bookingCount').column('endsMs').execute();
    if (kind === 'postgres') await sql`alter table "bookingCount" set unlogged`.execute(db);
  },
});
