import { type Builder, binary, builder, type Expression, type Scope } from './expression.ts';
import type { Table } from './table.ts';

export type Run = <Answer>(task: () => Answer) => Promise<Answer>;
export type TableNamed = (name: string) => Table;

/** What rows must be like: equal in some columns, by which they are found, and true of all else. */
export type Conditions = { readonly equal: Readonly<Record<string, unknown>>; readonly others: readonly Expression[] };
export const anything: Conditions = { equal: {}, others: [] };

/** The conditions and one more, given as Kysely's `where` is. */
export function also(conditions: Conditions, table: string, make: Builder, args: readonly unknown[]): Conditions {
  const { equal, others } = conditions;
  if (args.length === 1) return { equal, others: [...others, (args[0] as (make: Builder) => Expression)(make)] };
  const [left, operator, right] = args as [string, string, unknown];
  const isPlain = typeof right !== 'object';
  const isOwn = typeof left === 'string' && (!left.includes('.') || left.startsWith(`${table}.`));
  const column = isOwn ? left.slice(left.indexOf('.') + 1) : '';
  if (operator === '=' && isPlain && isOwn && !(column in equal)) return { equal: { ...equal, [column]: right }, others };
  return { equal, others: [...others, binary(left, operator, right)] };
}

/** The rows that are so, each in its scope. `outer` is the row that a query within a query looks at. */
export function matching(of: TableNamed, name: string, { equal, others }: Conditions, outer: Scope | null): Scope[] {
  const found: Scope[] = [];
  const wanted = Object.keys(equal);
  for (const row of of(name).candidates(equal)) {
    if (wanted.some((key) => row[key] !== equal[key])) continue;
    const scope = { rows: outer ? { ...outer.rows, [name]: row } : { [name]: row }, first: name };
    if (others.every((one) => one.of(scope))) found.push(scope);
  }
  return found;
}

/** No column is looked at from outside. */
export const builderAlone: Builder = builder(() => {
  throw new Error('the tables in memory know no query here');
});
