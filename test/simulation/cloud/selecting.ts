import { type Builder, binary, builder, column, type Expression, isExpression, type Scope } from './expression.ts';
import { also, anything, type Conditions, matching, type Run, type TableNamed } from './matching.ts';
import type { Row } from './table.ts';

type Order = { readonly name: string; readonly down: boolean };
type Join = { readonly name: string; readonly left: string; readonly right: string };
type Query = {
  readonly name: string;
  readonly where: Conditions;
  readonly columns: readonly (string | Expression)[];
  readonly orders: readonly Order[];
  readonly groups: readonly string[];
  readonly joins: readonly Join[];
  readonly most: number;
  readonly all: boolean;
};

const plain = { where: anything, columns: [], orders: [], groups: [], joins: [], most: Number.POSITIVE_INFINITY, all: false };

/** Kysely's `selectFrom` over tables in memory. Each step is a query of its own, as in Kysely. */
export const selectFrom = (of: TableNamed, run: Run, name: string): Selecting => selecting(of, run, { ...plain, name });

export type Selecting = {
  rowsFor(outer: Scope): readonly Row[];
  select(one: unknown): Selecting;
  selectAll(): Selecting;
  where(...args: unknown[]): Selecting;
  whereRef(left: string, operator: string, right: string): Selecting;
  innerJoin(name: string, left: string, right: string): Selecting;
  orderBy(name: string, way?: 'asc' | 'desc'): Selecting;
  groupBy(names: string | readonly string[]): Selecting;
  limit(most: number): Selecting;
  forUpdate(): Selecting;
  execute(): Promise<readonly Row[]>;
  executeTakeFirst(): Promise<Row | undefined>;
  executeTakeFirstOrThrow(): Promise<Row>;
};

/** One object with its steps in common: queries are made by the thousand. */
type Step = Selecting & { readonly source: TableNamed; readonly run: Run; readonly query: Query };

const selecting = (source: TableNamed, run: Run, query: Query): Selecting => Object.assign(Object.create(steps), { source, run, query });

const more = ({ source, run, query }: Step, step: Partial<Query>): Selecting => selecting(source, run, { ...query, ...step });
const makerOf = ({ source, run }: Step): Builder => builder((inner) => selectFrom(source, run, inner));

const steps = {
  rowsFor(this: Step, outer: Scope) {
    return answer(this.source, this.query, outer);
  },
  select(this: Step, one: unknown) {
    return more(this, { columns: [...this.query.columns, ...chosen(one, () => makerOf(this))] });
  },
  selectAll(this: Step) {
    return more(this, { all: true });
  },
  where(this: Step, ...args: unknown[]) {
    return more(this, { where: also(this.query.where, this.query.name, () => makerOf(this), args) });
  },
  whereRef(this: Step, left: string, operator: string, right: string) {
    const { where } = this.query;
    const refers = binary(left, operator, { of: (scope: Scope) => column(scope, right) });
    return more(this, { where: { ...where, others: [...where.others, refers] } });
  },
  innerJoin(this: Step, name: string, left: string, right: string) {
    return more(this, { joins: [...this.query.joins, { name, left, right }] });
  },
  orderBy(this: Step, name: string, way: 'asc' | 'desc' = 'asc') {
    return more(this, { orders: [...this.query.orders, { name, down: way === 'desc' }] });
  },
  groupBy(this: Step, names: string | readonly string[]) {
    return more(this, { groups: [...this.query.groups, ...[names].flat()] });
  },
  limit(this: Step, most: number) {
    return more(this, { most });
  },
  forUpdate(this: Step) {
    return this;
  },
  execute(this: Step) {
    return this.run(() => answer(this.source, this.query, null));
  },
  executeTakeFirst(this: Step) {
    return this.run(() => answer(this.source, this.query, null)[0]);
  },
  executeTakeFirstOrThrow(this: Step) {
    return this.run(() => needed(answer(this.source, this.query, null)[0]));
  },
} satisfies Selecting;

export function needed<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('no result');
  return value;
}

function chosen(one: unknown, make: () => Builder): (string | Expression)[] {
  if (Array.isArray(one)) return one.flatMap((each) => chosen(each, make));
  return typeof one === 'function' ? chosen(one(make()), make) : [one as string | Expression];
}

function answer(of: TableNamed, query: Query, outer: Scope | null): readonly Row[] {
  const { name, orders, joins, most, columns } = query;
  const newest = newestOf(of, query);
  if (newest !== null) return newest.map((row) => project(query, { rows: { [name]: row }, first: name }));
  let scopes: readonly Scope[] = matching(of, name, joins.length > 0 ? { ...query.where, others: [] } : query.where, outer);
  if (joins.length > 0) {
    scopes = joins.reduce((sofar, join) => joined(of, sofar, join), scopes);
    scopes = scopes.filter((scope) => query.where.others.every((one) => one.of(scope)));
  }
  if (orders.length > 0) scopes = scopes.toSorted((a, b) => ordered(orders, a, b));
  if (columns.some((one) => isExpression(one) && one.aggregate)) return gathered(query, scopes).slice(0, most);
  return scopes.slice(0, most).map((scope) => project(query, scope));
}

/** The one newest row where that is all that is asked for; `null` where it is not. */
function newestOf(of: TableNamed, { name, orders, most, where }: Query): readonly Row[] | null {
  const { newest } = of(name).shape;
  const [first] = orders;
  if (!newest || most !== 1 || first?.name !== newest.column || !first.down || where.others.length > 0 || where.among || where.from)
    return null;
  if (Object.keys(where.equal).length !== newest.columns.length || !newest.columns.every((one) => one in where.equal)) return null;
  const row = of(name).newest(where.equal);
  return row ? [row] : [];
}

const joined = (of: TableNamed, scopes: readonly Scope[], { name, left, right }: Join): readonly Scope[] =>
  scopes.flatMap((scope) =>
    [...of(name).rows()]
      .map((row) => ({ ...scope, rows: { ...scope.rows, [name]: row } }))
      .filter((both) => column(both, left) === column(both, right)),
  );

function project({ name, all, columns }: Query, scope: Scope): Row {
  if (all || columns.length === 0) return { ...scope.rows[name] };
  const row: Record<string, unknown> = {};
  for (const one of columns) {
    if (isExpression(one)) row[one.alias ?? ''] = one.of(scope);
    else {
      const [source = '', alias = source] = one.split(' as ');
      row[alias.slice(alias.indexOf('.') + 1)] = column(scope, source);
    }
  }
  return row;
}

function gathered(query: Query, scopes: readonly Scope[]): Row[] {
  const sets = Map.groupBy(scopes, (scope) => query.groups.map((group) => String(column(scope, group))).join('\u0000'));
  if (query.groups.length === 0 && sets.size === 0) sets.set('', []);
  return [...sets.values()].map((set) => {
    const row: Record<string, unknown> = set[0] ? { ...project(query, set[0]) } : {};
    for (const one of query.columns) if (isExpression(one) && one.aggregate) row[one.alias!] = one.aggregate(set);
    return row;
  });
}

function ordered(orders: readonly Order[], a: Scope, b: Scope): number {
  for (const { name, down } of orders) {
    const [left, right] = [column(a, name) as number, column(b, name) as number];
    if (left !== right) return left < right === down ? 1 : -1;
  }
  return 0;
}
