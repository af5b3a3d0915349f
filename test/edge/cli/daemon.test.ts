import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import test, { type ExecutionContext } from 'ava';
import type { BusDevice, Finding, Status } from '../../../edge/console/port.ts';
import { getJson, post } from '../../office/http.ts';
import { startProcess } from '../../office/process.ts';
import { until } from '../../office/until.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const example = JSON.parse(readFileSync(join(root, 'edge/example.json'), 'utf8'));

type Said = { readonly code: number | null; readonly out: string; readonly err: string };
type Kiosk = {
  readonly data: string;
  readonly address: string;
  fronta(...args: string[]): Promise<Said>;
  /** Ends the daemon as systemd would. */
  end(): Promise<void>;
};

/** The command line on a data folder; never rejects. */
const fronta = (data: string, ...args: string[]): Promise<Said> =>
  new Promise((resolve) => {
    const env = { PATH: process.env.PATH, FRONTA_DATA: data };
    const child = execFile(process.execPath, ['edge/cli/main.ts', ...args], { cwd: root, env }, (_, out, err) =>
      resolve({ code: child.exitCode, out, err }),
    );
  });

/** A real edge that meets no cloud, and the command line on its folder. */
async function kiosk(t: ExecutionContext, changes: object = {}): Promise<Kiosk> {
  const data = mkdtempSync(join(tmpdir(), 'fronta-cli-'));
  t.teardown(() => rmSync(data, { recursive: true, force: true }));
  writeFileSync(join(data, 'password'), 'secret-of-the-kiosk', { mode: 0o600 });
  const mqtt = { ...example.mqtt, url: 'mqtt://127.0.0.1:1', passwordFile: 'password' };
  writeFileSync(join(data, 'edge.json'), JSON.stringify({ ...example, mqtt, ...changes }));
  const env = { FRONTA_DATA: data, FRONTA_EDGE_PORT: '0', FRONTA_LOG: 'silent' };
  const edge = startProcess(t, { args: ['edge/main.ts', '--config', join(data, 'edge.json')], env });
  const address = await edge.said(/is open at (\S+)/);
  return {
    data,
    address,
    fronta: (...args) => fronta(data, ...args),
    end: async () => void (await edge.end('SIGTERM')),
  };
}

test('a technician sees the office at one glance, calls at a counter and prints a test', async (t) => {
  const { address, fronta } = await kiosk(t);
  await post(`${address}/bench/buttons/service:vozidla/press`, {});
  const seen = await until('the ticket', async () => {
    const status = JSON.parse((await fronta('status', '--json')).out) as Status;
    return status.services[0]?.waiting === 1 && status;
  });
  t.is(`${seen.office}/${seen.edge}`, 'krumlov/kiosk-1');
  const glance = await fronta('status');
  t.is(glance.code, 0, glance.err);
  t.regex(glance.out, /A {2}vozidla +1 /);
  t.is(stripVTControlCharacters(glance.out), glance.out, 'no colours where no person looks on');

  t.deepEqual(await fronta('call', '2', 'next'), { code: 0, out: 'counter 2: A1\n', err: '' });
  t.deepEqual(await fronta('call', '3', 'next'), { code: 1, out: 'counter 3: refused, nobody-waiting\n', err: '' });

  t.is((await fronta('print', 'test')).code, 0);
  const [slip] = await getJson<readonly { number: string; text: string }[]>(`${address}/bench/slips`);
  t.is(slip?.number, 'TEST');
  t.true(slip?.text.includes('ěščřžýáíéúůďťň'), slip?.text);
  await post(`${address}/bench/printer`, { state: 'paper-out' });
  const refused = await fronta('print', 'test');
  t.deepEqual([refused.code, refused.out], [1, 'not printed: paper-out\n']);
});

test('doctor names what is not well and what to do, whether the edge runs or not', async (t) => {
  const { address, data, fronta, end } = await kiosk(t);
  await post(`${address}/bench/printer`, { state: 'cover-open' });
  const found = await until('the open cover', async () => {
    const { findings } = JSON.parse((await fronta('doctor', '--json')).out) as { findings: Finding[] };
    return findings.some(({ says }) => says === 'its cover is open') && findings;
  });
  t.deepEqual(
    found.filter(({ state }) => state === 'broken').map(({ thing }) => thing),
    ['printer'],
  );
  const shown = await fronta('doctor');
  t.is(shown.code, 1);
  t.regex(shown.out, /✗ {2}printer +its cover is open\n +→ Close the cover/);
  await end();
  const alone = await fronta('doctor');
  t.is(alone.code, 1);
  t.regex(alone.out, /✗ {2}daemon +the edge does not run.+\n +→ .*journalctl/);
  t.regex(alone.out, /✓ {2}journal +1 segments, whole/);
  t.false(existsSync(join(data, 'console.sock')));
});

test('units scan says of a bus that is away what to do, and knows the keypad (F13)', async (t) => {
  const units = { driver: 'modbus', port: '/dev/no-such-line', counters: { 2: { address: 5 } }, keypad: { address: 32 } };
  const { fronta } = await kiosk(t, { units });
  const silent = await until('both to be given up', async () => {
    const { out } = await fronta('units', 'scan', '--json');
    const scanned = (JSON.parse(out) as { units: readonly BusDevice[] }).units;
    return scanned.every(({ present }) => present === false) && scanned;
  });
  t.deepEqual(
    silent.map(({ kind, counter, address, version, says }) => [kind, counter, address, version, says]),
    [
      ['counter unit', 2, 5, null, 'is silent (the bus is not open)'],
      ['keypad', null, 32, null, 'is silent (the bus is not open)'],
    ],
  );
  const shown = await fronta('units', 'scan');
  t.is(shown.code, 1);
  t.regex(shown.out, /^✗ +keypad +32 .*is silent \(the bus is not open\)\n +→ The bus itself is away/m);
});

test('the socket is for its owner and group alone', async (t) => {
  const { data } = await kiosk(t);
  t.is(statSync(join(data, 'console.sock')).mode & 0o777, 0o660);
});

test('tail tells what happens while it happens and ends with the edge', async (t) => {
  const { address, data, end } = await kiosk(t);
  const tail = spawn(process.execPath, ['edge/cli/main.ts', 'tail'], {
    cwd: root,
    env: { PATH: process.env.PATH, FRONTA_DATA: data },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  t.teardown(() => tail.kill('SIGKILL'));
  const lines: string[] = [];
  createInterface({ input: tail.stdout }).on('line', (line) => lines.push(line));
  await until('what happened before', () => lines.some((line) => line.endsWith('counter 3 opened')));
  await post(`${address}/bench/buttons/service:dovozy/press`, {});
  await until('the ticket', () => lines.some((line) => line.endsWith('B1 issued for dovozy by button, 0 ahead')));
  const ended = once(tail, 'exit', { signal: AbortSignal.timeout(15_000) });
  await end();
  t.deepEqual(await ended, [1, null]);
});

test('an export says what somebody far away needs, and redacted no token, key, code or clerk', async (t) => {
  const { address, data, fronta } = await kiosk(t);
  await post(`${address}/bench/buttons/service:vozidla/press`, {});
  const token = await until('the token', async () => {
    await fronta('export', join(data, 'whole.json'));
    const whole = readFileSync(join(data, 'whole.json'), 'utf8');
    rmSync(join(data, 'whole.json'));
    return /"token": "([^"]{16,})"/.exec(whole)?.[1];
  });
  const path = join(data, 'redacted.json');
  t.is((await fronta('export', '--redact', path)).code, 0);
  const bundle = readFileSync(path, 'utf8');
  t.true(bundle.includes('"ticket.issued"'));
  for (const secret of [token, 'secret-of-the-kiosk', 'scrypt$']) t.false(bundle.includes(secret), secret);
  t.is(statSync(path).mode & 0o777, 0o600);
  const again = await fronta('export', '--redact', path);
  t.is(again.code, 1, 'what is there is not overwritten');
});

test('check-config says the first thing that is wrong, and needs no unit around it', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'fronta-cli-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const well = join(folder, 'well.json');
  writeFileSync(well, JSON.stringify({ ...example, watchdog: 'systemd' }));
  t.is((await fronta(folder, 'check-config', well)).code, 0);
  const bad = join(folder, 'bad.json');
  writeFileSync(bad, JSON.stringify({ ...example, printers: {} }));
  const { code, err } = await fronta(folder, 'check-config', bad);
  t.is(code, 1);
  t.regex(err, /bad\.json: .*printers/);
});
