import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The numbers of every business day, and an index that finds where days and settings begin among all events. */
export const statisticsTables: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('statisticsDay')
      .addColumn('office', 'text', (c) => c.notNull())
      .addColumn('edge', 'text', (c) => c.notNull())
      .addColumn('journal', 'text', (c) => c.notNull())
      .addColumn('fromSeq', 'bigint', (c) => c.notNull())
      .addColumn('toSeq', 'bigint')
      .addColumn('day', 'text', (c) => c.notNull())
      .addColumn('total', 'text')
      .addColumn('groups', 'text')
      .addPrimaryKeyConstraint('statisticsDayKey', ['office', 'edge', 'journal', 'fromSeq'])
      .execute();
    await db.schema.createIndex('statisticsDayDate').on('statisticsDay').columns(['office', 'day']).execute();
    // A query uses it when it asks for these names in the same words.
    await sql`create index "eventTurn" on "event" ("office", "edge", "journal", "seq")
      where "name" in ('day.opened', 'day.closed', 'settings.applied')`.execute(db);
  },
};
