import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect as connectSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import pino from 'pino';
import { type EmbeddedOptions, embeddedLink } from '../../../cloud/link/embedded.ts';
import { writeCertificates } from '../../../cloud/link/mosquitto/certificates.ts';
import { LinkError } from '../../../cloud/link/port.ts';
import { needs } from '../../needs.ts';
import { until } from '../../office/until.ts';
import { connectEdge } from '../edge-client.ts';
import { kiosk, monday, password, stranger } from '../sync-cloud.ts';

const log = pino({ level: 'silent' });

async function startLink(t: ExecutionContext, more: Partial<EmbeddedOptions> = {}) {
  const verify = async (_: unknown, given: string) => given === password;
  const link = embeddedLink({ url: 'embedded://127.0.0.1:0', verify, now: () => monday, log, ...more });
  const heard: { readonly topic: string; readonly text: string }[] = [];
  const waiting: (() => void)[] = [];
  link.onUp(async (messages) => {
    heard.push(...messages);
    for (const resolve of waiting.splice(0, messages.length)) resolve();
  });
  await link.start();
  t.teardown(() => link.stop());
  return { link, heard, hears: () => new Promise<void>((resolve) => waiting.push(resolve)) };
}

/** A client of mqtt.js and how its connecting ended. */
async function attempt(
  t: ExecutionContext,
  port: number,
  options: IClientOptions,
): Promise<{ client: MqttClient; refused: string | null }> {
  const client = mqtt.connect(`mqtt://127.0.0.1:${port}`, { reconnectPeriod: 0, username: 'krumlov/kiosk-1', password, ...options });
  t.teardown(() => client.endAsync(true));
  const refused = await new Promise<string | null>((resolve) => {
    client.once('connect', () => resolve(null));
    client.once('error', (error) => resolve(error.message));
  });
  client.on('error', () => {});
  return { client, refused };
}

const closed = (client: MqttClient): Promise<void> => new Promise((resolve) => client.once('close', () => resolve()));

test('an edge with a wrong password, no name or a name that is none is refused', async (t) => {
  const { link } = await startLink(t);
  const refusals = [{ password: 'guess' }, { username: 'krumlov' }, { username: 'krumlov/+' }, { username: 'krumlov/kiosk-1/more' }].map(
    async (options) => (await attempt(t, link.port(), options)).refused,
  );
  for (const refused of await Promise.all(refusals)) t.regex(refused ?? '', /Bad username or password/);
});

test("an edge that publishes in another office's subtree is thrown out and not heard (F32)", async (t) => {
  const { link, heard } = await startLink(t);
  const { client } = await attempt(t, link.port(), { username: 'tabor/kiosk-1' });
  const gone = closed(client);
  client.publish('fronta/1/krumlov/kiosk-1/up/status', '{"state":"offline","at":null}', { qos: 1 });
  await gone;
  t.deepEqual(heard, []);
});

test('an edge may not speak for the cloud, nor keep anything but its status (F32)', async (t) => {
  const { link } = await startLink(t);
  for (const [topic, retain] of [
    ['fronta/1/cloud/status', true],
    ['fronta/1/krumlov/kiosk-1/down/ack', false],
    ['fronta/1/krumlov/kiosk-1/up/hello', true],
  ] as const) {
    const { client } = await attempt(t, link.port(), {});
    const gone = closed(client);
    client.publish(topic, '{}', { qos: 1, retain });
    await t.notThrowsAsync(gone, topic);
  }
});

test("a will in another office's subtree is refused with the connection (F32)", async (t) => {
  const { link, heard } = await startLink(t);
  const will = { topic: 'fronta/1/krumlov/kiosk-1/up/status', payload: Buffer.from('{}'), qos: 1, retain: true } as const;
  const { refused } = await attempt(t, link.port(), { username: 'tabor/kiosk-1', will });
  t.regex(refused ?? '', /Not authorized/);
  t.deepEqual(heard, []);
});

test("an edge cannot subscribe to another office's subtree or to everything (F32)", async (t) => {
  const { link } = await startLink(t);
  const { client } = await attempt(t, link.port(), { username: 'tabor/kiosk-1' });
  const forbidden = ['fronta/1/krumlov/kiosk-1/down/+', 'fronta/#', '#', '+/+/+/+/+/+', 'fronta/1/tabor/kiosk-1/up/+'];
  for (const topic of forbidden) await t.throwsAsync(client.subscribeAsync(topic, { qos: 1 }), undefined, topic);
  const [own] = await client.subscribeAsync('fronta/1/tabor/kiosk-1/down/+', { qos: 1 });
  t.is(own?.qos, 1);
});

test('what an edge may not publish it may not keep either: a retained message in a foreign subtree ends the connection (F32)', async (t) => {
  const { link, heard } = await startLink(t);
  const { client } = await attempt(t, link.port(), { username: 'tabor/kiosk-1' });
  const gone = closed(client);
  client.publish('fronta/1/krumlov/kiosk-1/down/settings', '{}', { qos: 1, retain: true });
  await gone;
  const { client: own } = await attempt(t, link.port(), {});
  const kept: string[] = [];
  own.on('message', (topic) => void kept.push(topic));
  await own.subscribeAsync(['fronta/1/krumlov/kiosk-1/down/+', 'fronta/1/cloud/status'], { qos: 1 });
  await until('the retained messages have come', () => kept.includes('fronta/1/cloud/status'));
  t.deepEqual(kept, ['fronta/1/cloud/status']);
  t.deepEqual(heard, []);
});

test('an edge that is shut out is thrown out at once and does not come back; others stay', async (t) => {
  let open = true;
  const { link } = await startLink(t, { verify: async ({ office }) => open || office === 'tabor' });
  const [{ client }, { client: twin }] = [await attempt(t, link.port(), {}), await attempt(t, link.port(), {})];
  const { client: other } = await attempt(t, link.port(), { username: 'tabor/kiosk-1' });
  const gone = Promise.all([closed(client), closed(twin)]);
  open = false;
  t.is(await link.accounts.shutOut(kiosk), 'done');
  await gone;
  t.true(other.connected);
  t.regex((await attempt(t, link.port(), {})).refused ?? '', /Bad username or password/);
});

test('an edge whose password was looked at before it was shut out does not slip in behind', async (t) => {
  const asked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<boolean>();
  const { link } = await startLink(t, {
    verify() {
      asked.resolve();
      return answer.promise;
    },
  });
  const client = mqtt.connect(`mqtt://127.0.0.1:${link.port()}`, { reconnectPeriod: 0, username: 'krumlov/kiosk-1', password });
  t.teardown(() => client.endAsync(true));
  client.on('error', () => {});
  const gone = closed(client);
  await asked.promise;
  await link.accounts.shutOut(kiosk);
  answer.resolve(true);
  await t.notThrowsAsync(gone);
});

test("an edge that takes another office's client id does not throw its edge out (F32)", async (t) => {
  const { link, hears } = await startLink(t);
  const { client } = await attempt(t, link.port(), { clientId: 'the-same' });
  const { refused } = await attempt(t, link.port(), { clientId: 'the-same', username: 'tabor/kiosk-1' });
  t.is(refused, null);
  const heard = hears();
  await client.publishAsync('fronta/1/krumlov/kiosk-1/up/status', '{}', { qos: 1 });
  await t.notThrowsAsync(heard);
});

test('an edge learns from the retained status that the cloud is there, and hears it go (P37)', async (t) => {
  const { link } = await startLink(t);
  const edge = await connectEdge(link.port(), kiosk, password);
  t.teardown(() => edge.leave());
  t.deepEqual(JSON.parse(await edge.nextStatus()), {
    state: 'online',
    at: '2026-11-23T07:10:00.000Z',
    reads: ['deflate', 'names', 'board', 'past'],
  });
  await link.stop();
  t.is(JSON.parse(await edge.nextStatus()).state, 'offline');
});

test('a message reaches the edge it is for and no other; nobody is offline', async (t) => {
  const { link } = await startLink(t);
  const message = { kind: 'request', body: { want: 'hello' } } as const;
  t.is(await link.send(kiosk, message), 'offline');
  const [edge, other] = [await connectEdge(link.port(), kiosk, password), await connectEdge(link.port(), stranger, password)];
  t.teardown(() => Promise.all([edge.leave(), other.leave()]));
  t.is(await link.send(kiosk, message), 'sent');
  t.deepEqual(await edge.next('request'), { want: 'hello' });
  t.is(other.untaken('request'), 0);
});

test('messages of one edge are handled one after another, and those of another do not wait for them', async (t) => {
  const { link } = await startLink(t);
  const order: string[] = [];
  let release = (): void => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let done = (): void => {};
  const all = new Promise<void>((resolve) => {
    done = resolve;
  });
  let othersHeard = (): void => {};
  const others = new Promise<void>((resolve) => {
    othersHeard = resolve;
  });
  link.onUp(async (messages) => {
    if (messages.some(({ topic }) => topic.includes('tabor'))) return othersHeard();
    if (messages[0]?.text === '1') await held;
    order.push(...messages.map(({ text }) => text));
    if (order.length === 3) done();
  });
  const [edge, other] = [await connectEdge(link.port(), kiosk, password), await connectEdge(link.port(), stranger, password)];
  t.teardown(() => Promise.all([edge.leave(), other.leave()]));
  for (const text of ['1', '2', '3']) await edge.say('events', text);
  await other.say('events', '1');
  await others;
  t.deepEqual(order, []);
  release();
  await all;
  t.deepEqual(order, ['1', '2', '3']);
});

test('a packet announced over the limit ends the connection before it is read', async (t) => {
  const { link } = await startLink(t);
  const socket = connectSocket(link.port(), '127.0.0.1');
  const gone = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.on('error', () => {});
  socket.write(Buffer.from([0x10, 0xff, 0xff, 0xff, 0x7f]));
  await t.notThrowsAsync(gone);
});

test('a port already in use is one line that names the variable and the port', async (t) => {
  const { link } = await startLink(t);
  const second = embeddedLink({ url: `embedded://127.0.0.1:${link.port()}`, verify: async () => true, now: () => monday, log });
  const error = await t.throwsAsync(second.start(), { instanceOf: LinkError });
  t.is(error?.message, `FRONTA_MQTT_URL: cannot listen on 127.0.0.1:${link.port()}: the port is already in use`);
});

needs('openssl')('over TLS the broker is known by its authority; without TLS, or by nobody, there is no way in', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'fronta-tls-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  writeCertificates(folder, 'localhost', process.env.PATH ?? '');
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const { link } = await startLink(t, { tls: { cert: read('server.pem'), key: read('server.key') } });
  const options = { reconnectPeriod: 0, connectTimeout: 5_000, username: 'krumlov/kiosk-1', password };
  const ended = async (url: string, ca?: string): Promise<string> => {
    const client = mqtt.connect(url, { ...options, ...(ca !== undefined && { ca }) });
    t.teardown(() => client.endAsync(true));
    return new Promise((resolve) => {
      client.once('connect', () => resolve('connected'));
      client.once('error', (error) => resolve(String('code' in error ? error.code : error.message)));
      client.once('close', () => resolve('closed'));
    });
  };
  t.is(await ended(`mqtts://localhost:${link.port()}`, read('ca.pem')), 'connected');
  t.regex(await ended(`mqtts://localhost:${link.port()}`), /UNABLE_TO|SELF_SIGNED/);
  t.is(await ended(`mqtt://localhost:${link.port()}`), 'closed');
});
