import { type CompiledQuery, Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** Rows of one statement: the largest that still fit come first. With more of them SQLite takes no less time for a row, rather more. */
const sizes = [64, 16, 4, 1] as const;

type Row = Readonly<Record<string, string | number | null>>;
/** The statement for these rows, which all have the same columns. */
type Insert<Of extends Row, Back> = (
  db: Kysely<Schema>,
  rows: readonly Of[],
) => { compile(): CompiledQuery<Back>; execute(): Promise<readonly Back[]> };

/**
 * Writes any number of rows by statements of few sizes, each built once: to build one anew for every number of rows takes longer than the
 * database needs to follow it. Values are plain ones, and no row may be given twice. Answers what the statements return.
 */
export function rowsInserter<Of extends Row, Back = unknown>(
  insert: Insert<Of, Back>,
): (db: Kysely<Schema>, rows: readonly Of[]) => Promise<readonly Back[]> {
  const statements = new WeakMap<object, Map<number, Statement<Back>>>();

  function statement(db: Kysely<Schema>, dialect: object, rows: readonly Of[]): Statement<Back> {
    const bySize = statements.get(dialect) ?? new Map<number, Statement<Back>>();
    statements.set(dialect, bySize);
    const known = bySize.get(rows.length) ?? { query: insert(db, rows).compile(), columns: Object.keys(rows[0]!) };
    bySize.set(rows.length, known);
    return known;
  }

  return async (db, rows) => {
    // What only looks like a database, as the simulation's do, builds no statements.
    if (!(db instanceof Kysely)) return rows.length > 0 ? insert(db, rows).execute() : [];
    const back: Back[] = [];
    const dialect = db.getExecutor().adapter;
    for (let from = 0; from < rows.length; ) {
      const size = sizes.find((one) => one <= rows.length - from)!;
      const some = rows.slice(from, from + size);
      const { query, columns } = statement(db, dialect, some);
      const answer = await db.executeQuery<Back>({ ...query, parameters: valuesOf(some, columns) });
      back.push(...answer.rows);
      from += size;
    }
    return back;
  };
}

/** A statement, and the order in which it takes the values of a row: that of the first one's columns, as Kysely numbers them. */
type Statement<Back> = { readonly query: CompiledQuery<Back>; readonly columns: readonly string[] };

function valuesOf(rows: readonly Row[], columns: readonly string[]): readonly unknown[] {
  const values: unknown[] = [];
  for (const row of rows) for (const column of columns) values.push(row[column]);
  return values;
}
