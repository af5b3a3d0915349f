import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The name of each feed revision, so that one which was given again after a restore is told from the one before (F17). */
export const feedNames: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('feedName')
      .addColumn('office', 'text', (c) => c.notNull())
      .addColumn('revision', 'bigint', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('feedNamePlace', ['office', 'revision'])
      .execute();
    await db.schema
      .alterTable('edge')
      .addColumn('readsNames', 'integer', (c) => c.notNull().defaultTo(0))
      .execute();
  },
};
