import { compare, type Expression, type Scope } from './expression.ts';
import type { Cell, Row } from './row.ts';
import type { Table } from './table.ts';

export type Run = <Answer>(task: () => Answer) => Promise<Answer>;
export type TableNamed = (name: string) => Table;

/**
 * What rows must be like, without the values, which come later, each at its place: equal in some columns, by which they are found, among some
 * values or from some number on in others, compared with a value, and true of all else.
 */
export type Conditions = {
  readonly equal: readonly { readonly column: string; readonly place: number }[];
  readonly among: { readonly column: string; readonly place: number } | null;
  readonly from: { readonly column: string; readonly place: number; readonly more: 0 | 1 } | null;
  readonly compared: readonly { readonly column: string; readonly operator: string; readonly place: number }[];
  /** Where expressions stand among the values. */
  readonly others: readonly number[];
};
export const anything: Conditions = { equal: [], among: null, from: null, compared: [], others: [] };

export type Kind = 'equal' | 'among' | 'from' | 'compared' | 'other';

/** Of which kind a condition is that Kysely's `where` says with three words; `value` as `plainly` gives it. */
export function kindOf(table: string, left: unknown, operator: string, value: unknown): Kind {
  const isPlain = typeof value !== 'object' || value === null || Array.isArray(value);
  if (!isPlain || typeof left !== 'string' || ownColumn(left, table) === null) return 'other';
  if (operator === '=' && typeof value !== 'object') return 'equal';
  if (operator === 'in') return 'among';
  // Whole numbers alone are compared so.
  return (operator === '>=' || operator === '>') && Number.isInteger(value) ? 'from' : 'compared';
}

/** A value, also one that Kysely's `sql.lit` writes into the words of the statement. */
export function plainly(given: unknown): unknown {
  if (typeof given !== 'object' || given === null || !('toOperationNode' in given)) return given;
  const node = (given as { toOperationNode(): { readonly parameters: readonly { readonly value: unknown }[] } }).toOperationNode();
  return node.parameters[0]!.value;
}

/** The conditions and one more, whose value stands at `place`. */
export function also(conditions: Conditions, table: string, kind: Kind, left: unknown, operator: string, place: number): Conditions {
  if (kind === 'other') return { ...conditions, others: [...conditions.others, place] };
  const column = ownColumn(left as string, table)!;
  const { equal, among, from } = conditions;
  if (kind === 'equal' && !equal.some((one) => one.column === column)) return { ...conditions, equal: [...equal, { column, place }] };
  if (kind === 'among' && !among) return { ...conditions, among: { column, place } };
  if (kind === 'from' && !from) return { ...conditions, from: { column, place, more: operator === '>' ? 1 : 0 } };
  return { ...conditions, compared: [...conditions.compared, { column, operator, place }] };
}

function ownColumn(name: string, table: string): string | null {
  const dot = name.indexOf('.');
  if (dot < 0) return name;
  return name.length > dot && name.slice(0, dot) === table ? name.slice(dot + 1) : null;
}

/** The row in its scope. `outer` is the row that a query within a query looks at. */
export const scopeOf = (name: string, row: Row, outer: Scope | null): Scope => ({
  rows: withRow(outer?.rows ?? noRows, name, row),
  first: name,
});

/** These rows and one more. Its name is put into the copy: in a literal the engine would define it in a slow way. */
export function withRow(rows: Scope['rows'], name: string, row: Row): Record<string, Row> {
  const all = { ...rows };
  all[name] = row;
  return all;
}

const noRows: Record<string, Row> = {};

export type Finder = (values: readonly unknown[], outer: Scope | null) => Cell[];

/** Finds the cells whose rows are so. */
export function finder(table: Table, { equal, among, from, compared, others }: Conditions): Finder {
  const { candidates, settled } = table.search({ equal, among: among?.column ?? null, from: from?.column ?? null });
  const unsettled = equal.filter(({ column }) => !settled.has(column));
  const amongLeft = among && !settled.has(among.column) ? among : null;
  const isPlainlyLike = (row: Row, values: readonly unknown[], least: number): boolean => {
    for (const { column, place } of unsettled) if (row[column] !== values[place]) return false;
    if (from !== null && (row[from.column] === null || (row[from.column] as number) < least)) return false;
    if (amongLeft !== null && !(values[amongLeft.place] as readonly unknown[]).includes(row[amongLeft.column])) return false;
    for (const { column, operator, place } of compared) if (!compare(row[column] ?? null, operator, values[place])) return false;
    return true;
  };
  const areMet = (values: readonly unknown[], scope: Scope): boolean => {
    for (const place of others) if (!(values[place] as Expression).of(scope)) return false;
    return true;
  };
  return (values, outer) => {
    const least = from === null ? 0 : (values[from.place] as number) + from.more;
    const found: Cell[] = [];
    // One scope for all rows, each in its turn: no expression keeps it.
    const rows: Record<string, Row> = others.length === 0 ? noRows : { ...outer?.rows };
    const scope: Scope = { rows, first: table.name };
    for (const cell of candidates(values, among === null ? none : (values[among.place] as readonly unknown[]), least)) {
      if (!isPlainlyLike(cell.row, values, least)) continue;
      if (others.length > 0) rows[table.name] = cell.row;
      if (areMet(values, scope)) found.push(cell);
    }
    return found;
  };
}

const none: readonly unknown[] = [];
