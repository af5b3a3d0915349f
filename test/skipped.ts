import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A test that did not run because this machine lacks programs it needs. */
export type Skip = { readonly title: string; readonly file: string; readonly programs: readonly string[] };

const folder = fileURLToPath(new URL('../node_modules/.cache/fronta/', import.meta.url));
const record = `${folder}skipped.jsonl`;

/** Adds to the list that is printed after the last test; several test files may do so at once. */
export function recordSkip(skip: Skip): void {
  mkdirSync(folder, { recursive: true });
  appendFileSync(record, `${JSON.stringify(skip)}\n`);
}

/** What was skipped since the list was last forgotten, each test once. */
export function skippedTests(): readonly Skip[] {
  if (!existsSync(record)) return [];
  return [...new Set(readFileSync(record, 'utf8').trimEnd().split('\n'))].map((line) => JSON.parse(line) as Skip);
}

/** `node test/skipped.ts` names what was skipped, `… files` the files they are in, `… forget` begins a new list. */
function answer(word: string | undefined): void {
  const skips = skippedTests();
  if (word === 'forget') rmSync(record, { force: true });
  else if (word === 'files') for (const file of new Set(skips.map((skip) => skip.file))) console.log(file);
  else if (skips.length === 0) console.log('  Nothing was skipped for a missing program.\n');
  else {
    console.log('  Skipped, because a program is missing on this machine:');
    for (const { title, programs } of skips) console.log(`  - ${title} (${programs.join(', ')})`);
    console.log('');
  }
}

if (import.meta.main) answer(process.argv[2]);
