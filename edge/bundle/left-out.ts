import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

/** A part of a package that a program never reaches: what it is imported as, in which package, and why it is not needed. */
export type LeftOut = { readonly name: string; readonly of: string; readonly why: string };

/** Leaves parts of packages out of a bundle. Whatever reaches one after all finds it empty. */
export const leavingOut = (parts: readonly LeftOut[]): Plugin => ({
  name: 'leaving-out',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: new RegExp(`^(${parts.map(({ name }) => RegExp.escape(name)).join('|')})$`) }, ({ path, importer }) =>
      parts.some(({ name, of }) => name === path && importer.includes(`node_modules/${of}/`)) ? { path, namespace: 'left-out' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: 'module.exports = {};' }));
  },
});

/** Keeps these of the 2,500 media types that the table of koa's packages knows. */
export const knowingTypes = (types: readonly string[]): Plugin => ({
  name: 'knowing-types',
  setup({ onLoad }) {
    onLoad({ filter: /node_modules\/mime-db\/db\.json$/ }, ({ path }) => {
      const table = Object.entries(JSON.parse(readFileSync(path, 'utf8')) as object).filter(([type]) => types.includes(type));
      return { contents: JSON.stringify(Object.fromEntries(table)), loader: 'json' };
    });
  },
});
