import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { knowingTypes, type LeftOut, leavingOut } from './left-out.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The edge as one file, beside its source map and the list of what went into it. */
export const bundlePath = join(root, 'edge/dist/main.cjs');

/** Drivers of real devices stay packages: they are optional or carry compiled code, and are loaded where the configuration names them. */
const drivers = ['onoff', 'serialport', 'modbus-serial', '@node-escpos/*', 'usb'];

const notReached: readonly LeftOut[] = [
  { name: 'socks', of: 'mqtt', why: 'a proxy, which the configuration does not know' },
  { name: 'ws', of: 'mqtt', why: 'web sockets: the configuration takes mqtt:// and mqtts://' },
  { name: 'worker-timers', of: 'mqtt', why: 'browsers' },
  { name: './dbcs-data', of: 'iconv-lite', why: 'Chinese, Japanese and Korean: printers speak PC852' },
];

/** The types that the edge's pages, answers and requests have. */
const mediaTypes = [
  'application/json',
  'application/octet-stream',
  'application/x-www-form-urlencoded',
  'image/svg+xml',
  'text/css',
  'text/event-stream',
  'text/html',
  'text/javascript',
  'text/plain',
];

/** TLS is 5 ms and 2 MiB that a broker without it never needs. */
const tlsWhenNeeded: Plugin = {
  name: 'tls-when-needed',
  setup({ onLoad }) {
    onLoad({ filter: /node_modules\/mqtt\/build\/lib\/connect\/tls\.js$/ }, ({ path }) => ({
      contents: replaced(path, 'const tls_1 = require("tls");', 'const tls_1 = { get connect() { return require("tls").connect; } };'),
    }));
  },
};

/** A file with one line of it said otherwise. Throws when the line is not there: the package has changed, and the change here with it. */
function replaced(path: string, line: string, by: string): string {
  const text = readFileSync(path, 'utf8');
  if (!text.includes(line)) throw new Error(`${path} has no line ${line}: see edge/bundle/bundle.ts`);
  return text.replace(line, by);
}

/** How `entry` becomes one file at `outfile`. A file of CommonJS: an ES module would load every part of each of Node's own modules that it names. */
export const bundling = (entry: string, outfile: string): BuildOptions & { metafile: true; write: false } => ({
  absWorkingDir: root,
  entryPoints: [entry],
  outfile,
  bundle: true,
  platform: 'node',
  target: `node${process.versions.node.split('.')[0]}`,
  format: 'cjs',
  external: drivers,
  alias: { 'readable-stream': 'node:stream' }, // a copy of Node's streams for browsers and older Nodes
  plugins: [leavingOut(notReached), knowingTypes(mediaTypes), tlsWhenNeeded],
  inject: ['edge/bundle/named-stacks.ts', 'edge/bundle/web-classes.ts'],
  banner: { js: `const mainUrl = require('node:url').pathToFileURL(require('node:path').join(__dirname, '../main.ts')).href;` },
  define: {
    'import.meta.url': 'mainUrl',
    'process.env.MQTTJS_SOCKS_PROXY': 'undefined',
  },
  minifySyntax: true, // leaves out what can never run, and keeps names
  // No comments: a quarter of the file, and a letter beyond ASCII in one of them makes every character of it two bytes in memory.
  minifyWhitespace: true,
  lineLimit: 160, // so that a stack says something where the map is missing
  sourcemap: 'linked',
  sourcesContent: false,
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  write: false,
});

/** Builds the edge. Throws when a source does not parse or an import leads nowhere; esbuild has said where by then. */
export async function bundle(): Promise<void> {
  const { outputFiles, metafile } = await build(bundling('edge/main.ts', bundlePath));
  mkdirSync(dirname(bundlePath), { recursive: true });
  for (const { path, contents } of outputFiles) replace(path, contents);
  const inputs = ['edge/bundle/bundle.ts', 'edge/bundle/left-out.ts', ...Object.keys(metafile.inputs)];
  replace(inputsPath, JSON.stringify(inputs.map(standingOf).filter(Boolean)));
}

/** Builds the edge if any of its sources, or how it is built, has changed since the last time, or it was never built. */
export async function freshBundle(): Promise<void> {
  if (!isFresh()) await bundle();
}

const inputsPath = join(dirname(bundlePath), 'inputs.json');

/** A source and what tells that it changed, in one line; empty for what is no file. */
function standingOf(input: string): string {
  const found = statSync(join(root, input), { throwIfNoEntry: false });
  return found?.isFile() ? `${found.mtimeMs} ${found.size} ${input}` : '';
}

function isFresh(): boolean {
  try {
    const known = JSON.parse(readFileSync(inputsPath, 'utf8')) as readonly string[];
    return statSync(bundlePath).isFile() && known.every((line) => standingOf(line.split(' ').slice(2).join(' ')) === line);
  } catch {
    return false;
  }
}

/** In one step: another process may be starting from the file, or building it too. */
function replace(path: string, contents: string | Uint8Array): void {
  const sibling = join(dirname(path), `.${basename(path)}.${process.pid}`);
  writeFileSync(sibling, contents);
  renameSync(sibling, path);
}
