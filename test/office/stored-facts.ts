import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Recorded } from '#contract/event.ts';
import type { OfficeSettings } from '#contract/settings.ts';

/** A journal as it lies on the disk. */
export type JournalOnDisk = { readonly id: string; readonly facts: readonly Recorded[] };

/** Reads the lines of an edge's journal, trusting nothing but the files; a torn last line is no fact. */
export function readJournal(data: string): JournalOnDisk {
  const folder = join(data, 'journal');
  const segments = readdirSync(folder)
    .filter((name) => name.endsWith('.journal'))
    .toSorted();
  const lines = segments.flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1));
  const values = lines.map((line) => JSON.parse(line.slice(line.indexOf(' ') + 1)) as Recorded & { journal?: string });
  const header = values.find(({ journal }) => journal !== undefined);
  return { id: header?.journal ?? '', facts: values.filter(({ journal }) => journal === undefined) };
}

/** The facts of one name, oldest first. */
export const factsNamed = <Name extends Recorded['name']>(facts: readonly Recorded[], name: Name) =>
  facts.filter((fact): fact is Extract<Recorded, { name: Name }> => fact.name === name);

/** Rows of the cloud's database while it runs, killed or not. */
export function cloudRows<Row>(database: string, query: string, ...values: readonly (string | number)[]): Row[] {
  if (!existsSync(database)) return [];
  const db = new DatabaseSync(database, { readOnly: true });
  try {
    return db.prepare(query).all(...values) as Row[];
  } finally {
    db.close();
  }
}

/** The places in the journal of which the cloud has an event, in order, with the names. */
export const storedEvents = (database: string, journal: string): readonly { readonly seq: number; readonly name: string }[] =>
  cloudRows(database, 'select seq, name from event where journal = ? order by seq', journal);

/** Gives the cloud other settings of its office, as a supervisor will. */
export function setSettings(database: string, settings: OfficeSettings): void {
  const db = new DatabaseSync(database);
  try {
    db.exec('pragma busy_timeout = 5000');
    db.prepare('update office set settings = ?, settingsRevision = ? where id = ?').run(
      JSON.stringify(settings),
      settings.revision,
      settings.office,
    );
  } finally {
    db.close();
  }
}
