import { type Builder, isExpression, type Scope } from './expression.ts';
import { also, anything, builderAlone, type Conditions, matching, type Run, type TableNamed } from './matching.ts';
import { needed } from './selecting.ts';
import type { Row } from './table.ts';

/** `null`: what stands in the way stays as it is. */
type Conflict = { readonly set: unknown } | null;

/** Kysely's `insertInto` over tables in memory. */
export function insertInto(of: TableNamed, run: Run, name: string, rows: readonly Row[] = [], conflict?: Conflict) {
  const put = (): Row[] => rows.flatMap((row) => insertOne(of, name, row, conflict));
  const self: Inserting = {
    values: (given) => insertInto(of, run, name, Array.isArray(given) ? given : [given as Row], conflict),
    onConflict: (tell) => insertInto(of, run, name, rows, tell(conflictRules)),
    ...answering(run, put, 'numInsertedOrUpdatedRows'),
  };
  return self;
}

type ConflictRules = {
  column(name: string): ConflictRules;
  columns(names: readonly string[]): ConflictRules;
  doNothing(): Conflict;
  doUpdateSet(set: unknown): Conflict;
};

type Inserting = ReturnType<typeof answering> & {
  values(given: Row | readonly Row[]): Inserting;
  onConflict(tell: (rules: ConflictRules) => Conflict): Inserting;
};

const conflictRules: ConflictRules = {
  column: () => conflictRules,
  columns: () => conflictRules,
  doNothing: () => null,
  doUpdateSet: (set) => ({ set }),
};

function insertOne(of: TableNamed, name: string, row: Row, conflict: Conflict | undefined): Row[] {
  const other = of(name).inTheWay(row);
  if (!other) return [of(name).insert(row)];
  if (conflict === undefined) throw new Error(`UNIQUE constraint failed: ${name} ${JSON.stringify(row).slice(0, 200)}`);
  if (conflict === null) return [];
  const after = { ...other, ...resolved(conflict.set, { rows: { [name]: other, excluded: row }, first: name }) };
  of(name).replace(other, after);
  return [after];
}

/** Kysely's `updateTable`. */
export function updateTable(of: TableNamed, run: Run, name: string, where: Conditions = anything, sets: readonly unknown[] = []): Updating {
  const put = (): Row[] =>
    matching(of, name, where, null).map((scope) => {
      const before = scope.rows[name]!;
      const after: Row = Object.assign({}, before, ...sets.map((set) => resolved(set, scope)));
      of(name).replace(before, after);
      return after;
    });
  return {
    set: (set) => updateTable(of, run, name, where, [...sets, set]),
    where: (...args) =>
      updateTable(
        of,
        run,
        name,
        also(where, name, () => builderAlone, args),
        sets,
      ),
    ...answering(run, put, 'numUpdatedRows'),
  };
}

type Updating = ReturnType<typeof answering> & { set(set: unknown): Updating; where(...args: unknown[]): Updating };

/** Kysely's `deleteFrom`. */
export function deleteFrom(of: TableNamed, run: Run, name: string, where: Conditions = anything): Deleting {
  const take = (): Row[] =>
    matching(of, name, where, null).map((scope) => {
      of(name).remove(scope.rows[name]!);
      return scope.rows[name]!;
    });
  return {
    where: (...args) =>
      deleteFrom(
        of,
        run,
        name,
        also(where, name, () => builderAlone, args),
      ),
    ...answering(run, take, 'numDeletedRows'),
  };
}

type Deleting = ReturnType<typeof answering> & { where(...args: unknown[]): Deleting };

function answering(run: Run, change: () => Row[], count: string) {
  const counted = () => ({ [count]: BigInt(change().length) });
  const returned = {
    execute: () => run(change),
    executeTakeFirst: () => run(() => change()[0]),
    executeTakeFirstOrThrow: () => run(() => needed(change()[0])),
  };
  return {
    returning: (_columns: unknown) => returned,
    returningAll: () => returned,
    execute: () => run(() => [counted()]),
    executeTakeFirst: () => run(counted),
    executeTakeFirstOrThrow: () => run(counted),
  };
}

function resolved(set: unknown, scope: Scope): Row {
  const values = typeof set === 'function' ? (set as (make: Builder) => object)(builderAlone) : (set as object);
  const row: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(values)) if (value !== undefined) row[key] = isExpression(value) ? value.of(scope) : value;
  return row;
}
