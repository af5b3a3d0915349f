import type { Cell, Row } from './row.ts';

/** Values by some columns, a map for each column within that of the one before: no key is ever put together. */
export type Tree<Value> = {
  /** What stands at the values of this row. */
  of(row: Row): Value | undefined;
  /** `places` tells where in `values` the columns' values stand; `other` is the value of the column that has none. */
  at(places: readonly number[], values: readonly unknown[], other?: unknown): Value | undefined;
  set(row: Row, value: Value): void;
  delete(row: Row): void;
};

type Level = Map<unknown, unknown>;

export function tree<Value>(columns: readonly string[]): Tree<Value> {
  const root: Level = new Map();
  const last = columns.length - 1;
  const lowest = (row: Row): Level => {
    let level = root;
    for (let index = 0; index < last; index++) {
      const value = row[columns[index]!];
      let next = level.get(value) as Level | undefined;
      if (!next) {
        next = new Map();
        level.set(value, next);
      }
      level = next;
    }
    return level;
  };
  return {
    of: (row) => lowest(row).get(row[columns[last]!]) as Value | undefined,
    at(places, values, other) {
      let level: unknown = root;
      for (const place of places) {
        level = (level as Level).get(place < 0 ? other : values[place]);
        if (level === undefined) return undefined;
      }
      return level as Value;
    },
    set: (row, value) => void lowest(row).set(row[columns[last]!], value),
    delete: (row) => void lowest(row).delete(row[columns[last]!]),
  };
}

/** Cells by the values of some columns. */
export type Index = {
  readonly columns: readonly string[];
  /** Some rows do not stand in it. */
  readonly isPartial: boolean;
  put(cell: Cell): void;
  drop(cell: Cell): void;
  /** The first cell with the values of this row, none of which is null. */
  first(row: Row): Cell | undefined;
  /** As in a `Tree`. */
  at(places: readonly number[], values: readonly unknown[]): Iterable<Cell>;
  /** The same for each of some values of the column that has no place. */
  each(places: readonly number[]): (values: readonly unknown[], among: readonly unknown[]) => Iterable<Cell>;
};

const nothing: readonly Cell[] = [];

export function hashIndex(columns: readonly string[], when: ((row: Row) => boolean) | null = null): Index {
  /** One cell alone, which most are, or all of them. */
  const found = tree<Cell | Set<Cell>>(columns);
  const all = (there: Cell | Set<Cell> | undefined): Iterable<Cell> =>
    there === undefined ? nothing : there instanceof Set ? there : [there];
  return {
    columns,
    isPartial: when !== null,
    put(cell) {
      if (when !== null && !when(cell.row)) return;
      const there = found.of(cell.row);
      if (there === undefined) found.set(cell.row, cell);
      else if (there instanceof Set) there.add(cell);
      else found.set(cell.row, new Set([there, cell]));
    },
    drop(cell) {
      const there = found.of(cell.row);
      if (there === cell) found.delete(cell.row);
      else if (there instanceof Set && there.delete(cell) && there.size === 0) found.delete(cell.row);
    },
    first(row) {
      if (when !== null && !when(row)) return undefined;
      for (const column of columns) if (row[column] === null || row[column] === undefined) return undefined;
      const there = found.of(row);
      if (!(there instanceof Set)) return there;
      for (const cell of there) return cell;
      return undefined;
    },
    at: (places, values) => all(found.at(places, values)),
    each: (places) => (values, among) => [...new Set(among)].flatMap((one) => [...all(found.at(places, values, one))]),
  };
}

/** Lists that are kept in order; almost every row comes at an end. */
export function risingIndex({ columns, by }: { readonly columns: readonly string[]; readonly by: string }) {
  const lists = tree<Cell[]>(columns);
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
      const number = cell.row[by] as number;
      const list = lists.of(cell.row);
      if (!list) lists.set(cell.row, [cell]);
      else if ((list.at(-1)?.row[by] as number) < number) list.push(cell);
      else list.splice(placeOf(list, number), 0, cell);
    },
    drop(cell: Cell): void {
      const list = lists.of(cell.row);
      const place = list ? list.indexOf(cell, placeOf(list, cell.row[by] as number)) : -1;
      if (place >= 0) list!.splice(place, 1);
    },
    all: (places: readonly number[], values: readonly unknown[]): readonly Cell[] => [...(lists.at(places, values) ?? nothing)],
    from(places: readonly number[], values: readonly unknown[], least: number): readonly Cell[] {
      const list = lists.at(places, values) ?? nothing;
      return list.slice(placeOf(list, least));
    },
  };
}
