import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { mintFirstCode } from '../../../cloud/admin/users/users.ts';
import { openStore, type Store } from '../../../cloud/store/open.ts';
import { type Started, startCloud } from '../../bench/started.ts';
import { needs } from '../../needs.ts';
import { freePort } from '../../office/free-port.ts';
import { until } from '../../office/until.ts';
import { mosquitto } from '../../sync/mosquitto.ts';
import { enrolTown, openTown, type Town } from '../../sync/town.ts';
import { root, textOf } from '../../tidy/sources.ts';
import { clerkAt } from '../admin/clerk.ts';
import { newDatabase, startPostgres } from '../postgres.ts';
import { eventReader } from '../views/event-reader.ts';

const at = '2026-11-23T08:10:00+01:00';
const password = 'not a secret';
/** Not the example office, whose password a cloud would write down. */
const office = { office: 'tabor', edge: 'kiosk-1' };
const cloudsCount = 3;
/** For what a slow machine may take its time for. */
const patienceMs = 90_000;
const path = [process.env.PATH, '/usr/sbin'].join(delimiter);
const caddyfile = 'cloud/compose/balancer.caddyfile';

needs('caddy')('the balancer takes its configuration, written as its own program writes it', (t) => {
  const env = { PATH: path, HOME: tmpdir(), FRONTA_HOST: 'fronta.example' };
  const validate = spawnSync('caddy', ['validate', '--adapter', 'caddyfile', '--config', caddyfile], { cwd: root, encoding: 'utf8', env });
  t.is(validate.status, 0, validate.stderr);
  t.is(spawnSync('caddy', ['fmt', caddyfile], { cwd: root, encoding: 'utf8', env }).stdout, textOf(caddyfile));
});

needs(
  'caddy',
  'mosquitto',
  'mosquitto_passwd',
)('three clouds behind the balancer are one: booking, live queue, sessions, and one of them killed (F14)', async (t) => {
  t.timeout(5 * 60_000);
  const { origin, clouds, store, town } = await compose(t);
  const reader = await eventReader(t, `${origin}/api/v1/offices/tabor/live/events`);
  await until('the first picture', () => reader.events.length > 0);
  await town.office.visit();
  await until('the change on its way through the balancer', () => reader.events.some((queue) => anybody(queue)), patienceMs);
  t.is(reader.headers.get('content-encoding'), null);

  const held = await book(origin, '2026-11-24T08:30:00+01:00');
  t.is(held.status, 201);
  const confirmed = await confirm(origin, await tokenOf(store));
  t.is(confirmed.state, 'confirmed');

  const clerk = clerkAt({ origin, clock: { now: Date.now } });
  await clerk.join((await mintFirstCode(store.db, Date.parse(at)))!);
  for (let request = 0; request < cloudsCount * 2; request++) t.is((await clerk.get('/admin/tabor/den')).status, 200, 'whichever is asked');

  await clouds[0]!.kill();
  for (let request = 0; request < cloudsCount * 2; request++)
    t.is((await clerk.get('/admin/tabor/den')).status, 200, 'without one of them');
  t.is((await book(origin, '2026-11-24T09:30:00+01:00')).status, 201);
  const served = await Promise.all(clouds.slice(1).map(requestsOf));
  t.true(
    served.every((requests) => requests > 0),
    `the others answered ${served}`,
  );
});

/** PostgreSQL, mosquitto, three clouds that began together, one office, and the balancer before them. */
async function compose(t: ExecutionContext) {
  const folder = mkdtempSync(join(tmpdir(), 'fronta-balancer-'));
  t.teardown(() => rmSync(folder, { recursive: true, maxRetries: 3 }));
  const server = await startPostgres();
  t.teardown(() => server.stop());
  const { url } = await newDatabase(server.url);
  const store = await openStore(url);
  t.teardown(() => store.close());
  await enrolTown(store, office);
  const broker = await mosquitto({ edges: [`${office.office}/${office.edge}`], password });
  await broker.start();
  t.teardown(() => broker.close());
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const environment = {
    FRONTA_DATABASE_URL: url,
    FRONTA_MQTT_URL: `mqtt://cloud:${encodeURIComponent(password)}@127.0.0.1:${broker.port}`,
    FRONTA_PUBLIC_ORIGIN: origin,
    FRONTA_TRUST_PROXY: '1',
    FRONTA_CLOCK: at,
  };
  const clouds = await Promise.all(Array.from({ length: cloudsCount }, () => startCloud(environment)));
  t.teardown(async () => void (await Promise.all(clouds.map((cloud) => cloud.kill()))));
  await startBalancer(t, { folder, origin, upstreams: clouds.map(addressOf) });
  const town: Town = await openTown(t, office, { folder, brokerPort: broker.port, password, at });
  return { origin, clouds, store, town };
}

const addressOf = ({ firstLine }: Started): string => /http:\/\/localhost:(\d+)/.exec(firstLine)![0].replace('localhost', '127.0.0.1');

type Balanced = { readonly folder: string; readonly origin: string; readonly upstreams: readonly string[] };

/** Caddy with our Caddyfile; where Docker's names would be asked for the clouds, their addresses stand. */
async function startBalancer(t: ExecutionContext, { folder, origin, upstreams }: Balanced): Promise<void> {
  const here = textOf(caddyfile)
    .replace(/dynamic a cloud 8080 \{[^}]*\}/, `to ${upstreams.join(' ')}`)
    .replace('127.0.0.1:8090', `127.0.0.1:${await freePort()}`);
  t.true(here.includes(upstreams[0]!));
  writeFileSync(join(folder, 'Caddyfile'), here);
  const said: string[] = [];
  const balancer = spawn('caddy', ['run', '--adapter', 'caddyfile', '--config', join(folder, 'Caddyfile')], {
    env: { PATH: path, HOME: folder, FRONTA_HOST: origin },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  balancer.stderr.on('data', (chunk) => void said.push(String(chunk)));
  const ended = once(balancer, 'exit');
  t.teardown(async () => {
    balancer.kill('SIGKILL');
    await ended;
  });
  const answers = async (): Promise<boolean> => (await fetch(`${origin}/readyz`)).ok;
  await until(() => `the balancer: ${said.join('').slice(-500)}`, answers, patienceMs);
}

const anybody = ({
  services,
  counters,
}: {
  services: readonly { waiting: number }[];
  counters: readonly { ticket: string | null }[];
}): boolean => services.some(({ waiting }) => waiting > 0) || counters.some(({ ticket }) => ticket !== null);

const headers = { 'content-type': 'application/json' };

async function book(origin: string, start: string): Promise<Response> {
  const body = JSON.stringify({ service: 'vozidla', start, name: 'Jana', email: `${Date.parse(start)}@example.cz`, lang: 'cs' });
  return fetch(`${origin}/api/v1/offices/tabor/reservations`, { method: 'POST', headers, body });
}

async function confirm(origin: string, token: string): Promise<{ readonly state?: string }> {
  return (await fetch(`${origin}/api/v1/reservations/confirm`, { method: 'POST', headers, body: JSON.stringify({ token }) })).json();
}

const tokenOf = async (store: Store): Promise<string> => {
  const mail = await store.db.selectFrom('mail').selectAll().orderBy('id', 'desc').executeTakeFirstOrThrow();
  return (JSON.parse(mail.told!) as { readonly token: string }).token;
};

async function requestsOf(cloud: Started): Promise<number> {
  const metrics = await (await fetch(`${addressOf(cloud)}/metrics`)).text();
  return [...metrics.matchAll(/^fronta_http_request_duration_seconds_count\{.*route="\/admin\/:office\/den".*\} (\d+)/gm)].reduce(
    (sum, [, count]) => sum + Number(count),
    0,
  );
}
