import { Kysely, PostgresAdapter, type RawBuilder, sql } from 'kysely';
import type { Schema } from './schema.ts';

/** Whether this is PostgreSQL. What only looks like a database, as the simulation's does, is not. */
export const isOnPostgres = (db: Kysely<Schema>): boolean => db instanceof Kysely && db.getExecutor().adapter instanceof PostgresAdapter;

/**
 * Writes any number of rows, all of the same columns, in one statement of the same few words, which PostgreSQL reads once: to read a statement of 64 rows
 * takes it as long as to write them, and statements of fewer rows are as many ways to the server. Answers what `ending` returns.
 */
export async function insertRecordset<Back>(
  db: Kysely<Schema>,
  table: keyof Schema,
  rows: readonly Readonly<Record<string, string | number | null>>[],
  ending: RawBuilder<unknown> = sql``,
): Promise<readonly Back[]> {
  if (rows.length === 0) return [];
  const columns = sql.join(Object.keys(rows[0]!).map((column) => sql.ref(column)));
  const into = sql.table(table);
  const { rows: back } = await sql<Back>`insert into ${into} (${columns})
    select ${columns} from json_populate_recordset(null::${into}, ${JSON.stringify(rows)}) ${ending}`.execute(db);
  return back;
}
