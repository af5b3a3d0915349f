import { column, type Scope } from './expression.ts';
import { type TableNamed, withRow } from './matching.ts';

export type Join = { readonly name: string; readonly left: string; readonly right: string };

/** Each row with those of another table; both columns are told with their tables. */
export function joined(of: TableNamed, scopes: readonly Scope[], { name, left, right }: Join): readonly Scope[] {
  const [own, other] = left.startsWith(`${name}.`) ? [left, right] : [right, left];
  const ownColumn = own.slice(name.length + 1);
  const both: Scope[] = [];
  for (const scope of scopes) {
    const wanted = column(scope, other);
    for (const { row } of of(name).cells())
      if ((row[ownColumn] ?? null) === wanted) both.push({ first: scope.first, rows: withRow(scope.rows, name, row) });
  }
  return both;
}
