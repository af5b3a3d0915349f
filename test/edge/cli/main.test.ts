import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test, { type ExecutionContext } from 'ava';
import { nodeDisk } from '../../../edge/disk/node.ts';
import { openJournal } from '../../../edge/journal/disk-journal.ts';
import { edgeBundle } from '../../office/edge-bundle.ts';
import { fact, stamp } from '../journal/journal-on.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const config = ['--config', 'edge/example.json'];

type Answer = { readonly code: number | null; readonly out: string; readonly err: string };

const fronta = (data: string, ...args: string[]): Answer => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['edge/cli/main.ts', ...args], {
    cwd: root,
    env: { PATH: process.env.PATH, FRONTA_DATA: data },
    encoding: 'utf8',
  });
  return { code: status, out: stdout, err: stderr };
};

async function dataOf(t: ExecutionContext, entries: number): Promise<string> {
  const data = mkdtempSync(join(tmpdir(), 'fronta-cli-'));
  t.teardown(() => rmSync(data, { recursive: true }));
  const { journal } = openJournal({ disk: nodeDisk, folder: join(data, 'journal'), mintId: () => 'e'.repeat(32), after: 0 });
  for (let entry = 1; entry <= entries; entry++) await journal.append([fact(entry)], stamp).durable;
  await journal.close();
  return data;
}

const segmentIn = (data: string): string => join(data, 'journal', '000000000001.journal');

test('wrong usage is told in a sentence and ends with 2', async (t) => {
  const data = await dataOf(t, 0);
  for (const [args, said] of [
    [[], /command line/],
    [['jurnal'], /no command is called "jurnal"/],
    [['journal', 'verify', '--config', 'nowhere.json'], /nowhere\.json: cannot be read/],
    [['status', '--jason'], /--jason/],
    [['call', 'first', 'next'], /usage: fronta call <counter> next\|recall/],
    [['status', 'now'], /usage: fronta status; it takes no "now"/],
    [['print', 'test', 'twice'], /usage: fronta print test; it takes no "twice"/],
    [['journal'], /usage: fronta journal verify$/m],
    [['rebuild', '--config', 'nowhere.json'], /nowhere\.json: cannot be read/],
  ] as const) {
    const { code, err } = fronta(data, ...args);
    t.is(code, 2, err);
    t.regex(err, said);
  }
  t.is(fronta(data, '--help').code, 0);
});

test('a configuration that is wrong is trouble found: 1, and with --json an object', async (t) => {
  const data = await dataOf(t, 0);
  const bad = join(data, 'bad.json');
  writeFileSync(bad, '{}');
  const told = fronta(data, 'check-config', bad);
  t.is(told.code, 1);
  t.regex(told.err, /bad\.json: office: is missing/);
  const { code, out } = fronta(data, 'check-config', '--json', bad);
  t.is(code, 1);
  t.deepEqual(JSON.parse(out), { file: bad, wrong: `${bad}: office: is missing` });
  t.is(fronta(data, 'check-config', join(data, 'nowhere.json')).code, 1);
  t.is(fronta(data, 'check-config', bad, bad).code, 2);
});

test('the command line says which release it is', async (t) => {
  const data = await dataOf(t, 0);
  const { code, out } = fronta(data, '--version');
  t.is(code, 0);
  t.regex(out, /^fronta \d+\.\d+\.\d+\n$/);
  t.deepEqual(Object.keys(JSON.parse(fronta(data, '--version', '--json').out)), ['software']);
});

test('verify says of each segment whether it is whole, rebuild is the way out, and afterwards all is well', async (t) => {
  const data = await dataOf(t, 10);
  const whole = fronta(data, 'journal', 'verify', ...config);
  t.is(whole.code, 0, whole.err);
  t.regex(whole.out, /000000000001\.journal: 10 entries, \d+ bytes, whole\n/);
  const bytes = readFileSync(segmentIn(data));
  bytes[bytes.length >> 1]! ^= 4;
  writeFileSync(segmentIn(data), bytes);
  const damaged = fronta(data, 'journal', 'verify', '--json', ...config);
  t.is(damaged.code, 1);
  t.regex(JSON.parse(damaged.out).loss, /at byte \d+, after entry \d+: checksum/);
  const rebuilt = fronta(data, 'rebuild', ...config);
  t.is(rebuilt.code, 0, rebuilt.err);
  t.regex(rebuilt.out, /goes on from e{32}, entry \d\. \d intact entries behind the damage/);
  t.is(fronta(data, 'journal', 'verify', ...config).code, 0);
});

test('a rebuild is refused while the edge runs', async (t) => {
  const data = await dataOf(t, 1);
  const edge = spawn(process.execPath, [...edgeBundle, ...config], {
    cwd: root,
    env: { PATH: process.env.PATH, FRONTA_DATA: data, FRONTA_EDGE_PORT: '0', FRONTA_LOG: 'silent' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.teardown(() => edge.kill('SIGKILL'));
  await once(edge.stdout, 'data');
  const { code, err } = fronta(data, 'rebuild', ...config);
  t.is(code, 1);
  t.regex(err, /already runs/);
});
