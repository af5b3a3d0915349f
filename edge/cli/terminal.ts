import { stripVTControlCharacters, styleText } from 'node:util';

type Colour = 'green' | 'yellow' | 'red' | 'dim' | 'bold';

/** What a command says: aligned and coloured for a person, one JSON object a line for a program. */
export type Terminal = {
  /** Prints the text, or with `--json` the facts. */
  say(text: string, facts: object): void;
  /** Says what is wrong where errors are looked for; with `--json` the facts, where the other facts are. */
  complain(text: string, facts: object): void;
  /** Colours where a person looks on, nowhere else (NO_COLOR is heeded). */
  paint(colour: Colour, text: string): string;
};

export const terminalOn = (out: NodeJS.WriteStream, errors: NodeJS.WriteStream, json: boolean): Terminal => ({
  say: (text, facts) => void out.write(`${json ? JSON.stringify(facts) : text}\n`),
  complain: (text, facts) => void (json ? out.write(`${JSON.stringify(facts)}\n`) : errors.write(`fronta: ${text}\n`)),
  paint: (colour, text) => styleText(colour, text, { stream: out }),
});

/** Rows in columns two spaces apart; the last column is as long as it is. Colours take no room. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => shown(row[column] ?? ''))));
  return rows
    .map((row) =>
      row.map((cell, column) => (column === row.length - 1 ? cell : cell + ' '.repeat(widths[column]! - shown(cell)))).join('  '),
    )
    .join('\n');
}

const shown = (cell: string): number => [...stripVTControlCharacters(cell)].length;
