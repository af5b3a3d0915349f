import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What a letter tells, from which its mail is written when it leaves. A row from before has none: its mail was written when it was queued, and leaves
 * as it stands. PostgreSQL takes no samples of it (0011).
 */
export const letterColumn = (kind: 'sqlite' | 'postgres'): Migration => ({
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('mail').addColumn('told', 'text').execute();
    if (kind === 'postgres') await sql`alter table "mail" alter column "told" set statistics 0`.execute(db);
  },
});
