import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Columns of names, addresses and letters. */
const personal = {
  reservation: ['name', 'email', 'pin'],
  mail: ['recipient', 'subject', 'text', 'html', 'attachments'],
} as const;

/** PostgreSQL samples the values of columns for its planner and keeps them in a table of its own, which no purge reaches: not of these. */
export const unsampledColumns = (kind: 'sqlite' | 'postgres'): Migration => ({
  async up(db: Kysely<unknown>) {
    if (kind === 'sqlite') return;
    for (const [table, columns] of Object.entries(personal))
      for (const column of columns) await sql`alter table ${sql.table(table)} alter column ${sql.ref(column)} set statistics 0`.execute(db);
  },
});
