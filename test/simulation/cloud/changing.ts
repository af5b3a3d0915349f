import { type Builder, isExpression, type Scope } from './expression.ts';
import { also, anything, type Conditions, conditionIn, type Finder, finder, type Run, scopeOf, type TableNamed } from './matching.ts';
import type { Row } from './row.ts';
import { needed } from './selecting.ts';
import { follow, type Shape, shapeOf } from './shape.ts';

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
  where(...args: unknown[]): Changing;
  returning(columns: unknown): Returned;
  returningAll(): Returned;
};
type ConflictRules = {
  column(name: string): ConflictRules;
  columns(names: readonly string[]): ConflictRules;
  doNothing(): Conflict;
  doUpdateSet(set: unknown): Conflict;
};

/** A change as far as it is told. */
type Told = {
  readonly on: Changes;
  readonly verb: 'insert' | 'update' | 'delete';
  readonly shape: WhereShape;
  /** What the conditions compare with. */
  readonly wanted: readonly unknown[];
  /** The rows to insert, or what to set one after the other. */
  readonly given: readonly unknown[];
  readonly conflict: Conflict | undefined;
};

/** Kysely's `insertInto` over tables in memory. */
export const insertInto = (on: Changes, name: string): Changing => begun(on, 'insert', name);
/** Kysely's `updateTable`. */
export const updateTable = (on: Changes, name: string): Changing => begun(on, 'update', name);
/** Kysely's `deleteFrom`. */
export const deleteFrom = (on: Changes, name: string): Changing => begun(on, 'delete', name);

function begun(on: Changes, verb: Told['verb'], name: string): Changing {
  const known = on.shapes.get(name);
  const shape = known ?? shapeOf({ name, where: anything });
  if (!known) on.shapes.set(name, shape);
  return changing({ on, verb, shape, wanted: [], given: [], conflict: undefined });
}

/** Each step is a change of its own, as in Kysely; what they have in common is made once. */
function changing(told: Told): Changing {
  const made = Object.create(steps) as { told: Told };
  made.told = told;
  return made as unknown as Changing;
}

type Step = { readonly told: Told };

const steps = {
  values(this: Step, rows: Row | readonly Row[]) {
    return changing({ ...this.told, given: Array.isArray(rows) ? rows : [rows] });
  },
  onConflict(this: Step, tell: (rules: ConflictRules) => Conflict) {
    return changing({ ...this.told, conflict: tell(conflictRules) });
  },
  set(this: Step, set: unknown) {
    return changing({ ...this.told, given: [...this.told.given, set] });
  },
  where(this: Step, ...args: unknown[]) {
    const { on, shape, wanted } = this.told;
    const { kind, value } = conditionIn(shape.says.name, on.make, args);
    const [left, operator] = kind === 'other' ? ['', ''] : (args as [string, string]);
    const next = follow(shape, kind, left, operator, ({ name, where }) => {
      return { name, where: also(where, name, kind, left, operator, wanted.length) };
    });
    return changing({ ...this.told, shape: next, wanted: [...wanted, value] });
  },
  returning(this: Step) {
    return returned(this.told);
  },
  returningAll(this: Step) {
    return returned(this.told);
  },
  execute(this: Step) {
    return this.told.on.run(() => [counted(this.told)]);
  },
  executeTakeFirst(this: Step) {
    return this.told.on.run(() => counted(this.told));
  },
  executeTakeFirstOrThrow(this: Step) {
    return this.told.on.run(() => counted(this.told));
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
function change({ on, verb, shape, wanted, given, conflict }: Told): Row[] {
  const { name } = shape.says;
  const table = on.of(name);
  if (verb === 'insert') return given.flatMap((row) => insertOne(on, name, row as Row, conflict));
  shape.plan ??= finder(table, shape.says.where);
  return shape.plan(wanted, null).map((cell) => {
    const before = cell.row;
    if (verb === 'delete') {
      table.remove(cell);
      return before;
    }
    const after: Record<string, unknown> = { ...before };
    for (const set of given) put(after, set, () => scopeOf(name, before, null), on.make);
    table.replace(cell, after);
    return after;
  });
}

const conflictRules: ConflictRules = {
  column: () => conflictRules,
  columns: () => conflictRules,
  doNothing: () => null,
  doUpdateSet: (set) => ({ set }),
};

function insertOne({ of, make }: Changes, name: string, row: Row, conflict: Conflict | undefined): Row[] {
  const other = of(name).inTheWay(row);
  if (!other) return [of(name).insert(row)];
  if (conflict === undefined) throw new Error(`UNIQUE constraint failed: ${name} ${JSON.stringify(row).slice(0, 200)}`);
  if (conflict === null) return [];
  const after: Record<string, unknown> = { ...other.row };
  const before = other.row;
  put(after, conflict.set, () => ({ rows: { [name]: before, excluded: row }, first: name }), make);
  of(name).replace(other, after);
  return [after];
}

/** Puts what is set into the row; expressions look at the rows in `scope`. */
function put(row: Record<string, unknown>, set: unknown, scope: () => Scope, make: Changes['make']): void {
  const values = (typeof set === 'function' ? (set as (make: Builder) => object)(make()) : set) as Record<string, unknown>;
  for (const key of Object.keys(values)) {
    const value = values[key];
    if (value !== undefined) row[key] = isExpression(value) ? value.of(scope()) : value;
  }
}
