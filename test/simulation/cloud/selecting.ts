import { type Builder, binary, builder, column, type Expression, isExpression, namesOf, type Scope } from './expression.ts';
import { type Join, joined } from './joining.ts';
import { also, anything, type Conditions, finder, type Kind, kindOf, plainly, type Run, scopeOf, type TableNamed } from './matching.ts';
import type { Row } from './row.ts';
import { begin, known, type Shape, shapeOf } from './shape.ts';

type Order = { readonly name: string; readonly down: boolean };
/** What is asked for without its values; where one stands only its place among them is known. */
type Query = {
  readonly name: string;
  readonly where: Conditions;
  readonly columns: readonly (string | number)[];
  readonly orders: readonly Order[];
  readonly groups: readonly string[];
  readonly joins: readonly Join[];
  readonly most: number | null;
  readonly all: boolean;
};
/** How it is answered. */
type Plan = (values: readonly unknown[], outer: Scope | null) => readonly Row[];
type QueryShape = Shape<Query, Plan>;

/** Everything that is asked of these tables. */
export type Asking = { readonly of: TableNamed; readonly shapes: Map<string, QueryShape>; readonly make: () => Builder };

const plain = { where: anything, columns: [], orders: [], groups: [], joins: [], most: null, all: false };

export function asking(of: TableNamed): Asking {
  const within = builder((name) => selectFrom(self, answeredOutside, name));
  const self: Asking = { of, shapes: new Map(), make: () => within };
  return self;
}

const answeredOutside: Run = () => Promise.reject(new Error('a query within a query is answered with the one outside'));

/** Kysely's `selectFrom` over tables in memory. Each step is a query of its own, as in Kysely. */
export function selectFrom(asked: Asking, run: Run, name: string): Selecting {
  let shape = asked.shapes.get(name);
  if (!shape) {
    shape = shapeOf({ ...plain, name });
    asked.shapes.set(name, shape);
  }
  return selecting(asked, run, shape, noValues);
}

const noValues: readonly unknown[] = [];

export type Selecting = {
  rowsFor(outer: Scope): readonly Row[];
  select(one: unknown): Selecting;
  selectAll(): Selecting;
  where(left: unknown, operator?: string, given?: unknown): Selecting;
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
type Step = Selecting & { asked: Asking; run: Run; shape: QueryShape; values: readonly unknown[] };

function selecting(asked: Asking, run: Run, shape: QueryShape, values: readonly unknown[]): Selecting {
  const made = Object.create(steps) as Step;
  made.asked = asked;
  made.run = run;
  made.shape = shape;
  made.values = values;
  return made;
}

/** The query and one more step without a value; `change` says what it adds when it is taken for the first time. */
function more(step: Step, verb: string, left: string, right: string, change: (query: Query) => Query): Selecting {
  const { asked, run, shape, values } = step;
  return selecting(asked, run, known(shape, verb, left, right) ?? begin(shape, verb, left, right, change(shape.says)), values);
}

/** The query and one more condition. */
function met(step: Step, kind: Kind, left: string, operator: string, value: unknown): Selecting {
  const { asked, run, shape, values } = step;
  const next =
    known(shape, kind, left, operator) ?? begin(shape, kind, left, operator, meeting(shape.says, kind, left, operator, values.length));
  return selecting(asked, run, next, [...values, value]);
}

const meeting = (query: Query, kind: Kind, left: string, operator: string, place: number): Query => ({
  ...query,
  where: also(query.where, query.name, kind, left, operator, place),
});

function answerNow({ asked, shape, values }: Step, outer: Scope | null): readonly Row[] {
  shape.plan ??= planOf(asked.of, shape.says);
  return shape.plan(values, outer);
}

const steps = {
  rowsFor(this: Step, outer: Scope) {
    return answerNow(this, outer);
  },
  select(this: Step, one: unknown) {
    const said = wordsOf(one);
    if (said !== null)
      return more(this, 'select', said, '', (query) => ({ ...query, columns: [...query.columns, ...[one].flat()] as string[] }));
    const columns = chosen(one, this.asked.make);
    const expressions = columns.filter((each) => typeof each !== 'string');
    const places = columns.map((each) => (typeof each === 'string' ? each : this.values.length + expressions.indexOf(each)));
    const made = more(this, 'select', places.join(), '', (query) => ({ ...query, columns: [...query.columns, ...places] })) as Step;
    made.values = [...this.values, ...expressions];
    return made;
  },
  selectAll(this: Step) {
    return more(this, 'selectAll', '', '', (query) => ({ ...query, all: true }));
  },
  where(this: Step, left: unknown, operator?: string, given?: unknown) {
    const { asked, shape } = this;
    if (operator === undefined) return met(this, 'other', '', '', (left as (make: Builder) => Expression)(asked.make()));
    const value = plainly(given);
    const kind = kindOf(shape.says.name, left, operator, value);
    if (kind === 'other') return met(this, kind, '', '', binary(left, operator, value));
    return met(this, kind, left as string, operator, value);
  },
  whereRef(this: Step, left: string, operator: string, right: string) {
    return met(this, 'other', '', '', binary(left, operator, { of: (scope: Scope) => column(scope, right) }));
  },
  innerJoin(this: Step, name: string, left: string, right: string) {
    return more(this, name, left, right, (query) => ({ ...query, joins: [...query.joins, { name, left, right }] }));
  },
  orderBy(this: Step, name: string, way: 'asc' | 'desc' = 'asc') {
    return more(this, 'orderBy', name, way, (query) => ({ ...query, orders: [...query.orders, { name, down: way === 'desc' }] }));
  },
  groupBy(this: Step, names: string | readonly string[]) {
    const groups = [names].flat();
    return more(this, 'groupBy', groups.join(), '', (query) => ({ ...query, groups: [...query.groups, ...groups] }));
  },
  limit(this: Step, most: number) {
    const made = more(this, 'limit', '', '', (query) => ({ ...query, most: this.values.length })) as Step;
    made.values = [...this.values, most];
    return made;
  },
  forUpdate(this: Step) {
    return this;
  },
  execute(this: Step) {
    return this.run(() => answerNow(this, null));
  },
  executeTakeFirst(this: Step) {
    return this.run(() => answerNow(this, null)[0]);
  },
  executeTakeFirstOrThrow(this: Step) {
    return this.run(() => needed(answerNow(this, null)[0]));
  },
} satisfies Selecting;

export function needed<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('no result');
  return value;
}

/** Names of columns and nothing else, in one word. `null`: there is something to reckon. */
function wordsOf(one: unknown): string | null {
  if (typeof one === 'string') return one;
  if (!Array.isArray(one)) return null;
  return one.every((each) => typeof each === 'string') ? one.join() : null;
}

function chosen(one: unknown, make: () => Builder): (string | Expression)[] {
  if (Array.isArray(one)) return one.flatMap((each) => chosen(each, make));
  return typeof one === 'function' ? chosen(one(make()), make) : [one as string | Expression];
}

function planOf(of: TableNamed, query: Query): Plan {
  const { most, name } = query;
  const usual =
    query.joins.length > 0 || query.columns.some((one) => typeof one === 'number') ? planByScopes(of, query) : planByRows(of, query);
  const { newest } = of(name).shape;
  const places = newest && newestPlaces(query, newest);
  if (!places) return usual;
  const shown = projection(query);
  return (values, outer) => {
    if (values[most!] !== 1) return usual(values, outer);
    const row = of(name).newest(places, values);
    return row ? [shown(row)] : [];
  };
}

/** Where the values stand when the newest row is all that is asked for; `null` where it is not. */
function newestPlaces(
  { where, orders, joins, columns, most }: Query,
  newest: { readonly columns: readonly string[]; readonly column: string },
): readonly number[] | null {
  const [first] = orders;
  const others = where.others.length + where.compared.length + joins.length;
  if (most === null || first?.name !== newest.column || !first.down || others > 0 || where.among || where.from) return null;
  if (columns.some((one) => typeof one === 'number')) return null;
  const places = newest.columns.flatMap((one) => where.equal.find((each) => each.column === one)?.place ?? []);
  return places.length === newest.columns.length && where.equal.length === places.length ? places : null;
}

/** For queries of one table that want its columns as they are. */
function planByRows(of: TableNamed, query: Query): Plan {
  const { name, orders, most } = query;
  const find = finder(of(name), query.where);
  const shown = projection(query);
  const sorted = orders.map((order) => ({ ...order, name: order.name.slice(order.name.indexOf('.') + 1) }));
  return (values, outer) => {
    const cells = find(values, outer);
    const rows = cells.map(({ row }) => row);
    if (sorted.length > 0 && rows.length > 1) rows.sort((a, b) => ordered(sorted, (order, one) => one[order] ?? null, a, b));
    const limit = most === null ? rows.length : (values[most] as number);
    return (limit < rows.length ? rows.slice(0, limit) : rows).map(shown);
  };
}

/** Joins, aggregates and computed columns. */
function planByScopes(of: TableNamed, query: Query): Plan {
  const { name, orders, joins, most, where } = query;
  const find = finder(of(name), joins.length > 0 ? { ...where, compared: [], others: [] } : where);
  return (values, outer) => {
    const columns = query.columns.map((one) => (typeof one === 'number' ? (values[one] as Expression) : one));
    let scopes: readonly Scope[] = find(values, outer).map(({ row }) => scopeOf(name, row, outer));
    if (joins.length > 0) {
      scopes = joins.reduce((sofar, join) => joined(of, sofar, join), scopes);
      const left = [
        ...where.compared.map((one) => binary(one.column, one.operator, values[one.place])),
        ...where.others.map((place) => values[place] as Expression),
      ];
      scopes = scopes.filter((scope) => left.every((one) => one.of(scope)));
    }
    if (orders.length > 0) scopes = scopes.toSorted((a, b) => ordered(orders, (order, scope) => column(scope, order), a, b));
    const limit = most === null ? Number.POSITIVE_INFINITY : (values[most] as number);
    if (columns.some((one) => isExpression(one) && one.aggregate)) return gathered(query, columns, scopes).slice(0, limit);
    return scopes.slice(0, limit).map((scope) => project(query, columns, scope));
  };
}

/** What a row looks like in the answer of a query of one table. */
function projection({ all, columns }: Query): (row: Row) => Row {
  if (all || columns.length === 0) return (row) => ({ ...row });
  const wanted = columns
    .map((one) => namesOf(String(one)))
    .map(({ source, alias }) => ({ alias, own: source.slice(source.indexOf('.') + 1) }));
  return (row) => {
    const shown: Record<string, unknown> = {};
    for (const { own, alias } of wanted) shown[alias] = row[own] ?? null;
    return shown;
  };
}

function project({ name, all }: Query, columns: readonly (string | Expression)[], scope: Scope): Row {
  if (all || columns.length === 0) return { ...scope.rows[name] };
  const row: Record<string, unknown> = {};
  for (const one of columns) {
    if (isExpression(one)) row[one.alias ?? ''] = one.of(scope);
    else {
      const { source, alias } = namesOf(one);
      row[alias] = column(scope, source);
    }
  }
  return row;
}

function gathered(query: Query, columns: readonly (string | Expression)[], scopes: readonly Scope[]): Row[] {
  const sets = Map.groupBy(scopes, (scope) => query.groups.map((group) => String(column(scope, group))).join('\u0000'));
  if (query.groups.length === 0 && sets.size === 0) sets.set('', []);
  return [...sets.values()].map((set) => {
    const row: Record<string, unknown> = set[0] ? { ...project(query, columns, set[0]) } : {};
    for (const one of columns) if (isExpression(one) && one.aggregate) row[one.alias!] = one.aggregate(set);
    return row;
  });
}

function ordered<One>(orders: readonly Order[], of: (name: string, one: One) => unknown, a: One, b: One): number {
  for (const { name, down } of orders) {
    const [left, right] = [of(name, a) as number, of(name, b) as number];
    if (left !== right) return left < right === down ? 1 : -1;
  }
  return 0;
}
