import type { Sabotage } from '../planted/port.ts';

export type Row = Readonly<Record<string, unknown>>;

/** What a table is asked to keep apart, and by which columns it is searched. */
export type TableShape = {
  readonly key: readonly string[];
  readonly unique?: readonly { readonly columns: readonly string[]; readonly when?: (row: Row) => boolean }[];
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

/** Rows in memory. A row never changes, it is replaced: a backup is a list of them. */
export type Table = {
  readonly shape: TableShape;
  rows(): Iterable<Row>;
  /** The rows among which all are that have these values, one of `among` in its column, and at least `from`; all rows when no index fits. */
  candidates(
    equal: Readonly<Record<string, unknown>>,
    among?: { readonly column: string; readonly values: readonly unknown[] } | null,
    from?: { readonly column: string; readonly least: number } | null,
  ): Iterable<Row>;
  newest(equal: Readonly<Record<string, unknown>>): Row | undefined;
  /** The row that stands in the way of this one, by the key or a unique index. */
  inTheWay(row: Row): Row | undefined;
  insert(row: Row): Row;
  replace(before: Row, after: Row): void;
  remove(row: Row): void;
  backup(): readonly Row[];
  restore(rows: readonly Row[]): void;
};

type Index = { readonly columns: readonly string[]; readonly when: ((row: Row) => boolean) | null; readonly found: Map<string, Set<Row>> };

const keyOf = (columns: readonly string[], row: Row): string => {
  let key = '';
  for (const column of columns) key += `${row[column]}\u0000`;
  return key;
};

/** Lists that are kept in order; almost every row comes at an end. */
function risingRows({ columns, by }: NonNullable<TableShape['rising']>) {
  const lists = new Map<string, Row[]>();
  const placeOf = (list: readonly Row[], least: number): number => {
    let low = 0;
    for (let high = list.length; low < high; ) {
      const middle = (low + high) >> 1;
      if ((list[middle]![by] as number) < least) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    put(row: Row): void {
      const key = keyOf(columns, row);
      const list = lists.get(key);
      if (!list) lists.set(key, [row]);
      else if ((list.at(-1)?.[by] as number) < (row[by] as number)) list.push(row);
      else list.splice(placeOf(list, row[by] as number), 0, row);
    },
    drop(row: Row): void {
      const list = lists.get(keyOf(columns, row));
      const place = list ? list.indexOf(row, placeOf(list, row[by] as number)) : -1;
      if (place >= 0) list!.splice(place, 1);
    },
    /** `null` when not all of the columns are given. */
    all: (equal: Readonly<Record<string, unknown>>): readonly Row[] | null =>
      columns.every((one) => one in equal) ? [...(lists.get(keyOf(columns, equal)) ?? [])] : null,
    /** `null` when it is not asked for as the lists are kept. */
    from(
      equal: Readonly<Record<string, unknown>>,
      { column, least }: { readonly column: string; readonly least: number },
    ): readonly Row[] | null {
      if (column !== by || !columns.every((one) => one in equal)) return null;
      const list = lists.get(keyOf(columns, equal)) ?? [];
      return list.slice(placeOf(list, least));
    },
  };
}

/** `log` hears how to undo each change. */
export function table(name: string, shape: TableShape, sabotage: Sabotage, log: (undo: () => void) => void): Table {
  const index = (columns: readonly string[], when: Index['when'] = null): Index => ({ columns, when, found: new Map() });
  const keys = [index(shape.key), ...(shape.unique ?? []).map(({ columns, when }) => index(columns, when ?? null))];
  const indexes = [...keys, ...(shape.searched ?? []).map((columns) => index(columns))];
  const searchable = indexes.filter(({ when }) => when === null).toSorted((a, b) => b.columns.length - a.columns.length);
  const all = new Set<Row>();
  const newest = new Map<string, Row>();
  const rising = shape.rising ? risingRows(shape.rising) : null;
  let numbers = 0;

  /** One look-up for each value, where an index has all the columns. */
  const oneByOne = (equal: Readonly<Record<string, unknown>>, { column, values }: { column: string; values: readonly unknown[] }) => {
    const fitting = searchable.find(({ columns }) => columns.includes(column) && columns.every((one) => one === column || one in equal));
    return (
      fitting &&
      [...new Set(values)].flatMap((value) => [...(fitting.found.get(keyOf(fitting.columns, { ...equal, [column]: value })) ?? [])])
    );
  };

  const put = (row: Row): void => {
    all.add(row);
    rising?.put(row);
    for (const { columns, when, found } of indexes) {
      if (when !== null && !when(row)) continue;
      const key = keyOf(columns, row);
      const there = found.get(key);
      if (there) there.add(row);
      else found.set(key, new Set([row]));
    }
    if (!shape.newest) return;
    const key = keyOf(shape.newest.columns, row);
    const known = newest.get(key);
    if (!known || (row[shape.newest.column] as string | number) >= (known[shape.newest.column] as string | number)) newest.set(key, row);
  };
  const drop = (row: Row): void => {
    all.delete(row);
    rising?.drop(row);
    for (const { columns, found } of indexes) {
      const key = keyOf(columns, row);
      const there = found.get(key);
      there?.delete(row);
      if (there?.size === 0) found.delete(key);
    }
    if (shape.newest && newest.get(keyOf(shape.newest.columns, row)) === row) newest.delete(keyOf(shape.newest.columns, row));
  };

  const self: Table = {
    shape,
    rows: () => all,
    candidates(equal, among = null, from = null) {
      const fitting = searchable.find(({ columns }) => columns.every((column) => column in equal));
      const found =
        (fitting !== searchable[0] && among && oneByOne(equal, among)) ||
        (from && rising?.from(equal, from)) ||
        (!fitting && rising?.all(equal)) ||
        (fitting ? (fitting.found.get(keyOf(fitting.columns, equal)) ?? []) : all);
      return found;
    },
    newest(equal) {
      const { columns, column } = shape.newest!;
      const known = newest.get(keyOf(columns, equal));
      if (known) return known;
      let best: Row | undefined;
      for (const row of self.candidates(equal))
        if (!best || (row[column] as string | number) > (best[column] as string | number)) best = row;
      if (best) newest.set(keyOf(columns, equal), best);
      return best;
    },
    inTheWay(row) {
      for (const { columns, when, found } of keys) {
        if ((when !== null && !when(row)) || columns.some((column) => row[column] === null || row[column] === undefined)) continue;
        for (const other of found.get(keyOf(columns, row)) ?? []) return other;
      }
      return undefined;
    },
    insert(given) {
      const numbered = shape.numbered ? { id: ++numbers, ...given } : shape.defaults ? { ...shape.defaults, ...given } : given;
      const row = sabotage.row(name, null, numbered);
      if (row === null) return numbered;
      put(row);
      log(() => drop(row));
      return row;
    },
    replace(before, wanted) {
      const after = sabotage.row(name, before, wanted);
      if (after === null) return;
      drop(before);
      const other = self.inTheWay(after);
      put(other ? before : after);
      if (other) throw new Error(`a unique index refuses ${JSON.stringify(after).slice(0, 200)}`);
      log(() => {
        drop(after);
        put(before);
      });
    },
    remove(row) {
      drop(row);
      log(() => put(row));
    },
    backup: () => [...all],
    restore(rows) {
      // Most rows stand there still: a row never changes.
      const wanted = new Set(rows);
      for (const row of [...all]) if (!wanted.has(row)) drop(row);
      for (const row of rows) if (!all.has(row)) put(row);
    },
  };
  return self;
}
