import { readFileSync } from 'node:fs';
import test from 'ava';

const folder = new URL('../../hardware/', import.meta.url);
const rows = readFileSync(new URL('repair.md', folder), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| ---'))
  .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')))
  .filter((cells) => cells.length === 5 && cells[0] !== 'symptom');

test('the table of faults names a measurement and a place for every symptom', (t) => {
  t.true(rows.length > 20);
  for (const [symptom, cause, measure, line, file] of rows) {
    t.true(
      [cause, measure, line, file].every((cell) => cell!.trim() !== ''),
      symptom,
    );
    t.regex(file!, /^\[[^\]]+\]\([^)]+\)$/, symptom);
  }
});

test('every line of the log or the doctor that the table quotes is written in the file that it names', (t) => {
  const quoted = rows.filter(([, , , line]) => line!.startsWith('`'));
  t.true(quoted.length > 15);
  for (const [, , , line, file] of quoted) {
    const path = /\(([^)]+)\)/.exec(file!)![1]!;
    const source = readFileSync(new URL(path, folder), 'utf8');
    t.true(source.includes(line!.replaceAll('`', '')), `${line} in ${path}`);
  }
});
