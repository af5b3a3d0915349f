import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import test from 'ava';
import { publicHolidays } from '../../../cloud/offices/holidays.ts';
import { bundleProgram } from '../../../systemd/packages/bundle.ts';
import { smallerCloud } from '../../../systemd/packages/left-out.ts';
import { filesBelow } from '../../../systemd/packages/staging.ts';
import { root, textOf } from '../../tidy/sources.ts';

const timeZones = ['Europe/Prague', 'Europe/Bratislava', 'Europe/Vienna', 'Europe/Berlin', 'Europe/Warsaw'];

test('the packaged cloud knows the holidays that its sources know, of every country and for fifty years, from a fifth of the bytes', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'fronta-left-out-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const bundle = (name: string, plugins: Parameters<typeof bundleProgram>[0]['plugins'] = []) => {
    const outfile = join(folder, `${name}.mjs`);
    return bundleProgram({ root, entry: 'cloud/offices/holidays.ts', outfile, plugins }).then(() => outfile);
  };
  const [whole, smaller] = [await bundle('whole'), await bundle('smaller', smallerCloud(root))];
  t.true(statSync(smaller).size < statSync(whole).size / 5, `${statSync(smaller).size} of ${statSync(whole).size} bytes`);
  const packaged = (await import(pathToFileURL(smaller).href)) as { publicHolidays: typeof publicHolidays };
  for (const timeZone of timeZones) {
    const days = [...publicHolidays({ timeZone }, '2020-01-01', '2069-12-31')];
    t.true(days.length > 400, timeZone);
    t.deepEqual([...packaged.publicHolidays({ timeZone }, '2020-01-01', '2069-12-31')], days, timeZone);
  }
});

test('every country of the table is tried above', (t) => {
  const named = [...textOf('cloud/offices/holidays.ts').matchAll(/'(Europe\/\w+)'/g)].map(([, zone]) => zone);
  t.deepEqual(named.toSorted(), timeZones.toSorted());
});

test('every type that the cloud answers with is one that its package knows', (t) => {
  const sources = filesBelow(join(root, 'cloud')).filter((file) => /\.tsx?$/.test(file));
  const types = sources.flatMap((file) =>
    [...textOf(`cloud/${file}`).matchAll(/(?:\.type = |: )'((?:application|image|text)\/[\w.+-]+)/g)].map(([, type]) => type!),
  );
  const known = textOf('systemd/packages/left-out.ts');
  t.true(types.length > 8);
  t.deepEqual(
    [...new Set(types)].filter((type) => !known.includes(`'${type}'`)),
    [],
  );
});

test('a packaged program is a byte a character, on the disk and in memory', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'fronta-ascii-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const outfile = join(folder, 'main.mjs');
  const addressed = filesBelow(join(root, 'cloud')).map((file) => `cloud/${file}`);
  await bundleProgram({ root, entry: 'cloud/main.ts', outfile, external: ['pg-native'], addressed, plugins: smallerCloud(root) });
  const text = readFileSync(outfile, 'utf8');
  t.true(text.includes('/mojeschuzka'), 'it is the cloud');
  t.is(Buffer.byteLength(text), text.length);
});
