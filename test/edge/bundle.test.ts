import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { build } from 'esbuild';
import { bundlePath, bundling, freshBundle } from '../../edge/bundle/bundle.ts';

test('a stack of the bundle names our file and line', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'fronta-bundle-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const entry = join(folder, 'entry.ts');
  const outfile = join(folder, 'dist', 'main.cjs');
  mkdirSync(join(folder, 'dist'));
  writeFileSync(entry, `type Wish = string;\n\nfunction refuse(wish: Wish): never {\n  throw new Error(wish);\n}\n\nrefuse('ready');\n`);
  await build({ ...bundling(entry, outfile), write: true });
  const { stderr, status } = spawnSync(process.execPath, [outfile], { cwd: folder, encoding: 'utf8' });
  t.is(status, 1);
  t.regex(stderr, /Error: ready\n {4}at refuse \(entry\.ts:4:9\)\n {4}at Object\.<anonymous> \(entry\.ts:7:1\)/);
});

test('drivers of devices are no part of the bundle, and neither is what no edge reaches', async (t) => {
  await freshBundle();
  const text = readFileSync(bundlePath, 'utf8');
  for (const path of ['node_modules/ws/', 'node_modules/socks/', 'node_modules/serialport/', 'node_modules/onoff/', 'zod/v4/locales/cs'])
    t.false(text.includes(path), path);
  t.true(text.includes('node_modules/koa/'), 'what is part of it has its path in it');
  t.true(text.includes('import("onoff")'), 'an optional driver is loaded where the configuration names it');
  t.true(text.length < 1_250_000, `${text.length} bytes are read at every start`);
  t.is(Buffer.byteLength(text), text.length, 'a byte a character, on the disk and in memory');
});

test('the bundle is built again when one of its sources has changed', async (t) => {
  await freshBundle();
  const known = readFileSync(join(bundlePath, '..', 'inputs.json'), 'utf8');
  const [source] = (JSON.parse(known) as string[])
    .map((line) => line.split(' ').slice(2).join(' '))
    .filter((path) => path === 'edge/main.ts');
  t.is(source, 'edge/main.ts');
  await freshBundle();
  t.is(readFileSync(join(bundlePath, '..', 'inputs.json'), 'utf8'), known);
  const now = new Date();
  utimesSync('edge/main.ts', now, now);
  await freshBundle();
  t.not(readFileSync(join(bundlePath, '..', 'inputs.json'), 'utf8'), known);
});
