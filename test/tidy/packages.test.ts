import { builtinModules } from 'node:module';
import test from 'ava';
import ts from 'typescript';
import { noFindings } from './no-findings.ts';
import { lineOf, linesOf, nodesOf, textOf, typeScriptIn } from './sources.ts';

type Manifest = Readonly<Record<'dependencies' | 'devDependencies' | 'optionalDependencies' | 'scripts', Readonly<Record<string, string>>>>;

const manifest = JSON.parse(textOf('package.json')) as Manifest;
const packages = { ...manifest.dependencies, ...manifest.optionalDependencies, ...manifest.devDependencies };

/** Packages that no file imports, each with what it is for. */
const neverImported: Readonly<Record<string, string>> = {
  node: 'the runtime itself',
  tsx: 'given to node as --import',
  serialport: 'the line under modbus-serial, which loads it by name',
  '@typescript/native': 'tsc of TypeScript 7 in `npm run types`',
  '@biomejs/biome': '`npm run lint`',
  'dependency-cruiser': '`npm run imports`',
};

test('every package is pinned to one exact version', (t) => {
  const exact = /^(npm:(@[\w-]+\/)?[\w-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/;
  const loose = Object.entries(packages).filter(([, version]) => !exact.test(version));
  noFindings(
    t,
    'Write the exact version: what was tested is what runs.',
    loose.map(([name, version]) => `package.json:${lineNaming(name)} ${name} ${version}`),
  );
});

test('every package is really used, and every import is declared', (t) => {
  const imported = new Map(typeScriptIn('edge', 'cloud', 'systemd', 'test').flatMap(importsOf));
  const idle = Object.keys(packages).filter(
    (name) => !imported.has(name) && neverImported[name] === undefined && !isTypesOf(name, imported),
  );
  noFindings(
    t,
    'Remove the package with npm uninstall, or use it.',
    idle.map((name) => `package.json:${lineNaming(name)} ${name}`),
  );
  const undeclared = [...imported].filter(([name]) => packages[name] === undefined);
  noFindings(
    t,
    'Declare the package in package.json with an exact version.',
    undeclared.map(([name, where]) => `${where} ${name}`),
  );
  const listed = Object.keys(neverImported).filter((name) => imported.has(name) || packages[name] === undefined);
  noFindings(t, 'Take the package off the list of those that no file imports.', listed);
});

test('the lock is one file and says where nothing was fetched from', (t) => {
  t.false(/"resolved": "(?!file:)/.test(textOf('package-lock.json')), 'Install with omit-lockfile-registry-resolved=true.');
});

const lineNaming = (name: string): number => linesOf('package.json').findIndex((line) => line.includes(`"${name}":`)) + 1;

/** Type packages serve the package they describe; those of the runtime serve every file. */
const isTypesOf = (name: string, imported: ReadonlyMap<string, string>): boolean =>
  name.startsWith('@types/') && (name === '@types/node' || imported.has(name.slice('@types/'.length)));

/** Names of packages that the file imports in any way, each with where it does. */
function importsOf(file: string): [string, string][] {
  return nodesOf(file)
    .filter((node) => ts.isStringLiteralLike(node) && namesModule(node.parent))
    .map((node) => [(node as ts.StringLiteralLike).text, `${file}:${lineOf(node)}`] as const)
    .filter(([path]) => !/^([.#/]|node:|data:)/.test(path) && !builtinModules.includes(path))
    .map(([path, where]) => [packageOf(path), where]);
}

const namesModule = (node: ts.Node): boolean =>
  ts.isImportDeclaration(node) ||
  ts.isExportDeclaration(node) ||
  ts.isImportTypeNode(node.parent) ||
  (ts.isCallExpression(node) && /^(import|require|\w*[rR]equire(\.resolve)?|import\.meta\.resolve)$/.test(node.expression.getText()));

const packageOf = (path: string): string =>
  path
    .split('/')
    .slice(0, path.startsWith('@') ? 2 : 1)
    .join('/');
