import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import test, { type ExecutionContext } from 'ava';
import { readConfig } from '../../../edge/config.ts';
import { bundleProgram } from '../../../systemd/packages/bundle.ts';
import { copyrightOf } from '../../../systemd/packages/copyright.ts';
import { billOfMaterials } from '../../../systemd/packages/sbom.ts';
import { stagingIn } from '../../../systemd/packages/staging.ts';
import { linesOf, root, textOf } from '../../tidy/sources.ts';

function folderOf(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'fronta-packages-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  return folder;
}

const kiosk = join(root, 'systemd/packages/debian/fronta-edge/kiosk.json');

test('the configuration with real drivers is one that the edge takes, on the pins that the tables name', (t) => {
  const config = readConfig(['--config', kiosk], { NOTIFY_SOCKET: '/run/notify' });
  t.deepEqual([config.buttons.driver, config.units.driver, config.printer.driver], ['onoff', 'modbus', 'usb']);
  const example = JSON.parse(textOf('edge/example.json'));
  const { buttons } = JSON.parse(readFileSync(kiosk, 'utf8'));
  t.deepEqual(buttons.pins, example.buttons.pins);
  t.deepEqual(buttons.lamps, example.buttons.lamps);
});

test('the bill of a release names what is within and Node, by version and sum, and comes out the same each time', (t) => {
  const bill = billOfMaterials(root, ['node_modules/zod', 'node_modules/koa']);
  const { bomFormat, components, metadata } = JSON.parse(bill);
  t.is(bomFormat, 'CycloneDX');
  t.is(metadata.component.name, 'fronta');
  t.deepEqual(components.map(({ name }: { name: string }) => name).toSorted(), ['koa', 'node', 'zod']);
  t.true(components.every(({ hashes }: { hashes?: readonly object[] }) => hashes?.length === 1));
  t.is(billOfMaterials(root, ['node_modules/zod', 'node_modules/koa']), bill);
});

test('the copyright file holds the licence of everything within', (t) => {
  const text = copyrightOf(root, ['node_modules/zod', 'node_modules/koa'], 'The licence of Node.js');
  for (const words of ['The Fronta contributors', 'zod 4', 'Colin McDonnell', 'koa 3', 'The licence of Node.js'])
    t.true(text.includes(words), words);
});

test('packed papers have no time in them', (t) => {
  const folder = folderOf(t);
  stagingIn(folder).writePacked('paper.gz', 'words');
  const packed = readFileSync(join(folder, 'paper.gz'));
  t.is(packed.readUInt32LE(4), 0, 'the field of the time, RFC 1952 2.3.1');
  t.is(gunzipSync(packed).toString(), 'words');
});

test('the changelog begins with the version of package.json', (t) => {
  t.is(linesOf('systemd/packages/debian/changelog')[0], `{name} (${JSON.parse(textOf('package.json')).version}) bookworm; urgency=medium`);
});

test('the scripts of the packages are ones that a shell reads', (t) => {
  const folder = join(root, 'systemd/packages/debian');
  const scripts = ['postinst', 'prerm', 'postrm', 'fronta-edge/fronta', 'fronta-edge/fronta-update', 'fronta-cloud/fronta-cloud'];
  t.true(scripts.every((script) => linesOf(`systemd/packages/debian/${script}`)[0] === '#!/bin/sh'));
  for (const script of scripts) {
    const text = readFileSync(join(folder, script), 'utf8').replaceAll(/(?<!\$)\{[a-z-]+\}/g, 'a-word');
    t.notThrows(() => execFileSync('/bin/sh', ['-n'], { input: text }), script);
  }
});

test('each package has its description, its overrides and its place among the words', (t) => {
  const packages = readdirSync(join(root, 'systemd/packages/debian'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  t.deepEqual(packages.map(({ name }) => name).toSorted(), ['fronta-cloud', 'fronta-edge']);
  for (const { name } of packages) {
    t.regex(textOf(`systemd/packages/debian/${name}/control`), new RegExp(`^Package: ${name}\\nVersion: \\{version\\}\\n`));
    const bare = linesOf(`systemd/packages/debian/${name}/lintian-overrides`).filter(
      (line, index, all) => !line.startsWith('#') && index === 0 && all.length > 0,
    );
    t.deepEqual(bare, [], 'an override begins with why');
  }
});

test('a stack of a packaged program names our file and line', async (t) => {
  const folder = folderOf(t);
  const entry = join(folder, 'entry.ts');
  const outfile = join(folder, 'dist', 'entry.mjs');
  writeFileSync(entry, `type Wish = string;\n\nfunction refuse(wish: Wish): never {\n  throw new Error(wish);\n}\n\nrefuse('ready');\n`);
  await bundleProgram({ root: folder, entry: 'entry.ts', outfile });
  const { stderr, status } = spawnSync(process.execPath, [outfile], { cwd: folder, encoding: 'utf8' });
  t.is(status, 1);
  t.regex(stderr, /Error: ready\n {4}at refuse \(entry\.ts:4:9\)\n {4}at entry\.ts:7:1/);
});
