import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** When a forgotten list told an edge what that edge brought back: only time tells which of two lists spoke last (F17). */
export const toldTimes: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('knowledge').addColumn('toldMs', 'bigint').execute();
  },
};
