import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Pictures of the boards' notices, once each, whatever number of revisions of the settings names them. */
export const pictureTable: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('picture')
      .addColumn('office', 'text', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('type', 'text', (c) => c.notNull())
      .addColumn('width', 'integer', (c) => c.notNull())
      .addColumn('height', 'integer', (c) => c.notNull())
      .addColumn('data', 'text', (c) => c.notNull())
      .addColumn('takenMs', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('picturePlace', ['office', 'name'])
      .execute();
  },
};
