import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import test from 'ava';

const root = fileURLToPath(new URL('../..', import.meta.url));
const text = (path: string): string => readFileSync(`${root}/${path}`, 'utf8');

/** Titles of tests, also of those that a loop or `needs` makes. */
const titles = globSync('test/**/*.test.ts', { cwd: root })
  .flatMap((path) => [...text(path).matchAll(/^\s*(?:for .*|test(?:\.\w+)?\(|needs\([^)]*\)\(|\S*[tT]est\()\s*(['"`].*)/gm)])
  .map(([, title]) => title!);

const musts = [...text('edge/contract/PROTOCOL.md').matchAll(/^\* \*\*(P\d+)\*\*/gm)].map(([, id]) => id!);

test('every MUST of PROTOCOL.md has a test whose title names its number', (t) => {
  const named = new Set(titles.flatMap((title) => title.match(/\bP\d+\b/g) ?? []));
  t.true(musts.length >= 40);
  t.deepEqual(
    musts.filter((id) => !named.has(id)),
    [],
  );
});

test('no number of PROTOCOL.md stands twice, and no test names one that is not there', (t) => {
  t.is(new Set(musts).size, musts.length);
  const named = new Set(titles.flatMap((title) => title.match(/\bP\d+\b/g) ?? []));
  t.deepEqual(
    [...named].filter((id) => !musts.includes(id)),
    [],
  );
});
