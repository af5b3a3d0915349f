import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** The top of the repository. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

const ignored = readFileSync(join(root, '.gitignore'), 'utf8')
  .split('\n')
  .filter((line) => line.endsWith('/'))
  .map((line) => line.slice(0, -1));
const binary = /\.(png|jpe?g|webp|woff2?|ico|bin|pdf)$/;

/** Names at the top of the repository that are kept under version control, folders without a slash. */
export const topEntries = (): readonly string[] => readdirSync(root).filter((name) => name !== '.git' && !isIgnored(name));

/** Every file that is kept under version control, by its path from the top, sorted. */
export function allFiles(): readonly string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.name !== '.git' && !isIgnored(entry.name))
    .flatMap((entry) => (entry.isDirectory() ? below(entry.name) : [entry.name]))
    .toSorted();
}

export const textFiles = (): readonly string[] => allFiles().filter((file) => !binary.test(file));

/** TypeScript sources of ours below these folders. */
export const typeScriptIn = (...folders: readonly string[]): readonly string[] =>
  allFiles().filter((file) => /\.tsx?$/.test(file) && folders.some((folder) => file.startsWith(`${folder}/`)));

export const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');

export const linesOf = (file: string): readonly string[] => textOf(file).trimEnd().split('\n');

const trees = new Map<string, ts.SourceFile>();

/** The file's syntax tree; parsed once, at most one for each source file. */
export function treeOf(file: string): ts.SourceFile {
  const known = trees.get(file);
  if (known) return known;
  const kind = file.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const tree = ts.createSourceFile(file, textOf(file), ts.ScriptTarget.Latest, true, kind);
  trees.set(file, tree);
  return tree;
}

const nodes = new Map<string, readonly ts.Node[]>();

/** Every node of the file's tree, each before its children. */
export function nodesOf(file: string): readonly ts.Node[] {
  const known = nodes.get(file);
  if (known) return known;
  const found: ts.Node[] = [];
  const walk = (node: ts.Node): void => {
    found.push(node);
    ts.forEachChild(node, walk);
  };
  walk(treeOf(file));
  nodes.set(file, found);
  return found;
}

/** Line of the node's first word, from 1. */
export const lineOf = (node: ts.Node): number => lineAt(node, node.getStart());

/** Lines from the node's first word to its last. */
export const lineCount = (node: ts.Node): number => lineAt(node, node.getEnd()) - lineOf(node) + 1;

const lineAt = (node: ts.Node, position: number): number => node.getSourceFile().getLineAndCharacterOfPosition(position).line + 1;

function below(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((file) => !isIgnored(file));
}

const isIgnored = (path: string): boolean =>
  ignored.some((folder) => path === folder || path.startsWith(`${folder}/`) || path.includes(`/${folder}/`)) || path.endsWith('.log');
