import test, { type ExecutionContext } from 'ava';
import type { ProblemType } from '../../../cloud/api/port.ts';
import { Problem } from '../../../cloud/api/problem.ts';
import { type CloudUnderTest, type CloudWishes, startCloud } from '../cloud-under-test.ts';

async function open(t: ExecutionContext, wishes: CloudWishes = {}): Promise<CloudUnderTest> {
  const cloud = await startCloud(wishes);
  t.teardown(() => cloud.close());
  return cloud;
}

const reservations = '/api/v1/offices/krumlov/reservations';
const good = { service: 'vozidla', start: '2026-11-30T08:30:00+01:00', name: 'Jana Nováková', email: 'jana@example.cz', lang: 'cs' };

const send = (
  cloud: CloudUnderTest,
  path: string,
  body: string,
  headers: Record<string, string> = { 'content-type': 'application/json' },
) => fetch(cloud.origin + path, { method: 'POST', headers, body });

async function problemOf(t: ExecutionContext, answer: Response): Promise<Problem> {
  t.is(answer.headers.get('content-type'), 'application/problem+json');
  const problem = Problem.parse(await answer.json());
  t.is(problem.status, answer.status);
  return problem;
}

test('offices, services and slots are listed in three languages', async (t) => {
  const cloud = await open(t);
  const offices = await (await cloud.get('/api/v1/offices')).json();
  t.like(offices, [{ id: 'krumlov', name: { cs: 'Městský úřad', en: 'Town Office', de: 'Stadtamt' } }]);
  const services = (await (await cloud.get('/api/v1/offices/krumlov/services')).json()) as { id: string }[];
  t.deepEqual(
    services.map((service) => service.id),
    ['vozidla', 'dovozy', 'ridici'],
  );
  const slots = await (await cloud.get('/api/v1/offices/krumlov/slots?service=ridici&from=2026-12-01&to=2026-12-01')).json();
  t.is((slots as unknown[]).length, 6);
  t.like(slots, [{ start: '2026-12-01T07:30:00+01:00', end: '2026-12-01T08:30:00+01:00', capacity: 1, free: 1 }]);
});

test('a wrong field is named, whatever is wrong with it', async (t) => {
  const cloud = await open(t);
  const cases: [object, string][] = [
    [{ ...good, email: undefined }, 'email'],
    [{ ...good, email: 'jana' }, 'email'],
    [{ ...good, email: 'a@example.cz, b@example.cz' }, 'email'],
    [{ ...good, email: 'a@example.cz\r\nBcc: b@example.cz' }, 'email'],
    [{ ...good, email: '"a b"@example.cz' }, 'email'],
    [{ ...good, email: 7 }, 'email'],
    [{ ...good, name: '  ' }, 'name'],
    [{ ...good, name: 'x'.repeat(81) }, 'name'],
    [{ ...good, name: 'Jana\nBcc: x@example.cz' }, 'name'],
    [{ ...good, service: 'pasy' }, 'service'],
    [{ ...good, start: '2026-11-30T08:31:00+01:00' }, 'start'],
    [{ ...good, start: '2026-11-20T08:30:00+01:00' }, 'start'],
    [{ ...good, start: '2027-11-29T08:30:00+01:00' }, 'start'],
    [{ ...good, start: 'pondělí' }, 'start'],
    // Without an offset it would be a local time, and nobody says of where.
    [{ ...good, start: '2026-11-30T08:30:00' }, 'start'],
    [{ ...good, start: '2026-11-30' }, 'start'],
    [{ ...good, start: 'Mon, 30 Nov 2026 08:30:00 +0100' }, 'start'],
    [{ ...good, lang: 'fr' }, 'lang'],
    [{ ...good, admin: true }, 'admin'],
  ];
  for (const [body, field] of cases) {
    const problem = await problemOf(t, await send(cloud, reservations, JSON.stringify(body)));
    t.is(problem.type, 'invalid', field);
    t.deepEqual(
      problem.errors?.map((error) => error.field),
      [field],
    );
  }
  t.deepEqual(await cloud.mails(), []);
});

test('wrong query fields of the slots are named', async (t) => {
  const cloud = await open(t);
  for (const [query, field] of [
    ['', 'service'],
    ['?service=pasy', 'service'],
    ['?service=vozidla&from=zitra', 'from'],
    ['?service=vozidla&to=2026-02-30', 'to'],
  ] as const) {
    const problem = await problemOf(t, await cloud.get(`/api/v1/offices/krumlov/slots${query}`));
    t.is(problem.status, 422);
    t.is(problem.errors?.[0]?.field, field);
  }
});

test('a query field that is left empty is as good as none, one that is wrong is said in words', async (t) => {
  const cloud = await open(t);
  const slots = (query: string) => cloud.get(`/api/v1/offices/krumlov/slots${query}`);
  const all = await (await slots('?service=vozidla')).json();
  t.deepEqual(await (await slots('?service=vozidla&from=&to=')).json(), all);
  const errorsOf = async (query: string) => (await problemOf(t, await slots(query))).errors;
  t.deepEqual(await errorsOf('?from=2026-11-30T00:00:00%2B01:00'), [
    { field: 'service', message: 'is missing' },
    { field: 'from', message: 'is no date, e.g. 2026-11-30' },
  ]);
});

test('bodies that cannot be read are refused with their own word', async (t) => {
  const cloud = await open(t);
  const cases: [string, Record<string, string>, ProblemType][] = [
    ['{"service":', { 'content-type': 'application/json' }, 'malformed-body'],
    ['"text"', { 'content-type': 'application/json' }, 'malformed-body'],
    [JSON.stringify({ ...good, name: 'x'.repeat(70_000) }), { 'content-type': 'application/json' }, 'body-too-large'],
    ['service=vozidla', { 'content-type': 'application/x-www-form-urlencoded' }, 'not-json'],
    [JSON.stringify(good), { 'content-type': 'application/json', origin: 'https://evil.example' }, 'cross-site'],
    [JSON.stringify(good), { 'content-type': 'application/json', 'sec-fetch-site': 'cross-site' }, 'cross-site'],
  ];
  for (const [body, headers, type] of cases) t.is((await problemOf(t, await send(cloud, reservations, body, headers))).type, type);
  t.is((await send(cloud, reservations, JSON.stringify(good))).status, 201, 'the same without an Origin is taken');
});

test('unknown paths, methods, offices and tokens are problems too', async (t) => {
  const cloud = await open(t);
  t.is((await problemOf(t, await cloud.get('/api/v1/nothing'))).type, 'not-found');
  t.is((await problemOf(t, await cloud.get('/api/v1/offices/atlantis/services'))).type, 'unknown-office');
  t.is((await problemOf(t, await send(cloud, '/api/v1/offices/atlantis/reservations', JSON.stringify(good)))).type, 'unknown-office');
  const wrongMethod = await fetch(`${cloud.origin}/api/v1/offices`, { method: 'DELETE' });
  t.is(wrongMethod.headers.get('allow'), 'HEAD, GET');
  t.is((await problemOf(t, wrongMethod)).type, 'method-not-allowed');
  for (const act of ['confirm', 'cancel', 'undo-cancel']) {
    t.is((await problemOf(t, await send(cloud, `/api/v1/reservations/${act}`, '{"token":"unknown"}'))).type, 'unknown-token');
  }
});

test('a taken slot is refused as slot-full', async (t) => {
  const cloud = await open(t);
  await send(cloud, reservations, JSON.stringify(good));
  const answer = await send(cloud, reservations, JSON.stringify({ ...good, email: 'petr@example.cz' }));
  t.is(answer.status, 409);
  t.is((await problemOf(t, answer)).type, 'slot-full');
});

test('health, readiness, metrics and the description of the API are there', async (t) => {
  const cloud = await open(t);
  t.is((await cloud.get('/healthz')).status, 200);
  t.is((await cloud.get('/readyz')).status, 200);
  await cloud.post(reservations, good);
  const metrics = await (await cloud.get('/metrics')).text();
  t.regex(metrics, /fronta_reservations\{office="krumlov",state="held"\} 1/);
  t.regex(
    metrics,
    /fronta_http_request_duration_seconds_count\{method="POST",route="\/api\/v1\/offices\/:office\/reservations",status="201"\} 1/,
  );
  const document = (await (await cloud.get('/api/v1/openapi.json')).json()) as { openapi: string; paths: Record<string, object> };
  t.is(document.openapi, '3.1.0');
  t.true('/offices/{office}/reservations' in document.paths);
});

test('every answer carries the strict headers, and personal ones are never kept', async (t) => {
  const cloud = await open(t);
  await cloud.post(reservations, good);
  const token = await cloud.tokenOf('potvrdit');
  const page = await cloud.get(`/potvrdit/${token}`);
  t.is(page.headers.get('referrer-policy'), 'no-referrer');
  t.is(page.headers.get('cache-control'), 'no-store');
  const policy = page.headers.get('content-security-policy') ?? '';
  t.true(policy.includes("default-src 'none'"));
  t.false(policy.includes('unsafe'));
  const confirm = await send(cloud, '/api/v1/reservations/confirm', JSON.stringify({ token }));
  t.is(confirm.headers.get('cache-control'), 'no-store');
});

test('a token never reaches the log or the metrics, even when the request fails', async (t) => {
  const cloud = await open(t);
  await cloud.post(reservations, good);
  const token = await cloud.tokenOf('potvrdit');
  await cloud.get(`/potvrdit/${token}`);
  await cloud.store.db.schema.dropTable('reservation').execute();
  const failed = await cloud.get(`/potvrdit/${token}`);
  t.is(failed.status, 500);
  t.true(cloud.logged.some((line) => line.includes('/potvrdit/:token')));
  t.false(cloud.logged.join('').includes(token));
});

test('the address in X-Forwarded-For counts only behind a proxy we trust', async (t) => {
  const cloud = await open(t, { config: { trustProxy: true } });
  const statuses = [];
  for (let attempt = 0; attempt < 302; attempt += 1)
    statuses.push(
      (await send(cloud, reservations, '{}', { 'content-type': 'application/json', 'x-forwarded-for': `9.9.9.9, 1.2.3.${attempt % 2}` }))
        .status,
    );
  t.true(
    statuses.every((status) => status === 422),
    'two addresses, neither over its attempts',
  );
});
