import { existsSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { noFindings } from './tidy/no-findings.ts';
import { allFiles, linesOf, root, textFiles, topEntries } from './tidy/sources.ts';

/** What stands at the top of the repository, now or when its time comes; a new source folder is a decision, not a habit. */
const agreedAtTop = [
  ...['edge', 'cloud', 'firmware', 'hardware', 'systemd', 'test', '.ci'],
  ...['README.md', 'LICENSE', 'package.json', 'package-lock.json', 'tsconfig.json', 'biome.json'],
  ...['.dependency-cruiser.cjs', '.gitignore', '.github'],
];

const sourceLinesMax = 300;
/** Tests, and stylesheets, which are tables of declarations. */
const tableLinesMax = 400;

/** Words that would match themselves are written in two parts. */
const unfinished = new RegExp(`\\b(TO${''}DO|FIX${''}ME|X${''}XX)\\b`);
const machinePaths = new RegExp(`(?<![\\w.])/(work|root|home|Users)/[\\w.]|/tmp/${''}bash|[A-Z]:\\\\\\\\Users`);
const registries = new RegExp(`registry\\.(npm${''}js|yarn${''}pkg)|"resol${''}ved": "http|/artifact${''}ory/|/nex${''}us/`);

test('the top of the repository holds the agreed folders and files, and no other', (t) => {
  const others = topEntries().filter((name) => !agreedAtTop.includes(name));
  noFindings(t, 'Put it into the room it belongs to; the top level is fixed.', others);
});

test('files and folders are named after the one thing they hold, in kebab-case', (t) => {
  const attic = /^(utils?|helpers?|common|misc|services?|shared|lib|index)(\.(ts|tsx|js|css)|\.test\.ts)?$/;
  // An @ before the last dot makes a template of a unit (systemd.unit(5)).
  const proper = /^\.?[a-z0-9]+([.-][a-z0-9]+)*(@\.[a-z]+)?$/;
  const known = new Set(['README.md', 'LICENSE', 'DECISIONS.md', 'PROTOCOL.md', 'SECURITY.md', 'SCALE.md', 'RESULTS.md', 'PEERS.md']);
  const parts = (file: string): readonly string[] => file.split('/').filter((part) => !known.has(part));
  noFindings(
    t,
    'Use lower-case words joined by hyphens, and name the thing: an attic or a barrel holds everything and says nothing.',
    allFiles().filter((file) => parts(file).some((part) => attic.test(part) || !proper.test(part))),
  );
});

test('a source file has at most 300 lines, a test or a stylesheet at most 400', (t) => {
  const max = (file: string): number => (file.startsWith('test/') || file.endsWith('.css') ? tableLinesMax : sourceLinesMax);
  const long = allFiles()
    .filter((file) => /\.(tsx?|js|css|sh)$/.test(file) && linesOf(file).length > max(file))
    .map((file) => `${file}:${max(file) + 1} of ${linesOf(file).length}`);
  noFindings(t, 'Find the second thing this file holds and give it a file of its own.', long);
});

test('nothing is left for later in a comment', (t) => {
  noFindings(t, 'Do it now, or write an issue: a note in the code is read by nobody.', matches(textFiles(), unfinished));
});

test('no path of one machine and no address of a registry stands in any file', (t) => {
  noFindings(t, 'The next machine does not have it: use a path relative to the file.', matches(textFiles(), machinePaths));
  noFindings(t, 'The lock names versions and checksums; where to fetch is the business of the machine.', matches(textFiles(), registries));
});

test('every path that the README names exists', (t) => {
  const named = linesOf('README.md').flatMap((line, index) =>
    [...line.matchAll(/(?<![\w./-])(?:edge|cloud|systemd|test|\.ci)\/[\w./-]*[\w/]/g)].map(([path]) => ({ path, line: index + 1 })),
  );
  const missing = named.filter(({ path }) => !existsSync(join(root, path)));
  noFindings(
    t,
    'Correct the README: somebody follows it on their first day.',
    missing.map(({ path, line }) => `README.md:${line} ${path}`),
  );
});

test('tests lie where their sources lie', (t) => {
  const folderOf = (file: string): string => file.slice('test/'.length, file.lastIndexOf('/'));
  const astray = allFiles().filter(
    (file) => /^test\/(edge|cloud|systemd)\/.*\.test\.tsx?$/.test(file) && !existsSync(join(root, folderOf(file))),
  );
  noFindings(t, 'Move the test to the folder of the source it tests, below test/.', astray);
});

function matches(files: readonly string[], pattern: RegExp): string[] {
  return files.flatMap((file) =>
    linesOf(file).flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1} ${line.trim().slice(0, 100)}`] : [])),
  );
}
