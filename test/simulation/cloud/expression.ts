import type { Row } from './row.ts';

/** The rows of the moment by their tables' names; the first is the one that plain column names mean. */
export type Scope = { readonly rows: Readonly<Record<string, Row>>; readonly first: string };
export type Expression = {
  readonly of: (scope: Scope) => unknown;
  readonly alias?: string;
  readonly aggregate?: (scopes: readonly Scope[]) => unknown;
};

export const isExpression = (value: unknown): value is Expression => typeof value === 'object' && value !== null && 'of' in value;

export const column = (scope: Scope, name: string): unknown => found(scope, named(name)) ?? null;

function found(scope: Scope, { table, column: own }: Named): unknown {
  if (table !== null) return scope.rows[table]?.[own];
  const first = scope.rows[scope.first]!;
  if (own in first) return first[own];
  for (const row of Object.values(scope.rows)) if (own in row) return row[own];
  return undefined;
}

type Named = { readonly table: string | null; readonly column: string };
const names = new Map<string, Named>();

/** A column's name apart from its table's; there are only so many in a schema. */
function named(name: string): Named {
  const known = names.get(name);
  if (known) return known;
  const dot = name.indexOf('.');
  const made = dot < 0 ? { table: null, column: name } : { table: name.slice(0, dot), column: name.slice(dot + 1) };
  names.set(name, made);
  return made;
}

/** A column's name in the table and in the answer. */
export const namesOf = (one: string): { readonly source: string; readonly alias: string } =>
  taken.getOrInsertComputed(one, () => {
    const [source = '', alias = source] = one.split(' as ');
    return { source, alias: alias.slice(alias.indexOf('.') + 1) };
  });
const taken = new Map<string, { readonly source: string; readonly alias: string }>();

/** What stands right of an operator: a value, a reference, or the first column of a query. */
function operand(value: unknown, scope: Scope): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isExpression(value)) return value.of(scope);
  if ('rowsFor' in value) {
    return (value as { rowsFor: (outer: Scope) => readonly Row[] }).rowsFor(scope).map((row) => Object.values(row)[0]);
  }
  return value;
}

export function compare(left: unknown, operator: string, right: unknown): unknown {
  if (operator === 'is') return left === right;
  if (operator === 'is not') return left !== right;
  if (left === null || right === null) return false;
  switch (operator) {
    case '=':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return (left as number) < (right as number);
    case '<=':
      return (left as number) <= (right as number);
    case '>':
      return (left as number) > (right as number);
    case '>=':
      return (left as number) >= (right as number);
    case 'in':
      return (right as readonly unknown[]).includes(left);
    case 'not in':
      return !(right as readonly unknown[]).includes(left);
    case '+':
      return (left as number) + (right as number);
    case '-':
      return (left as number) - (right as number);
    default:
      throw new Error(`the tables in memory know no operator "${operator}"`);
  }
}

export function binary(name: unknown, operator: string, value: unknown): Expression {
  if (typeof name !== 'string') return { of: (scope) => compare((name as Expression).of(scope), operator, operand(value, scope)) };
  const left = named(name);
  return { of: (scope) => compare(found(scope, left) ?? null, operator, operand(value, scope)) };
}

const aliased = (expression: Expression): Expression & { as(alias: string): Expression } => ({
  ...expression,
  as: (alias) => ({ ...expression, alias }),
});

const numbers = (scopes: readonly Scope[], name: string): number[] =>
  scopes.map((scope) => column(scope, name)).filter((value) => value !== null && value !== undefined) as number[];

const fn = {
  countAll: () => aliased({ of: () => 1, aggregate: (scopes) => scopes.length }),
  count: (name: string) => aliased({ of: () => 1, aggregate: (scopes) => numbers(scopes, name).length }),
  max: (name: string) =>
    aliased({
      of: () => null,
      aggregate: (scopes) => numbers(scopes, name).reduce<number | null>((a, b) => (a === null || b > a ? b : a), null),
    }),
  min: (name: string) =>
    aliased({
      of: () => null,
      aggregate: (scopes) => numbers(scopes, name).reduce<number | null>((a, b) => (a === null || b < a ? b : a), null),
    }),
  sum: (name: string) => aliased({ of: () => null, aggregate: (scopes) => numbers(scopes, name).reduce((a, b) => a + b, 0) }),
  coalesce: (...values: unknown[]) =>
    aliased({
      of: (scope) =>
        values.map((value) => (isExpression(value) ? value.of(scope) : column(scope, value as string))).find((value) => value !== null) ??
        null,
    }),
};

/** What Kysely calls the expression builder. `selectFrom` makes a query that may look at the row outside. */
export function builder(selectFrom: (table: string) => unknown) {
  return Object.assign((name: unknown, operator: string, value: unknown) => binary(name, operator, value), {
    fn,
    selectFrom,
    ref: (name: string) => aliased({ of: (scope) => column(scope, name) }),
    val: (value: unknown) => aliased({ of: () => value }),
    lit: (value: unknown) => aliased({ of: () => value }),
    or: (all: readonly Expression[]): Expression => ({ of: (scope) => all.some((one) => one.of(scope)) }),
    and: (all: readonly Expression[]): Expression => ({ of: (scope) => all.every((one) => one.of(scope)) }),
    not: (one: Expression): Expression => ({ of: (scope) => !one.of(scope) }),
    exists: (query: { rowsFor: (outer: Scope) => readonly Row[] }): Expression => ({ of: (scope) => query.rowsFor(scope).length > 0 }),
  });
}

export type Builder = ReturnType<typeof builder>;
