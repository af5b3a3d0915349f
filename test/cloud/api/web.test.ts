import { request } from 'node:http';
import test, { type ExecutionContext } from 'ava';
import { type CloudUnderTest, type CloudWishes, startCloud } from '../cloud-under-test.ts';

async function open(t: ExecutionContext, wishes: CloudWishes = {}): Promise<CloudUnderTest> {
  const cloud = await startCloud(wishes);
  t.teardown(() => cloud.close());
  return cloud;
}

/** A request with a Host of one's own choice, which `fetch` does not allow. */
function ask(
  cloud: CloudUnderTest,
  path: string,
  headers: Record<string, string>,
): Promise<{ status: number; body: string; location: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(cloud.origin + path, { headers }, (answer) => {
      let body = '';
      answer.on('data', (chunk) => {
        body += chunk;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body, location: answer.headers.location ?? '' }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

test('a host that is not ours is refused on pages and in the API, and probes are answered', async (t) => {
  const cloud = await open(t);
  for (const host of [
    'evil.example',
    'fronta.example.evil.example',
    'localhost.evil.example',
    'fronta.example:81',
    '127.0.0.1.evil.example',
  ])
    for (const path of ['/', '/api/v1/offices', '/potvrdit/x']) t.is((await ask(cloud, path, { host })).status, 421, `${host}${path}`);
  t.is(JSON.parse((await ask(cloud, '/api/v1/offices', { host: 'evil.example' })).body).type, 'unknown-host');
  for (const host of ['fronta.example', 'FRONTA.example', 'localhost:8080', '127.0.0.1', '[::1]:9'])
    t.is((await ask(cloud, '/', { host })).status, 200, host);
  for (const probe of ['/healthz', '/readyz', '/metrics']) t.is((await ask(cloud, probe, { host: '10.0.0.7:8080' })).status, 200, probe);
});

test('behind a proxy that is trusted the forwarded host counts; otherwise it changes nothing', async (t) => {
  const trusting = await open(t, { config: { trustProxy: true } });
  t.is((await ask(trusting, '/', { host: 'fronta.example', 'x-forwarded-host': 'evil.example' })).status, 421);
  const plain = await open(t);
  t.is((await ask(plain, '/', { host: 'fronta.example', 'x-forwarded-host': 'evil.example' })).status, 200);
});

test('links in mails come from the public origin alone, whatever host was asked', async (t) => {
  const cloud = await open(t);
  const book = await fetch(`${cloud.origin}/api/v1/offices/krumlov/reservations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' },
    body: JSON.stringify({ service: 'vozidla', start: '2026-11-30T08:30:00+01:00', name: 'Jana', email: 'jana@example.cz' }),
  });
  t.is(book.status, 201);
  const [mail] = await cloud.mails();
  const links = [...`${mail?.text}${mail?.html}`.matchAll(/https?:\/\/([^/\s"<]+)/g)].map(([, host]) => host);
  t.true(links.length >= 2);
  t.deepEqual([...new Set(links)], ['fronta.example']);
});

test('every page, script and answer carries the strict policy, and nothing but files named by their content may be kept', async (t) => {
  const cloud = await open(t);
  const home = await (await cloud.get('/')).text();
  const files = [...home.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path]) => path ?? '');
  const pages = [
    '/',
    '/objednat/krumlov',
    '/objednat/krumlov/vozidla',
    '/live/krumlov',
    '/t/x',
    '/potvrdit/x',
    '/rezervace/x',
    '/objednano/x',
  ];
  for (const path of [...pages, ...files, '/api/v1/offices', '/inbox', '/inbox/messages', '/nic']) {
    const { headers } = await cloud.get(path);
    const policy = headers.get('content-security-policy') ?? '';
    t.regex(policy, /default-src 'none'/, path);
    t.notRegex(policy, /unsafe|data:|\*|https?:/, path);
    for (const directive of ['frame-ancestors', 'base-uri']) t.regex(policy, new RegExp(`${directive} 'none'`), path);
    t.is(headers.get('x-content-type-options'), 'nosniff', path);
    t.is(headers.get('referrer-policy'), 'no-referrer', path);
    t.is(headers.get('strict-transport-security'), 'max-age=31536000; includeSubDomains', path);
  }
  for (const path of pages) t.is((await cloud.get(path)).headers.get('cache-control'), 'no-store', path);
});

const booking = { service: 'vozidla', start: '2026-11-30T08:30:00+01:00', name: 'Jana', email: 'jana@example.cz' };
const book = (cloud: CloudUnderTest) => cloud.post('/api/v1/offices/krumlov/reservations', booking);

test('a form that a browser sends from elsewhere is refused and changes nothing', async (t) => {
  const cloud = await open(t);
  await book(cloud);
  const path = `/potvrdit/${await cloud.tokenOf('potvrdit')}`;
  const state = async () => (await cloud.store.db.selectFrom('reservation').select('state').executeTakeFirstOrThrow()).state;
  const send = async (headers: Record<string, string>) =>
    (await fetch(cloud.origin + path, { method: 'POST', redirect: 'manual', headers, body: new URLSearchParams() })).status;
  for (const headers of [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'cross-site', origin: 'https://fronta.example' },
    { 'sec-fetch-site': 'cross-site', origin: 'null' },
    { origin: 'https://evil.example' },
    { origin: 'https://fronta.example.evil.example' },
    { origin: 'http://fronta.example' },
  ])
    t.is(await send(headers), 403, JSON.stringify(headers));
  t.is(await state(), 'held');
  t.is(await send({ 'sec-fetch-site': 'same-origin', origin: 'null' }), 303, 'our own pages send no referrer, so their origin is null');
  t.is(await state(), 'confirmed');
});

test('no token and no name comes into the log or the metrics, whatever is done with a reservation', async (t) => {
  const cloud = await open(t);
  await book(cloud);
  const confirmToken = await cloud.tokenOf('potvrdit');
  await cloud.get(`/potvrdit/${confirmToken}`);
  await cloud.post('/api/v1/reservations/confirm', { token: confirmToken });
  const token = await cloud.tokenOf('rezervace');
  for (const act of ['', '/zrusit', '/presun', '/presun/2026-12-01', '/hotovo/x', '/termin.ics', '/nic'])
    for (const method of ['GET', 'POST']) await fetch(`${cloud.origin}/rezervace/${token}${act}`, { method, redirect: 'manual' });
  const metrics = await (await cloud.get('/metrics')).text();
  await cloud.store.db.schema.dropTable('mail').execute();
  t.is((await cloud.post('/api/v1/reservations/cancel', { token })).status, 500);
  const told = cloud.logged.join('\n') + metrics;
  t.true(metrics.includes('/rezervace/:token/zrusit'));
  t.true(cloud.logged.length > 0, 'the failure was logged');
  for (const secret of [confirmToken, token, 'jana@example.cz', 'Jana']) t.false(told.includes(secret), secret);
});

test('no GET or HEAD of any address changes a row', async (t) => {
  const cloud = await open(t);
  await book(cloud);
  const confirmToken = await cloud.tokenOf('potvrdit');
  const held = await cloud.store.db.selectFrom('reservation').select('id').executeTakeFirstOrThrow();
  const rows = async () => JSON.stringify([await all(cloud, 'reservation'), await all(cloud, 'mail'), await all(cloud, 'office')]);
  const before = await rows();
  const acts = ['', '/zrusit', '/vzit-zpet', '/presun', '/presun/2026-12-01', '/presun/2026-12-01/kontrola', '/termin.ics', '/hotovo/x'];
  const booking = '/objednat/krumlov/vozidla/2026-12-01';
  const paths = [
    ...acts.map((act) => `/rezervace/${confirmToken}${act}`),
    `/potvrdit/${confirmToken}`,
    `/potvrdit/${confirmToken}?pin=1234&potvrdit=1`,
    ...['', '/cas', '/oprava'].map((act) => `/objednano/${held.id}${act}`),
    ...['', '/udaje', '/kontrola', '/odeslat'].map((step) => `${booking}${step}?start=2026-12-01T08:30:00%2B01:00`),
    ...['confirm', 'cancel', 'undo-cancel', 'move'].map((act) => `/api/v1/reservations/${act}?token=${confirmToken}`),
  ];
  for (const path of paths) for (const method of ['GET', 'HEAD']) await fetch(cloud.origin + path, { method, redirect: 'manual' });
  t.is(await rows(), before);
});

const all = (cloud: CloudUnderTest, table: 'reservation' | 'mail' | 'office') => cloud.store.db.selectFrom(table).selectAll().execute();
