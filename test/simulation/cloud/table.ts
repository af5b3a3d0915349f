import type { Sabotage } from '../planted/port.ts';
import type { Cell, Row } from './row.ts';
import { hashIndex, type Index, risingIndex, tree } from './table-index.ts';

/** What a table is asked to keep apart, and by which columns it is searched. */
export type TableShape = {
  readonly key: readonly string[];
  /** `by`: the columns that `when` looks at. */
  readonly unique?: readonly {
    readonly columns: readonly string[];
    readonly when?: (row: Row) => boolean;
    readonly by?: readonly string[];
  }[];
  readonly searched?: readonly (readonly string[])[];
  /** Rows of the same values in `columns` stand by rising `by`, whole numbers: asked for from some number on. */
  readonly rising?: { readonly columns: readonly string[]; readonly by: string };
  /** Rows of the same values in `columns`, of which the one with the highest `column` is often wanted. */
  readonly newest?: { readonly columns: readonly string[]; readonly column: string };
  /** What columns hold when nothing is said of them. */
  readonly defaults?: Row;
  /** Numbers its rows by itself. */
  readonly numbered?: boolean;
};

/** Which columns of a question have one value, one of some values, or at least some number; the values come later, each at its place. */
export type Asked = {
  readonly equal: readonly { readonly column: string; readonly place: number }[];
  readonly among: string | null;
  readonly from: string | null;
};
/** The cells among which all are that meet a question with these values, one of `among`, and at least `least`. */
export type Candidates = (values: readonly unknown[], among: readonly unknown[], least: number) => Iterable<Cell>;
/** How a question is answered: the columns in `settled` need no further look. */
export type Search = { readonly candidates: Candidates; readonly settled: ReadonlySet<string> };

/** Rows in memory, each in a cell of its own. A row never changes, it is replaced: a backup is a list of them. */
export type Table = {
  readonly name: string;
  readonly shape: TableShape;
  cells(): Iterable<Cell>;
  /** How such a question is answered; what it costs to find that out is spent once. */
  search(asked: Asked): Search;
  /** The newest row of those that have the values at these places, in the order of the shape's columns. */
  newest(places: readonly number[], values: readonly unknown[]): Row | undefined;
  /** The cell that stands in the way of this row, by the key or a unique index. */
  inTheWay(row: Row): Cell | undefined;
  insert(row: Row): Row;
  replace(cell: Cell, after: Row): void;
  remove(cell: Cell): void;
  backup(): readonly Row[];
  restore(rows: readonly Row[]): void;
};

/** `log` hears how to undo each change. */
export function table(name: string, shape: TableShape, sabotage: Sabotage, log: (undo: () => void) => void): Table {
  const keys = [hashIndex(shape.key), ...(shape.unique ?? []).map(({ columns, when }) => hashIndex(columns, when ?? null))];
  const indexes = [...keys, ...(shape.searched ?? []).map((columns) => hashIndex(columns))];
  const all = new Set<Cell>();
  const newest = shape.newest ? tree<Cell>(shape.newest.columns) : null;
  const rising = shape.rising ? risingIndex(shape.rising) : null;
  /** Columns by whose values cells are found: where none of them changes a cell stays in its place. */
  const placing = [
    ...new Set([
      ...indexes.flatMap(({ columns }) => columns),
      ...(shape.unique ?? []).flatMap(({ by }) => by ?? []),
      ...(shape.rising ? [...shape.rising.columns, shape.rising.by] : []),
      ...(shape.newest ? [...shape.newest.columns, shape.newest.column] : []),
    ]),
  ];
  let numbers = 0;

  const put = (cell: Cell): void => {
    all.add(cell);
    rising?.put(cell);
    for (const index of indexes) index.put(cell);
    if (!newest) return;
    const { column } = shape.newest!;
    const known = newest.of(cell.row);
    if (!known || (cell.row[column] as string | number) >= (known.row[column] as string | number)) newest.set(cell.row, cell);
  };
  const drop = (cell: Cell): void => {
    all.delete(cell);
    rising?.drop(cell);
    for (const index of indexes) index.drop(cell);
    if (newest?.of(cell.row) === cell) newest.delete(cell.row);
  };
  const staysInPlace = (before: Row, after: Row): boolean => {
    for (const column of placing) if (before[column] !== after[column]) return false;
    return true;
  };
  const inTheWay = (row: Row): Cell | undefined => {
    for (const index of keys) {
      const other = index.first(row);
      if (other) return other;
    }
    return undefined;
  };

  return {
    name,
    shape,
    cells: () => all,
    search: (asked) => searchBy(asked, indexes, rising, all),
    newest(places, values) {
      const { columns, column } = shape.newest!;
      const known = newest!.at(places, values);
      if (known) return known.row;
      let best: Cell | undefined;
      const equal = columns.map((one, index) => ({ column: one, place: places[index]! }));
      for (const cell of searchBy({ equal, among: null, from: null }, indexes, rising, all).candidates(values, [], 0))
        if (!best || (cell.row[column] as string | number) > (best.row[column] as string | number)) best = cell;
      if (best) newest!.set(best.row, best);
      return best?.row;
    },
    inTheWay,
    insert(given) {
      const numbered = shape.numbered ? { id: ++numbers, ...given } : shape.defaults ? { ...shape.defaults, ...given } : given;
      const row = sabotage.row(name, null, numbered);
      if (row === null) return numbered;
      const cell = { row };
      put(cell);
      log(() => drop(cell));
      return row;
    },
    replace(cell, wanted) {
      const before = cell.row;
      const after = sabotage.row(name, before, wanted);
      if (after === null) return;
      if (staysInPlace(before, after)) {
        cell.row = after;
        return log(() => {
          cell.row = before;
        });
      }
      const moveTo = (row: Row): void => {
        drop(cell);
        cell.row = row;
        put(cell);
      };
      drop(cell);
      const other = inTheWay(after);
      cell.row = other ? before : after;
      put(cell);
      if (other) throw new Error(`a unique index refuses ${JSON.stringify(after).slice(0, 200)}`);
      log(() => moveTo(before));
    },
    remove(cell) {
      drop(cell);
      log(() => put(cell));
    },
    backup: () => Array.from(all, ({ row }) => row),
    restore(rows) {
      // Most rows stand there still: a row never changes.
      const wanted = new Set(rows);
      for (const cell of [...all]) if (!wanted.delete(cell.row)) drop(cell);
      for (const row of wanted) put({ row });
    },
  };
}

/** The index that leaves least to look at: one of all the columns, one with a look-up for each value, the list by number unless another knows more columns, any other. */
function searchBy(
  { equal, among, from }: Asked,
  indexes: readonly Index[],
  rising: ReturnType<typeof risingIndex> | null,
  all: Set<Cell>,
): Search {
  const placeOf = new Map(equal.map(({ column, place }) => [column, place]));
  const places = (columns: readonly string[]): readonly number[] => columns.map((one) => placeOf.get(one) ?? -1);
  const given = (one: string): boolean => placeOf.has(one);
  const searchable = indexes.filter(({ isPartial }) => !isPartial).toSorted((a, b) => b.columns.length - a.columns.length);
  const fitting = searchable.find(({ columns }) => columns.every(given));
  if (among !== null && fitting !== searchable[0]) {
    const byEach = searchable.find(({ columns }) => columns.includes(among) && columns.every((one) => one === among || given(one)));
    if (byEach) return { candidates: byEach.each(places(byEach.columns)), settled: new Set(byEach.columns) };
  }
  const inLists = rising?.columns.every(given) ? rising : null;
  const listsKnowMost = inLists !== null && inLists.columns.length >= (fitting?.columns.length ?? 0);
  if (listsKnowMost && from === inLists.by) {
    const ofList = places(inLists.columns);
    return { candidates: (values, _, least) => inLists.from(ofList, values, least), settled: new Set(inLists.columns) };
  }
  if (inLists && !fitting) {
    const ofList = places(inLists.columns);
    return { candidates: (values) => inLists.all(ofList, values), settled: new Set(inLists.columns) };
  }
  if (!fitting) return { candidates: () => all, settled: new Set() };
  const ofIndex = places(fitting.columns);
  return { candidates: (values) => fitting.at(ofIndex, values), settled: new Set(fitting.columns) };
}
