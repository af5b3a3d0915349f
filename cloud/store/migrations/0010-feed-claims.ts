import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Which feed message is on its way to an edge and until when its acknowledgement is waited for, so that several clouds tell it once. */
export const feedClaims: Migration = {
  async up(db: Kysely<unknown>) {
    for (const column of ['claimedRevision', 'claimedUntilMs'] as const)
      await db.schema.alterTable('edge').addColumn(column, 'bigint').execute();
  },
};
