import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Aedes } from 'aedes';
import test from 'ava';
import mqtt from 'mqtt';
import { post } from './http.ts';
import { runOffice } from './run-office.ts';
import { cloudRows } from './stored-facts.ts';
import { until } from './until.ts';

const slot = '2026-11-30T08:30:00+01:00';
const booking = { service: 'vozidla', start: slot, name: 'Jana', email: 'jana@example.cz' };
/** Just over the 64 KB that a body may have. */
const tooMuch = JSON.stringify({ ...booking, name: 'x'.repeat(64 * 1024) });

test.serial('bad requests get a problem that names the field, bad messages are set aside, and the office goes on (F25)', async (t) => {
  const office = await runOffice(t, { clock: '2026-11-23T08:10:00+01:00' });
  const reservations = `${office.cloud.address}/api/v1/offices/krumlov/reservations`;
  const keypad = `${office.edge.address}/bench/keypad`;
  const requests: readonly (readonly [url: string, body: unknown, status: number, type: string, field: string | null])[] = [
    [reservations, { ...booking, email: undefined }, 422, 'invalid', 'email'],
    [reservations, { ...booking, email: 'jana' }, 422, 'invalid', 'email'],
    [reservations, { ...booking, name: 7 }, 422, 'invalid', 'name'],
    [reservations, { ...booking, start: 'tomorrow' }, 422, 'invalid', 'start'],
    [reservations, { ...booking, colour: 'red' }, 422, 'invalid', 'colour'],
    [reservations, '{"service":', 400, 'malformed-body', null],
    [reservations, tooMuch, 413, 'body-too-large', null],
    [`${office.cloud.address}/api/v1/reservations/confirm`, {}, 422, 'invalid', 'token'],
    [`${office.cloud.address}/api/v1/reservations/confirm`, { token: 'x' }, 404, 'unknown-token', null],
    [`${office.cloud.address}/api/v1/offices/atlantis/reservations`, booking, 404, 'unknown-office', null],
    [keypad, {}, 422, 'invalid', 'keys'],
    [keypad, { keys: '12a4#' }, 422, 'invalid', 'keys'],
    [keypad, '{"keys":', 400, 'malformed-body', null],
    [keypad, tooMuch, 413, 'body-too-large', null],
    [`${office.edge.address}/bench/units/1/press`, { key: 'dance' }, 422, 'invalid', 'key'],
    [`${office.edge.address}/bench/units/9/press`, { key: 'next' }, 404, 'unknown-device', null],
    [`${office.edge.address}/bench/buttons/service:passports/press`, {}, 404, 'unknown-device', null],
    [`${office.edge.address}/bench/printer`, { state: 'on fire' }, 422, 'invalid', 'state'],
    [`${office.edge.address}/api/v1/counters/1/next`, {}, 401, 'no-session', null],
  ];
  for (const [url, body, status, type, field] of requests) {
    const answer = await post(url, body);
    const what = `${new URL(url).pathname} ${JSON.stringify(body)?.slice(0, 80)}`;
    t.is(answer.status, status, what);
    t.regex(answer.headers.get('content-type') ?? '', /^application\/problem\+json/, what);
    const problem = (await answer.json()) as Problem;
    t.is(problem.type, type, what);
    if (field !== null) t.true(fieldsOf(problem).includes(field), `${what}: ${JSON.stringify(problem)}`);
  }
  t.deepEqual(cloudRows(office.database, 'select id from reservation'), [], 'nothing was booked');

  await office.inTouch();
  const up = 'fronta/1/krumlov/kiosk-1/up';
  const messages: readonly (readonly [topic: string, text: string])[] = [
    [`${up}/events`, 'not JSON'],
    [`${up}/events`, '{"journal":"x","events":[]}'],
    [`${up}/hello`, '{"journal":7}'],
    [`${up}/feed-ack`, '[]'],
    [`${up}/poetry`, '{}'],
  ];
  const password = readFileSync(join(office.folder, 'kiosk-1.password'), 'utf8').trim();
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${office.mqttPort}`, {
    username: 'krumlov/kiosk-1',
    password,
    reconnectPeriod: 0,
  });
  t.teardown(() => client.endAsync(true));
  for (const [topic, text] of messages) await client.publishAsync(topic, text, { qos: 1 });
  type Row = { topic: string; payload: string; reason: string };
  const rows = await until('all are set aside', () => {
    const found = cloudRows<Row>(office.database, 'select topic, payload, reason from setAside order by id');
    return found.length === messages.length && found;
  });
  t.deepEqual(rows.map(({ topic, payload }) => [topic, payload]).toSorted(), messages.map((message) => [...message]).toSorted());
  for (const { reason, topic } of rows) t.true(reason.length > 10, `${topic}: ${reason}`);
  t.is(await metric(office.cloud.address, 'fronta_messages_set_aside_total'), messages.length);

  await office.bench.press('service:vozidla');
  await until('a slip', async () => (await office.bench.slips()).length === 1);
  await office.delivered();
});

test.serial('an edge sets aside what it cannot read from the broker and counts it (F25)', async (t) => {
  const office = await runOffice(t, { clock: '2026-11-23T08:10:00+01:00', cloud: false });
  const broker = await Aedes.createBroker();
  const server = createServer(broker.handle);
  t.teardown(async () => {
    await new Promise<void>((closed) => broker.close(closed));
    server.close();
  });
  const subscribed = new Promise<void>((heard) => broker.on('subscribe', () => heard()));
  server.listen(office.mqttPort, '127.0.0.1');
  await subscribed;
  const messages: readonly (readonly [topic: string, text: string])[] = [
    ['fronta/1/krumlov/kiosk-1/down/feed', 'not JSON'],
    ['fronta/1/krumlov/kiosk-1/down/ack', '{"journal":7,"seq":"last"}'],
    ['fronta/1/krumlov/kiosk-1/down/poetry', '{}'],
    ['fronta/1/cloud/status', '{"state":"happy"}'],
  ];
  for (const [topic, payload] of messages)
    await new Promise<void>((resolve, reject) =>
      broker.publish({ cmd: 'publish', topic, payload: Buffer.from(payload), qos: 1, retain: false, dup: false }, (error) =>
        error ? reject(error) : resolve(),
      ),
    );
  await until(
    'all are counted',
    async () => (await metric(office.edge.address, 'fronta_edge_messages_set_aside_total')) === messages.length,
  );
  await office.bench.press('service:vozidla');
  t.like(await until('a slip', async () => (await office.bench.slips())[0]), { number: 'A1' });
});

type Problem = { readonly type: string; readonly field?: string; readonly errors?: readonly { readonly field: string }[] };

const fieldsOf = ({ field, errors = [] }: Problem): readonly string[] => [...(field ? [field] : []), ...errors.map((error) => error.field)];

async function metric(server: string, name: string): Promise<number> {
  const text = await (await fetch(`${server}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1]);
}
