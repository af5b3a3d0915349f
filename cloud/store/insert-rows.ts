import { type CompiledQuery, Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** Rows of one statement: the largest that still fit come first. */
const sizes = [256, 64, 16, 4, 1] as const;

type Row = Readonly<Record<string, string | number | null>>;
/** The statement for these rows, which all have the same columns in the same order. */
type Insert<Of extends Row> = (
  db: Kysely<Schema>,
  rows: readonly Of[],
) => { compile(): CompiledQuery<unknown>; execute(): Promise<unknown> };

/**
 * Writes any number of rows by statements of few sizes, each built once: to build one anew for every number of rows takes longer than the
 * database needs to follow it. Values are plain ones, and no row may be given twice.
 */
export function rowsInserter<Of extends Row>(insert: Insert<Of>): (db: Kysely<Schema>, rows: readonly Of[]) => Promise<void> {
  const statements = new WeakMap<object, Map<number, CompiledQuery<unknown>>>();

  function statement(db: Kysely<Schema>, dialect: object, rows: readonly Of[]): CompiledQuery<unknown> {
    const bySize = statements.get(dialect) ?? new Map<number, CompiledQuery<unknown>>();
    statements.set(dialect, bySize);
    const known = bySize.get(rows.length) ?? insert(db, rows).compile();
    bySize.set(rows.length, known);
    return known;
  }

  return async (db, rows) => {
    // What only looks like a database, as the simulation's do, builds no statements.
    if (!(db instanceof Kysely)) return void (rows.length > 0 && (await insert(db, rows).execute()));
    const dialect = db.getExecutor().adapter;
    for (let from = 0; from < rows.length; ) {
      const size = sizes.find((one) => one <= rows.length - from)!;
      const some = rows.slice(from, from + size);
      await db.executeQuery({ ...statement(db, dialect, some), parameters: valuesOf(some) });
      from += size;
    }
  };
}

/** Row by row, in the order of the first one's columns, as Kysely numbers them. */
function valuesOf(rows: readonly Row[]): readonly unknown[] {
  const columns = Object.keys(rows[0]!);
  const values: unknown[] = [];
  for (const row of rows) for (const column of columns) values.push(row[column]);
  return values;
}
