import type { Row } from './table.ts';

/** Where a row stands: it may be replaced there without anybody looking for it anew. */
export type Cell = { row: Row };
/** Values of columns in one text, or the one value itself. */
export type Key = unknown;

/** Cells by the values of some columns. */
export type Index = {
  readonly columns: readonly string[];
  /** Some rows do not stand in it. */
  readonly isPartial: boolean;
  put(cell: Cell): void;
  drop(cell: Cell): void;
  /** The first cell with the values of this row, none of which is null. */
  first(row: Row): Cell | undefined;
  /** `places` tells where in `values` the columns' values stand. */
  at(places: readonly number[], values: readonly unknown[]): Iterable<Cell>;
  /** The same for each of some values of the column that has no place. */
  each(places: readonly number[]): (values: readonly unknown[], among: readonly unknown[]) => Iterable<Cell>;
};

export function keyOf(columns: readonly string[], row: Row): Key {
  if (columns.length === 1) return row[columns[0]!];
  let key = '';
  for (const column of columns) key += `${row[column]}\u0000`;
  return key;
}

/** The key of the values at these places; `other` for the column that has none. */
export function keyAt(places: readonly number[], values: readonly unknown[], other?: unknown): Key {
  if (places.length === 1) return places[0]! < 0 ? other : values[places[0]!];
  let key = '';
  for (const place of places) key += `${place < 0 ? other : values[place]}\u0000`;
  return key;
}

const nothing: readonly Cell[] = [];

export function hashIndex(columns: readonly string[], when: ((row: Row) => boolean) | null = null): Index {
  /** One cell alone, which most are, or all of them. */
  const found = new Map<Key, Cell | Set<Cell>>();
  const all = (there: Cell | Set<Cell> | undefined): Iterable<Cell> =>
    there === undefined ? nothing : there instanceof Set ? there : [there];
  return {
    columns,
    isPartial: when !== null,
    put(cell) {
      if (when !== null && !when(cell.row)) return;
      const key = keyOf(columns, cell.row);
      const there = found.get(key);
      if (there === undefined) found.set(key, cell);
      else if (there instanceof Set) there.add(cell);
      else found.set(key, new Set([there, cell]));
    },
    drop(cell) {
      const key = keyOf(columns, cell.row);
      const there = found.get(key);
      if (there === cell) found.delete(key);
      else if (there instanceof Set && there.delete(cell) && there.size === 0) found.delete(key);
    },
    first(row) {
      if (when !== null && !when(row)) return undefined;
      for (const column of columns) if (row[column] === null || row[column] === undefined) return undefined;
      const there = found.get(keyOf(columns, row));
      if (!(there instanceof Set)) return there;
      for (const cell of there) return cell;
      return undefined;
    },
    at: (places, values) => all(found.get(keyAt(places, values))),
    each: (places) => (values, among) => [...new Set(among)].flatMap((one) => [...all(found.get(keyAt(places, values, one)))]),
  };
}

/** Lists that are kept in order; almost every row comes at an end. */
export function risingIndex({ columns, by }: { readonly columns: readonly string[]; readonly by: string }) {
  const lists = new Map<Key, Cell[]>();
  const placeOf = (list: readonly Cell[], least: number): number => {
    let low = 0;
    for (let high = list.length; low < high; ) {
      const middle = (low + high) >> 1;
      if ((list[middle]!.row[by] as number) < least) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    columns,
    by,
    put(cell: Cell): void {
      const key = keyOf(columns, cell.row);
      const number = cell.row[by] as number;
      const list = lists.get(key);
      if (!list) lists.set(key, [cell]);
      else if ((list.at(-1)?.row[by] as number) < number) list.push(cell);
      else list.splice(placeOf(list, number), 0, cell);
    },
    drop(cell: Cell): void {
      const list = lists.get(keyOf(columns, cell.row));
      const place = list ? list.indexOf(cell, placeOf(list, cell.row[by] as number)) : -1;
      if (place >= 0) list!.splice(place, 1);
    },
    all: (places: readonly number[], values: readonly unknown[]): readonly Cell[] => [...(lists.get(keyAt(places, values)) ?? nothing)],
    from(places: readonly number[], values: readonly unknown[], least: number): readonly Cell[] {
      const list = lists.get(keyAt(places, values)) ?? nothing;
      return list.slice(placeOf(list, least));
    },
  };
}
