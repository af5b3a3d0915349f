import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What the reconciliation of both sides keeps: which journal of an edge counts, and all that is known of a reservation. */
export const syncTables: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable('journal')
      .addColumn('standing', 'text', (c) => c.notNull().defaultTo('replaced'))
      .execute();
    for (const column of ['helloMs', 'trialMs', 'approvedMs'] as const)
      await db.schema.alterTable('journal').addColumn(column, 'bigint').execute();
    await db.schema
      .alterTable('edge')
      .addColumn('sentRevision', 'integer', (c) => c.notNull().defaultTo(0))
      .execute();
    await sql`update "edge" set "sentRevision" = "feedRevision"`.execute(db);
    await db.schema
      .createTable('knowledge')
      .addColumn('reservation', 'text', (c) => c.primaryKey())
      .addColumn('known', 'text', (c) => c.notNull())
      .addColumn('recalledAs', 'bigint')
      .addColumn('toldAt', 'bigint')
      .execute();
  },
};
