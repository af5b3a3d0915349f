import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What a citizen's second thoughts need: how often a hold was lengthened, and from which hour a reservation was moved and when. */
export const citizenColumns: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable('reservation')
      .addColumn('holdExtensions', 'integer', (c) => c.notNull().defaultTo(0))
      .execute();
    for (const column of ['movedFromMs', 'movedMs'] as const)
      await db.schema.alterTable('reservation').addColumn(column, 'bigint').execute();
  },
};
