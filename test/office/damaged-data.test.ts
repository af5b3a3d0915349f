import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { edgeBundle } from './edge-bundle.ts';
import { freePort } from './free-port.ts';
import { startProcess } from './process.ts';
import { runOffice } from './run-office.ts';
import { until } from './until.ts';

test.serial('a journal with a damaged middle is refused in one line that names file and place, and nothing is changed', async (t) => {
  const office = await runOffice(t, { clock: '2026-11-23T08:10:00+01:00', cloud: false });
  for (const [button, slips] of [
    ['service:vozidla', 1],
    ['service:dovozy', 2],
    ['service:ridici', 3],
  ] as const) {
    await office.bench.press(button);
    await until('a slip', async () => (await office.bench.slips()).length === slips);
  }
  await office.edge.end('SIGKILL');
  const folder = join(office.folder, 'journal');
  const files = readdirSync(folder);
  const path = join(folder, files.find((name) => name.endsWith('.journal')) ?? '');
  const bytes = readFileSync(path);
  const middle = bytes.indexOf('"number":"B1"');
  bytes[middle + 11] = 0x39;
  writeFileSync(path, bytes);

  const again = startProcess(t, {
    args: [...edgeBundle, '--config', office.edgeConfig],
    env: { FRONTA_DATA: office.folder, FRONTA_EDGE_PORT: '0', FRONTA_LOG: 'silent' },
  });
  const { code } = await again.ended;
  t.is(code, 1);
  const lineStart = bytes.lastIndexOf('\n', middle) + 1;
  t.is(again.stderr().split('\n').length, 2, again.stderr());
  t.true(again.stderr().includes(`the journal is damaged: ${path} at byte ${lineStart}, after entry `), again.stderr());
  t.deepEqual(readFileSync(path), bytes);
  t.deepEqual(readdirSync(folder), files);
});

test.serial('a second edge on the same data folder is refused, and the first goes on', async (t) => {
  const office = await runOffice(t, { clock: '2026-11-23T08:10:00+01:00', cloud: false });
  const second = startProcess(t, {
    args: [...edgeBundle, '--config', office.edgeConfig],
    env: { FRONTA_DATA: office.folder, FRONTA_EDGE_PORT: String(await freePort()), FRONTA_LOG: 'silent' },
  });
  t.is((await second.ended).code, 1);
  t.regex(second.stderr(), /^fronta edge: another edge already runs on the data folder \S+; stop it or set FRONTA_DATA\n$/);
  await office.bench.press('service:vozidla');
  t.like(await until('a slip', async () => (await office.bench.slips())[0]), { number: 'A1' });
});
