import { type Builder, binary, type Expression, isExpression, type Scope } from './expression.ts';
import {
  also,
  anything,
  type Conditions,
  type Finder,
  finder,
  type Kind,
  kindOf,
  plainly,
  type Run,
  scopeOf,
  type TableNamed,
} from './matching.ts';
import type { Cell, Row } from './row.ts';
import { needed } from './selecting.ts';
import { begin, known, type Shape, shapeOf } from './shape.ts';
import type { Table } from './table.ts';

/** `null`: what stands in the way stays as it is. */
type Conflict = { readonly set: unknown } | null;
type WhereShape = Shape<{ readonly name: string; readonly where: Conditions }, Finder>;
/** Everything that is changed in these tables. */
export type Changes = {
  readonly of: TableNamed;
  readonly run: Run;
  readonly shapes: Map<string, WhereShape>;
  readonly make: () => Builder;
};

type Returned = {
  execute(): Promise<readonly unknown[]>;
  executeTakeFirst(): Promise<unknown>;
  executeTakeFirstOrThrow(): Promise<unknown>;
};
type Changing = Returned & {
  values(rows: Row | readonly Row[]): Changing;
  onConflict(tell: (rules: ConflictRules) => Conflict): Changing;
  set(set: unknown): Changing;
  where(left: unknown, operator?: string, given?: unknown): Changing;
  returning(columns: unknown): Returned;
  returningAll(): Returned;
};
type ConflictRules = {
  column(name: string): ConflictRules;
  columns(names: readonly string[]): ConflictRules;
  doNothing(): Conflict;
  doUpdateSet(set: unknown): Conflict;
};

type Verb = 'insert' | 'update' | 'delete';

/** Kysely's `insertInto` over tables in memory. */
export const insertInto = (on: Changes, name: string): Changing => begun(on, 'insert', name);
/** Kysely's `updateTable`. */
export const updateTable = (on: Changes, name: string): Changing => begun(on, 'update', name);
/** Kysely's `deleteFrom`. */
export const deleteFrom = (on: Changes, name: string): Changing => begun(on, 'delete', name);

/** A change as far as it is told. */
type Told = {
  on: Changes;
  verb: Verb;
  shape: WhereShape;
  /** What the conditions compare with. */
  wanted: readonly unknown[];
  /** The rows to insert, or what to set one after the other. */
  given: readonly unknown[];
  conflict: Conflict | undefined;
};

const none: readonly unknown[] = [];

function begun(on: Changes, verb: Verb, name: string): Changing {
  let shape = on.shapes.get(name);
  if (!shape) {
    shape = shapeOf({ name, where: anything });
    on.shapes.set(name, shape);
  }
  return changing(on, verb, shape, none, none, undefined) as unknown as Changing;
}

/** Each step is a change of its own, as in Kysely; what they can do they have in common. */
function changing(
  on: Changes,
  verb: Verb,
  shape: WhereShape,
  wanted: Told['wanted'],
  given: Told['given'],
  conflict: Told['conflict'],
): Told {
  const made = Object.create(steps) as Told;
  made.on = on;
  made.verb = verb;
  made.shape = shape;
  made.wanted = wanted;
  made.given = given;
  made.conflict = conflict;
  return made;
}

/** The change and one more condition. */
function met({ on, verb, shape, wanted, given, conflict }: Told, kind: Kind, left: string, operator: string, value: unknown): Told {
  const next =
    known(shape, kind, left, operator) ?? begin(shape, kind, left, operator, meeting(shape.says, kind, left, operator, wanted.length));
  return changing(on, verb, next, [...wanted, value], given, conflict);
}

const meeting = ({ name, where }: WhereShape['says'], kind: Kind, left: string, operator: string, place: number): WhereShape['says'] => ({
  name,
  where: also(where, name, kind, left, operator, place),
});

const steps = {
  values(this: Told, rows: Row | readonly Row[]) {
    return changing(this.on, this.verb, this.shape, this.wanted, Array.isArray(rows) ? rows : [rows], this.conflict);
  },
  onConflict(this: Told, tell: (rules: ConflictRules) => Conflict) {
    return changing(this.on, this.verb, this.shape, this.wanted, this.given, tell(conflictRules));
  },
  set(this: Told, set: unknown) {
    return changing(this.on, this.verb, this.shape, this.wanted, [...this.given, set], this.conflict);
  },
  where(this: Told, left: unknown, operator?: string, given?: unknown) {
    const { on, shape } = this;
    if (operator === undefined) return met(this, 'other', '', '', (left as (make: Builder) => Expression)(on.make()));
    const value = plainly(given);
    const kind = kindOf(shape.says.name, left, operator, value);
    if (kind === 'other') return met(this, kind, '', '', binary(left, operator, value));
    return met(this, kind, left as string, operator, value);
  },
  returning(this: Told) {
    return returned(this);
  },
  returningAll(this: Told) {
    return returned(this);
  },
  execute(this: Told) {
    return this.on.run(() => [counted(this)]);
  },
  executeTakeFirst(this: Told) {
    return this.on.run(() => counted(this));
  },
  executeTakeFirstOrThrow(this: Told) {
    return this.on.run(() => counted(this));
  },
};

const returned = (told: Told): Returned => ({
  execute: () => told.on.run(() => change(told)),
  executeTakeFirst: () => told.on.run(() => change(told)[0]),
  executeTakeFirstOrThrow: () => told.on.run(() => needed(change(told)[0])),
});

function counted(told: Told): unknown {
  const { length } = change(told);
  switch (told.verb) {
    case 'insert':
      return { numInsertedOrUpdatedRows: BigInt(length) };
    case 'update':
      return { numUpdatedRows: BigInt(length) };
    case 'delete':
      return { numDeletedRows: BigInt(length) };
  }
}

/** Makes the change and answers the rows as they are after it, or were before they went. */
function change({ on, verb, shape, wanted, given, conflict }: Told): readonly Row[] {
  const { name } = shape.says;
  const table = on.of(name);
  const rows: Row[] = [];
  if (verb === 'insert') {
    for (const row of given) {
      const made = insertOne(on, table, row as Row, conflict);
      if (made) rows.push(made);
    }
    return rows;
  }
  shape.plan ??= finder(table, shape.says.where);
  for (const cell of shape.plan(wanted, null)) {
    const before = cell.row;
    if (verb === 'delete') table.remove(cell);
    rows.push(verb === 'delete' ? before : updated(on, table, cell, given));
  }
  return rows;
}

function updated(on: Changes, table: Table, cell: Cell, given: readonly unknown[]): Row {
  const before = cell.row;
  const after: Record<string, unknown> = { ...before };
  for (const set of given) put(after, set, () => scopeOf(table.name, before, null), on.make);
  table.replace(cell, after);
  return after;
}

const conflictRules: ConflictRules = {
  column: () => conflictRules,
  columns: () => conflictRules,
  doNothing: () => null,
  doUpdateSet: (set) => ({ set }),
};

/** The row as it stands then; `null` where it was left alone. */
function insertOne({ make }: Changes, table: Table, row: Row, conflict: Conflict | undefined): Row | null {
  const { name } = table;
  const other = table.inTheWay(row);
  if (!other) return table.insert(row);
  if (conflict === undefined) throw new Error(`UNIQUE constraint failed: ${name} ${JSON.stringify(row).slice(0, 200)}`);
  if (conflict === null) return null;
  const before = other.row;
  const after: Record<string, unknown> = { ...before };
  put(after, conflict.set, () => ({ rows: { [name]: before, excluded: row }, first: name }), make);
  table.replace(other, after);
  return after;
}

/** Puts what is set into the row; expressions look at the rows in `scope`. */
function put(row: Record<string, unknown>, set: unknown, scope: () => Scope, make: Changes['make']): void {
  const values = (typeof set === 'function' ? (set as (make: Builder) => object)(make()) : set) as Record<string, unknown>;
  for (const key of Object.keys(values)) {
    const value = values[key];
    if (value !== undefined) row[key] = isExpression(value) ? value.of(scope()) : value;
  }
}
