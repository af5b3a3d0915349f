import { type Builder, binary, builder, type Expression, type Scope } from './expression.ts';
import type { Row, Table } from './table.ts';

export type Run = <Answer>(task: () => Answer) => Promise<Answer>;
export type TableNamed = (name: string) => Table;

/** What rows must be like: equal in some columns, by which they are found, among some values or from some value on in others, and true of all else. */
export type Conditions = {
  readonly equal: Readonly<Record<string, unknown>>;
  readonly among: { readonly column: string; readonly values: readonly unknown[] } | null;
  readonly from: { readonly column: string; readonly least: number } | null;
  readonly others: readonly Expression[];
};
export const anything: Conditions = { equal: {}, among: null, from: null, others: [] };

/** The conditions and one more, given as Kysely's `where` is. `make` gives the builder that a function of it is called with. */
export function also(conditions: Conditions, table: string, make: () => Builder, args: readonly unknown[]): Conditions {
  const { equal, others } = conditions;
  if (args.length === 1) return { ...conditions, others: [...others, (args[0] as (make: Builder) => Expression)(make())] };
  const [left, operator, given] = args as [string, string, unknown];
  const right = written(given);
  const column = typeof left === 'string' ? ownColumn(left, table) : null;
  if (column !== null) {
    if (operator === '=' && typeof right !== 'object' && !(column in equal)) return { ...conditions, equal: { ...equal, [column]: right } };
    if (operator === 'in' && Array.isArray(right) && !conditions.among) return { ...conditions, among: { column, values: right } };
    // Whole numbers alone are compared so.
    if ((operator === '>=' || operator === '>') && Number.isInteger(right) && !conditions.from)
      return { ...conditions, from: { column, least: (right as number) + (operator === '>' ? 1 : 0) } };
  }
  return { ...conditions, others: [...others, binary(left, operator, right)] };
}

/** A value, also one that Kysely's `sql.lit` writes into the words of the statement. */
function written(given: unknown): unknown {
  if (typeof given !== 'object' || given === null || !('toOperationNode' in given)) return given;
  const node = (given as { toOperationNode(): { readonly parameters: readonly { readonly value: unknown }[] } }).toOperationNode();
  return node.parameters[0]!.value;
}

function ownColumn(name: string, table: string): string | null {
  const dot = name.indexOf('.');
  if (dot < 0) return name;
  return name.length > dot && name.slice(0, dot) === table ? name.slice(dot + 1) : null;
}

/** The rows that are so, each in its scope. `outer` is the row that a query within a query looks at. */
export function matching(of: TableNamed, name: string, { others, ...plain }: Conditions, outer: Scope | null): Scope[] {
  const found: Scope[] = [];
  for (const row of rowsLike(of(name), plain)) {
    const scope = { rows: outer ? { ...outer.rows, [name]: row } : { [name]: row }, first: name };
    if (others.every((one) => one.of(scope))) found.push(scope);
  }
  return found;
}

/** The rows that meet the conditions which need no scope. */
export function rowsLike(table: Table, { equal, among, from }: Omit<Conditions, 'others'>): Row[] {
  const wanted = Object.keys(equal);
  const like = (row: Row): boolean => {
    for (const key of wanted) if (row[key] !== equal[key]) return false;
    if (from && !(row[from.column] !== null && (row[from.column] as number) >= from.least)) return false;
    return !among || among.values.includes(row[among.column]);
  };
  const found: Row[] = [];
  for (const row of table.candidates(equal, among, from)) if (like(row)) found.push(row);
  return found;
}

/** No column is looked at from outside. */
export const builderAlone: Builder = builder(() => {
  throw new Error('the tables in memory know no query here');
});
