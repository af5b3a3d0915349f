import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import test, { type ExecutionContext } from 'ava';
import type { EnrolOutcome } from '../../edge/link/port.ts';
import { type Clerk, clerkAt } from '../cloud/admin/clerk.ts';
import { benchHands } from './bench-hands.ts';
import { compileCache, edgeBundle } from './edge-bundle.ts';
import { startProcess } from './process.ts';
import { type Office, runOffice } from './run-office.ts';
import { cloudRows } from './stored-facts.ts';
import { until } from './until.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const example = JSON.parse(readFileSync(join(root, 'edge/example.json'), 'utf8'));
const kiosks = '/admin/krumlov/kiosky';
/** A dozen processes are started one after another; each wait within has its own bound. */
const timeoutMs = 180_000;

/** The first admin of this office, signed in. */
async function admin(office: Office): Promise<Clerk> {
  const code = await office.cloud.process().said(/one-time code (\S+)/);
  const clerk = clerkAt({ origin: office.cloud.address, clock: { now: Date.now } });
  await clerk.join(code);
  return clerk;
}

async function codeFor(clerk: Clerk, edge: string): Promise<string> {
  const page = await clerk.send(await clerk.get(kiosks), `${kiosks}/vydat`, { edge });
  return /one-time-code">([^<]+)</.exec(page.html)?.[1] ?? '';
}

/** A card for kiosk-2 that nobody enrolled yet; its configuration names the cloud. */
function newCard(office: Office, name: string): string {
  const data = join(office.folder, name);
  mkdirSync(data);
  const mqtt = { url: `mqtt://127.0.0.1:${office.mqttPort}`, username: 'krumlov/kiosk-2', passwordFile: 'no-password' };
  writeFileSync(join(data, 'edge.json'), JSON.stringify({ ...example, edge: 'kiosk-2', cloud: office.cloud.address, mqtt }));
  return data;
}

async function startEdge(t: ExecutionContext, data: string) {
  const env = { FRONTA_DATA: data, FRONTA_EDGE_PORT: '0', FRONTA_LOG: 'error', ...compileCache };
  const edge = startProcess(t, { args: [...edgeBundle, '--config', join(data, 'edge.json')], env });
  const address = await edge.said(/is open at (\S+)/);
  return { edge, bench: benchHands(() => address) };
}

/** The technician's command line on a card, with what is typed into it. */
async function fronta(data: string, args: readonly string[], typed = ''): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, ['edge/cli/main.ts', ...args], { cwd: root, env: { PATH: process.env.PATH, FRONTA_DATA: data } });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  child.stdin.end(typed);
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, out, err };
}

const isOnline = ({ database }: Office): boolean =>
  cloudRows<{ online: number }>(database, "select online from edge where id = 'kiosk-2'")[0]?.online === 1;
const linkOf = async (data: string): Promise<string> => JSON.parse((await fronta(data, ['status', '--json'])).out).link.state;
const passwordOn = (data: string): string => readFileSync(join(data, 'mqtt-password'), 'utf8');

test('a new kiosk is enrolled at its own keypad, cut off from /admin, and enrolled again from the command line', async (t) => {
  t.timeout(timeoutMs);
  const office = await runOffice(t, { clock: '2026-11-23T08:10:00+01:00' });
  const clerk = await admin(office);
  const data = newCard(office, 'card');
  const { bench } = await startEdge(t, data);
  t.regex((await fronta(data, ['doctor'])).out, /✗ +credential +this edge is not enrolled\n +→ Issue a code/);
  await bench.type('1234567890123456#');
  await until('the mistyped code to be told', async () => /překlep/.test(await bench.kioskSays()));
  const code = (await codeFor(clerk, 'kiosk-2')).replaceAll(' ', '');
  await bench.type(`${code.slice(0, 6)}`);
  await until('the digits to stand there', async () => (await bench.kioskSays()).includes(`${code.slice(0, 4)} ${code.slice(4, 6)}__`));
  await bench.type(`${code.slice(6)}#`);
  await until('the kiosk to say that it is connected', async () => /Kiosek je připojen/.test(await bench.kioskSays()));
  await until('the link to be up', () => isOnline(office));
  t.is(statSync(join(data, 'mqtt-password')).mode & 0o777, 0o600);
  t.false(readdirSync(data).includes('replaces-another-card'), 'the first card replaces none');

  await clerk.send(await clerk.get(`${kiosks}/kiosk-2/odpojit`), `${kiosks}/kiosk-2/odpojit`);
  await until('the kiosk to be cut off', async () => (await linkOf(data)) === 'offline');
  await until('doctor to name the credential', async () => /✗ +credential +the broker refuses/.test((await fronta(data, ['doctor'])).out));
  t.false(isOnline(office));

  const before = passwordOn(data);
  const again = await fronta(data, ['enrol', '--json'], `${await codeFor(clerk, 'kiosk-2')}\n`);
  t.is(again.code, 0, again.out + again.err);
  t.like(JSON.parse(again.out) as EnrolOutcome, { ok: true, replacement: 0, notes: [] });
  t.not(passwordOn(data), before);
  await until('the link to be up again', () => isOnline(office));
  const used = await fronta(data, ['enrol'], `${code}\n`);
  t.is(used.code, 1);
  t.regex(used.out, /not enrolled: The code is not good\n +→ It was never issued, is used already/);
});

test('a card that takes the place of another is enrolled before its first start, and begins numbers of its own (F18)', async (t) => {
  t.timeout(timeoutMs);
  const office = await runOffice(t, { clock: '2026-11-23T08:10:00+01:00' });
  const clerk = await admin(office);
  const [first, second] = [newCard(office, 'first-card'), newCard(office, 'second-card')];
  t.is((await fronta(first, ['enrol'], await codeFor(clerk, 'kiosk-2'))).code, 0);
  const replaced = await fronta(second, ['enrol'], await codeFor(clerk, 'kiosk-2'));
  t.is(replaced.code, 0, replaced.err);
  t.regex(replaced.out, /enrolled: this is krumlov\/kiosk-2 of http:.+\n(.+\n)*.*replacement 1 of this edge/);
  t.is(readFileSync(join(second, 'replaces-another-card'), 'utf8'), '1\n');
  const { bench } = await startEdge(t, second);
  await until('the link to be up', () => isOnline(office));
  await bench.press('service:vozidla');
  const [slip] = await until('the slip', async () => ((await bench.slips()).length > 0 ? bench.slips() : null));
  t.is(slip?.number, 'A501');
});

test('wrong usage of enrol, a cloud that is not there and an open line are each told in a sentence', async (t) => {
  t.timeout(timeoutMs);
  const office = await runOffice(t, { clock: '2026-11-23T08:10:00+01:00', cloud: false });
  const data = newCard(office, 'card');
  const code = '1234 5678 9012 3452';
  const cases: readonly (readonly [readonly string[], string, number, RegExp])[] = [
    [['enrol', 'https://a.example', 'more'], code, 2, /usage: fronta enrol ORIGIN/],
    [['enrol'], '', 1, /no code on standard input/],
    [['enrol'], '1234 5678 9012 3453', 1, /this is no code: 16 digits/],
    [['enrol', 'http://fronta.example'], code, 1, /over an open line\n +→ Use https:\/\/fronta\.example/],
    [['enrol', 'fronta.example'], code, 1, /is no address of a cloud/],
    [['enrol'], code, 1, /nobody answers at its port/],
  ];
  for (const [args, typed, exit, said] of cases) {
    const { code: ended, out, err } = await fronta(data, args, typed);
    t.is(ended, exit, out + err);
    t.regex(out + err, said);
  }
});
