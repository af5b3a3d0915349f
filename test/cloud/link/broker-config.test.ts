import { spawn, spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import test, { type ExecutionContext } from 'ava';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import pino from 'pino';
import { edgeUsername } from '#contract/topic.ts';
import { brokerLink } from '../../../cloud/link/broker.ts';
import { packetBytesMax } from '../../../cloud/link/mosquitto/mosquitto-conf.ts';
import type { Link } from '../../../cloud/link/port.ts';
import { needs } from '../../needs.ts';
import { freePort } from '../../office/free-port.ts';
import { until } from '../../office/until.ts';
import { kiosk, monday, stranger } from '../sync-cloud.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const path = [process.env.PATH, '/usr/sbin'].join(delimiter);
const withOpenssl = needs('openssl');
const withBroker = needs('mosquitto', 'openssl');

function folderOf(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'fronta-broker-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

const brokerConfig = (...args: readonly string[]) =>
  spawnSync(process.execPath, ['cloud/link/mosquitto/main.ts', ...args], { cwd: root, encoding: 'utf8', env: { PATH: path } });

type Running = {
  readonly folder: string;
  readonly port: number;
  readonly ca: string;
  readonly link: Link;
  readonly heard: string[];
  /** How an edge's connecting ended: the client, or why it was refused. */
  attempt(options: IClientOptions): Promise<{ readonly client: MqttClient; readonly refused: string | null }>;
};

/** A mosquitto with the configuration that was written, and the cloud's link to it. */
async function run(t: ExecutionContext): Promise<Running> {
  const folder = folderOf(t);
  const port = await freePort();
  const written = brokerConfig('--host', 'localhost', '--port', String(port), '--folder', folder);
  t.is(written.status, 0, written.stderr);
  await startMosquitto(t, folder);
  const ca = readFileSync(join(folder, 'ca.pem'), 'utf8');
  const url = readFileSync(join(folder, 'mqtt-url'), 'utf8').trim();
  const link = brokerLink({ url, ca, now: () => monday, log: pino({ level: 'silent' }) });
  t.teardown(() => link.stop());
  const heard: string[] = [];
  link.onUp(async (messages) => void heard.push(...messages.map(({ topic }) => topic)));
  let reached = false;
  link.onReachable(() => {
    reached = true;
  });
  await link.start();
  await until('the cloud to be connected', () => reached);
  const attempt: Running['attempt'] = async (options) => {
    const client = mqtt.connect(`mqtts://localhost:${port}`, { ca, reconnectPeriod: 0, username: edgeUsername(kiosk), ...options });
    t.teardown(() => client.endAsync(true));
    const refused = await new Promise<string | null>((resolve) => {
      client.once('connect', () => resolve(null));
      client.once('error', (error) => resolve(error.message || String((error as NodeJS.ErrnoException).code)));
      client.once('close', () => resolve('closed'));
    });
    client.on('error', () => {});
    return { client, refused };
  };
  return { folder, port, ca, link, heard, attempt };
}

async function startMosquitto(t: ExecutionContext, folder: string): Promise<void> {
  const asRoot = process.getuid?.() === 0;
  // Started by root it becomes the account mosquitto, which must own what it writes; a test has its folder for itself.
  if (asRoot) spawnSync('sh', ['-c', `echo 'user root' >> ${join(folder, 'mosquitto.conf')}`]);
  const broker = spawn('mosquitto', ['-c', join(folder, 'mosquitto.conf')], { env: { PATH: path }, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise<void>((resolve) => broker.once('close', () => resolve()));
  t.teardown(async () => {
    broker.kill();
    await ended;
  });
  const said: string[] = [];
  for await (const line of createInterface(broker.stderr)) {
    said.push(line);
    if (/mosquitto version .* running/.test(line)) {
      broker.stderr.resume();
      return;
    }
  }
  throw new Error(`mosquitto ended before it listened: ${said.join('\n')}`);
}

const closed = (client: MqttClient): Promise<void> => new Promise((resolve) => client.once('close', () => resolve()));

withBroker('by the written configuration an enrolled edge works over TLS, and nobody else comes in', async (t) => {
  const { link, heard, attempt, port } = await run(t);
  t.regex((await attempt({ password: 'guess' })).refused ?? '', /Not authorized/);
  t.is(await link.accounts.admit(kiosk, 'right'), 'done');
  const { client, refused } = await attempt({ password: 'right' });
  t.is(refused, null);
  const statuses: string[] = [];
  client.on('message', (topic) => void statuses.push(topic));
  await client.subscribeAsync(['fronta/1/krumlov/kiosk-1/down/+', 'fronta/1/cloud/status'], { qos: 1 });
  await until('the retained status of the cloud', () => statuses.includes('fronta/1/cloud/status'));
  await client.publishAsync('fronta/1/krumlov/kiosk-1/up/status', '{"state":"online","at":null}', { qos: 1, retain: true });
  await until('the cloud to hear it', () => heard.includes('fronta/1/krumlov/kiosk-1/up/status'));
  t.is(await link.send(kiosk, { kind: 'request', body: { want: 'hello' } }), 'sent');
  await until('the edge to hear it', () => statuses.includes('fronta/1/krumlov/kiosk-1/down/request'));
  t.regex((await attempt({ password: 'right', ca: '' })).refused ?? '', /certificate|issuer/i, 'nobody vouches for it');
  t.not((await attempt({ username: '', password: '' })).refused, null, 'without a name');
  const plain = mqtt.connect(`mqtt://127.0.0.1:${port}`, {
    reconnectPeriod: 0,
    connectTimeout: 2_000,
    password: 'right',
    username: edgeUsername(kiosk),
  });
  t.teardown(() => plain.endAsync(true));
  plain.on('error', () => {});
  await t.notThrowsAsync(closed(plain), 'without TLS nothing is answered');
});

withBroker('a foreign topic is refused for publish, retained, subscribe and will (F32)', async (t) => {
  const { link, heard, attempt } = await run(t);
  await link.accounts.admit(kiosk, 'right');
  await link.accounts.admit(stranger, 'other');
  const foreign = 'fronta/1/tabor/kiosk-1';
  const { client: modern } = await attempt({ password: 'right', protocolVersion: 5 });
  for (const [topic, retain] of [
    [`${foreign}/up/status`, false],
    [`${foreign}/up/status`, true],
    [`${foreign}/down/settings`, true],
    ['fronta/1/krumlov/kiosk-1/down/settings', true],
    ['fronta/1/cloud/status', true],
    ['$CONTROL/dynamic-security/v1', false],
  ] as const)
    await t.throwsAsync(modern.publishAsync(topic, '{}', { qos: 1, retain }), { message: /Not authorized/ }, topic);
  for (const filter of [`${foreign}/down/+`, `${foreign}/up/+`, 'fronta/#', '#', '$share/all/fronta/#', '$CONTROL/#', '$SYS/#'])
    await t.throwsAsync(modern.subscribeAsync(filter, { qos: 1 }), undefined, filter);
  const { client: old } = await attempt({ password: 'right', protocolVersion: 4 });
  await old.publishAsync(`${foreign}/up/status`, '{"state":"offline","at":null}', { qos: 1, retain: true });
  const will = { topic: `${foreign}/up/status`, payload: Buffer.from('{}'), qos: 1, retain: true } as const;
  const { client: dying } = await attempt({ password: 'right', will });
  dying.stream.destroy();
  const own = { ...will, topic: 'fronta/1/krumlov/kiosk-1/up/status' };
  const { client: last } = await attempt({ password: 'right', will: own });
  last.stream.destroy();
  await until('the will that is allowed', () => heard.includes(own.topic));
  const { client: other } = await attempt({ username: edgeUsername(stranger), password: 'other' });
  const kept: string[] = [];
  other.on('message', (topic) => void kept.push(topic));
  await other.subscribeAsync([`${foreign}/down/+`, 'fronta/1/cloud/status'], { qos: 1 });
  await until('what is retained', () => kept.length > 0);
  t.deepEqual(kept, ['fronta/1/cloud/status']);
  t.deepEqual([...new Set(heard)], [own.topic]);
});

withBroker('an edge that is shut out is thrown out at once and stays out; one that gets a new password loses the old one', async (t) => {
  const { link, attempt } = await run(t);
  await link.accounts.admit(kiosk, 'first');
  const { client } = await attempt({ password: 'first' });
  const replaced = closed(client);
  t.is(await link.accounts.admit(kiosk, 'second'), 'done');
  await replaced;
  t.regex((await attempt({ password: 'first' })).refused ?? '', /Not authorized/);
  const { client: again } = await attempt({ password: 'second' });
  const gone = closed(again);
  t.is(await link.accounts.shutOut(kiosk), 'done');
  await gone;
  t.regex((await attempt({ password: 'second' })).refused ?? '', /Not authorized/);
  t.is(await link.accounts.shutOut(kiosk), 'done', 'once more changes nothing');
});

withBroker('a packet over the limit ends the connection, and a broker that is gone is away', async (t) => {
  const { link, attempt, heard } = await run(t);
  await link.accounts.admit(kiosk, 'right');
  const { client } = await attempt({ password: 'right' });
  const gone = closed(client);
  client.publish('fronta/1/krumlov/kiosk-1/up/events', Buffer.alloc(packetBytesMax + 1, 'x'), { qos: 1 });
  await gone;
  t.deepEqual(heard, []);
  await link.stop();
  t.is(await link.accounts.shutOut(kiosk), 'away');
});

withOpenssl('a second run keeps authority and accounts and renews the certificate; secrets are for their owner alone', async (t) => {
  const folder = folderOf(t);
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  t.is(brokerConfig('--host', 'broker.fronta.example', '--folder', folder).status, 0);
  const [ca, accounts, url, server] = ['ca.pem', 'dynamic-security.json', 'mqtt-url', 'server.pem'].map(read);
  const again = brokerConfig('--host', 'broker.fronta.example', '--folder', folder);
  t.is(again.status, 0, again.stderr);
  t.regex(again.stdout, /FRONTA_EDGES_MQTT_URL=mqtts:\/\/broker\.fronta\.example:8883/);
  t.deepEqual(['ca.pem', 'dynamic-security.json', 'mqtt-url'].map(read), [ca, accounts, url]);
  t.not(read('server.pem'), server);
  const certificate = new X509Certificate(read('server.pem'));
  t.is(certificate.subjectAltName, 'DNS:broker.fronta.example');
  t.true(certificate.verify(new X509Certificate(ca!).publicKey));
  t.false(accounts!.includes(/cloud:([^@]+)@/.exec(url!)![1]!), 'the password itself stands in no other file');
  for (const secret of ['ca.key', 'server.key', 'dynamic-security.json', 'mqtt-url'])
    t.is(statSync(join(folder, secret)).mode & 0o777, 0o600, secret);
});

test('wrong usage is told with what is wrong and the usage', (t) => {
  for (const [args, said] of [
    [[], /^--host is missing/],
    [['--host', 'a b'], /^--host "a b": expected a name/],
    [['--host', 'a', '--port', 'x'], /^--port "x": expected a number/],
    [['--host', 'a', '--port', '0'], /^--port "0"/],
    [['--hots', 'a'], /--hots/],
  ] as const) {
    const { status, stderr } = brokerConfig(...args);
    t.is(status, 2);
    t.regex(stderr, said);
    t.regex(stderr, /npm run broker-config -- --host NAME/);
  }
  const { status, stdout } = brokerConfig('--help');
  t.is(status, 0);
  t.regex(stdout, /npm run broker-config -- --host NAME/);
});
