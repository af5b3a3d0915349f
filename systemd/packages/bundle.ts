import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Plugin } from 'esbuild';

/** What CommonJS takes for granted and an ES module has not. */
const banner = [
  "import { createRequire as requireHere } from 'node:module';",
  'const require = requireHere(import.meta.url);',
  'const __dirname = import.meta.dirname, __filename = import.meta.filename;',
].join(' ');

/**
 * One program as one ES module, with the packages it needs in it; answers the folders of those, `node_modules/…`. `addressed` names sources that
 * read files beside themselves: these go on meaning their own folder, from two folders below the top of the installed tree.
 */
export async function bundleProgram(options: {
  readonly root: string;
  readonly entry: string;
  readonly outfile: string;
  readonly external?: readonly string[];
  readonly addressed?: readonly string[];
  readonly plugins?: readonly Plugin[];
}): Promise<readonly string[]> {
  const { root, entry, outfile, external = [], addressed = [], plugins = [] } = options;
  const { metafile } = await build({
    ...common,
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    external: [...external],
    plugins: [own(root, addressed), ...plugins],
  });
  // A source's #! would have an interpreter that the package does not bring; /usr/bin/fronta names the one it does.
  writeFileSync(outfile, readFileSync(outfile, 'utf8').replace(/^#!.*/, '//'));
  chmodSync(outfile, 0o644);
  return packagesIn(Object.keys(metafile.inputs));
}

const common = {
  bundle: true,
  platform: 'node',
  target: `node${process.versions.node.split('.')[0]}`,
  format: 'esm',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  banner: { js: banner },
  // Instead of --enable-source-maps, which reads the maps of 8 MB at the start and keeps 100 MiB for it.
  inject: [fileURLToPath(new URL('../../edge/bundle/named-stacks.ts', import.meta.url))],
  minifySyntax: true,
  // No comments: one letter beyond ASCII in them makes every character of the program two bytes in memory.
  minifyWhitespace: true,
  lineLimit: 160,
  sourcemap: 'linked',
  sourcesContent: false,
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
} as const satisfies BuildOptions;

/** How a source names another one that it starts as a thread. */
export const threadPattern = /new URL\('\.\/([a-z-]+)\.ts', import\.meta\.url\)/g;

/** What `import.meta.url` was in a source, said in the bundle. */
const there = (source: string): string => `new URL('../../${source}', import.meta.url).href`;

const own = (root: string, addressed: readonly string[]): Plugin => ({
  name: 'own-address',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const source = addressed.find((one) => path === join(root, one));
      if (!source) return undefined;
      const text = readFileSync(path, 'utf8')
        .split(threadPattern) // [text, name of a thread, text, …]
        .map((part, index) =>
          index % 2 === 1 ? `new URL('./${part}.mjs', import.meta.url)` : part.replaceAll('import.meta.url', there(source)),
        )
        .join('');
      return { contents: text, loader: 'ts' };
    });
  },
});

/** Folders of the packages that these inputs are of. */
export const packagesIn = (inputs: readonly string[]): readonly string[] =>
  [...new Set(inputs.flatMap((input) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []))].toSorted();
