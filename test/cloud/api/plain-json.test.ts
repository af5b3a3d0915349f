import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import test, { type ExecutionContext } from 'ava';
import { type CloudUnderTest, startCloud } from '../cloud-under-test.ts';

const path = '/api/v1/offices/krumlov/reservations';
const good = { service: 'vozidla', start: '2026-11-30T08:30:00+01:00', name: 'Jana', email: 'jana@example.cz' };
const text = JSON.stringify(good);

async function open(t: ExecutionContext): Promise<CloudUnderTest> {
  const cloud = await startCloud();
  t.teardown(() => cloud.close());
  return cloud;
}

async function send(cloud: CloudUnderTest, body: BodyInit, headers: Record<string, string> = {}) {
  const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body, duplex: 'half' };
  const answer = await fetch(cloud.origin + path, init as RequestInit);
  const { type = '' } = (await answer.json()) as { type?: string };
  return { status: answer.status, type };
}

for (const [what, body] of [
  ['half of it', '{"service":'],
  ['a text', '"text"'],
  ['a number', ' 7'],
  ['nothing but blanks', '   '],
  ['another origin for its objects', `{"__proto__":{"lang":"cs"},${text.slice(1)}`],
  ['the same further in and written otherwise', `{"altcha":[{"\\u005f_proto_\\u005F":1}],${text.slice(1)}`],
] as const)
  test(`a body of ${what} is malformed, by whichever way it is read`, async (t) => {
    const cloud = await open(t);
    const refused = { status: 400, type: 'malformed-body' };
    t.deepEqual(await send(cloud, body), refused);
    t.deepEqual(await send(cloud, body, { 'content-type': 'application/json; charset=UTF-8' }), refused);
    t.deepEqual(await send(cloud, gzipSync(body), { 'content-encoding': 'gzip' }), refused);
  });

for (const [what, body, headers] of [
  ['plain', text, {}],
  ['with its encoding', text, { 'content-type': 'application/json; charset=utf-8' }],
  ['behind the mark of its encoding', `\uFEFF${text}`, {}],
  ['packed', gzipSync(text), { 'content-encoding': 'gzip' }],
  ['with escapes', text.replace('Jana', 'Jan\\u00e1'), {}],
  ['of no said length', new Blob([text]).stream(), {}],
] as const)
  test(`JSON is read ${what}`, async (t) => {
    const cloud = await open(t);
    t.deepEqual(await send(cloud, body, headers), { status: 201, type: '' });
  });

test('who goes away in the middle of a body leaves nothing behind, and the next one is answered', async (t) => {
  const cloud = await open(t);
  const { port } = new URL(cloud.origin);
  const client = connect(Number(port), '127.0.0.1');
  await once(client, 'connect');
  const head = [
    `POST ${path} HTTP/1.1`,
    'Host: localhost',
    'Content-Type: application/json',
    `Content-Length: ${text.length}`,
    'Expect: 100-continue',
  ];
  client.write(`${head.join('\r\n')}\r\n\r\n`);
  // The server has begun to read by then.
  await once(client, 'data');
  client.write(text.slice(0, 20));
  client.destroy();
  await once(client, 'close');
  t.deepEqual(await send(cloud, text), { status: 201, type: '' });
  t.deepEqual(
    cloud.logged.filter((line) => line.includes('"a request failed"')),
    [],
  );
});

test('every answer has the headers that the first one had', async (t) => {
  const cloud = await open(t);
  const headersOf = async () => {
    const headers = Object.fromEntries((await cloud.get('/api/v1/healthz')).headers);
    delete headers.date;
    return headers;
  };
  const first = await headersOf();
  for (const name of ['content-security-policy', 'permissions-policy', 'referrer-policy', 'strict-transport-security', 'x-frame-options'])
    t.truthy(first[name], name);
  t.deepEqual(await headersOf(), first);
  t.deepEqual(await headersOf(), first);
});
