import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** When an edge's credential was given and taken away, and how many cards were enrolled under its name. */
export const enrolmentColumns: Migration = {
  async up(db: Kysely<unknown>) {
    for (const column of ['enrolledMs', 'revokedMs'] as const) await db.schema.alterTable('edge').addColumn(column, 'bigint').execute();
    await db.schema
      .alterTable('edge')
      .addColumn('cards', 'integer', (c) => c.notNull().defaultTo(0))
      .execute();
  },
};
