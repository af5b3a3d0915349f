import { readFileSync } from 'node:fs';

/** A row by the names of its columns; an empty cell is an empty string. */
export type Row = Readonly<Record<string, string>>;

/** Reads one of the tables beside this folder: comma-separated, one line a row, a cell with a comma in double quotes. */
export function readTable(name: string): readonly Row[] {
  const [head, ...lines] = readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');
  const columns = cellsOf(head!);
  return lines.map((line, index) => {
    const cells = cellsOf(line);
    if (cells.length !== columns.length)
      throw new Error(`hardware/${name}, line ${index + 2}: ${cells.length} cells, but the table has ${columns.length} columns`);
    return Object.fromEntries(columns.map((column, at) => [column, cells[at]!]));
  });
}

const cellsOf = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^",]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');

/** The row of a signal in pins.csv. Throws when there is none: a drawing must not invent a wire. */
export function rowOf(pins: readonly Row[], signal: string): Row {
  const row = pins.find((one) => one.signal === signal);
  if (!row) throw new Error(`hardware/pins.csv has no signal "${signal}"`);
  return row;
}
