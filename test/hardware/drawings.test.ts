import { existsSync, readdirSync, readFileSync } from 'node:fs';
import test from 'ava';
import { drawings } from '../../hardware/drawings/drawings.ts';
import { filledPapers } from '../../hardware/drawings/papers.ts';
import { readTable } from '../../hardware/drawings/table.ts';

const folder = new URL('../../hardware/', import.meta.url);
const made = drawings();
const papers = readdirSync(folder).filter((name) => name.endsWith('.md'));

test('every drawing is as its table says: "npm run drawings" changes nothing', (t) => {
  const committed = readdirSync(new URL('drawings/', folder)).filter((name) => name.endsWith('.svg'));
  t.deepEqual(committed.toSorted(), Object.keys(made).toSorted());
  for (const [name, svg] of Object.entries(made)) t.true(readFileSync(new URL(`drawings/${name}`, folder), 'utf8') === svg, name);
});

test('every table within a paper is as its table says: "npm run drawings" changes nothing', (t) => {
  for (const [name, text] of Object.entries(filledPapers())) t.true(readFileSync(new URL(name, folder), 'utf8') === text, name);
});

for (const [name, svg] of Object.entries(made))
  test(`${name} holds every tag closed, no number that is none, and says what it is`, (t) => {
    t.false(/NaN|undefined|null/.test(svg));
    const open: string[] = [];
    for (const [, closing, tag, , empty] of svg.matchAll(/<(\/?)([a-z]+)((?:"[^"]*"|[^">])*?)(\/?)>/g)) {
      if (closing) t.is(open.pop(), tag);
      else if (!empty) open.push(tag!);
    }
    t.deepEqual(open, []);
    t.regex(svg, /role="img" aria-label="[^"]{4,}"/);
  });

test('every wire of the drawings is told by the letters of its colour too: they are printed in black and white', (t) => {
  const drawn = readTable('pins.csv').filter(({ cable, pi_pin }) => cable === 'B1' || (cable && pi_pin));
  const all = Object.values(made).join('');
  for (const { signal, cable, colour } of drawn) t.true(all.includes(`>${cable} ${colour}<`), signal);
});

test('every link of a paper leads somewhere, and every picture has words', (t) => {
  for (const paper of papers) {
    const text = readFileSync(new URL(paper, folder), 'utf8');
    for (const [whole, words, path] of text.matchAll(/!?\[([^\]]*)\]\(([^)#]+)\)/g)) {
      t.true(existsSync(new URL(path!, folder)), `${paper}: ${path}`);
      if (whole.startsWith('!')) t.true(words!.length > 20, `${paper}: ${path}`);
    }
  }
});

test('every paper is found from the index', (t) => {
  const index = readFileSync(new URL('README.md', folder), 'utf8');
  for (const paper of papers.filter((name) => name !== 'README.md')) t.true(index.includes(`(${paper})`), paper);
});
