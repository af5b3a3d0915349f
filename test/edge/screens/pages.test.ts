import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { networkInterfaces } from 'node:os';
import test from 'ava';
import { readEvents } from './event-reader.ts';
import { opened, problemOf } from './opened.ts';

test('the board opens for everybody, and its stream shows it at once', async (t) => {
  const { address, office } = await opened(t);
  const page = await fetch(`${address}/board`);
  t.is(page.headers.get('Content-Type'), 'text/html; charset=utf-8');
  t.true((await page.text()).includes('board'));
  t.deepEqual(await (await readEvents(t, `${address}/board/events`)).picture(), office.views().board);
});

test('the kiosk opens on the kiosk itself', async (t) => {
  const { address, office } = await opened(t);
  t.is((await fetch(`${address}/kiosk`)).status, 200);
  t.deepEqual(await (await readEvents(t, `${address}/kiosk/events`)).picture(), { ...office.views().kiosk, places: {} });
});

test('from another machine neither the kiosk nor what technicians read opens', async (t) => {
  const own = Object.values(networkInterfaces())
    .flat()
    .find((each) => each?.family === 'IPv4' && !each.internal)?.address;
  if (own === undefined) {
    t.log('skipped: this machine has no address but loopback');
    t.pass();
    return;
  }
  const { address } = await opened(t, { host: '0.0.0.0', metrics: async () => 'up 1\n' });
  const from = `http://${own}:${new URL(address).port}`;
  for (const path of ['/kiosk', '/kiosk/events', '/healthz', '/metrics']) {
    const answer = await fetch(from + path);
    t.is(answer.status, 403, path);
    t.is((await problemOf(t, answer)).type, 'loopback-only');
  }
  const page = await fetch(`${from}/kiosk`, { headers: { Accept: 'text/html', 'X-Forwarded-For': '127.0.0.1' } });
  t.is(page.status, 403);
  t.true((await page.text()).includes('/board'));
  t.is((await fetch(`${from}/board`)).status, 200);
});

test('every page forbids what does not come from the kiosk, and nothing inline runs', async (t) => {
  const { address } = await opened(t);
  for (const path of ['/board', '/kiosk', '/staff/login', '/bench', '/api/v1/queue']) {
    const { headers } = await fetch(address + path);
    const policy = headers.get('Content-Security-Policy') ?? '';
    t.true(policy.startsWith("default-src 'self'"), path);
    t.false(policy.includes('unsafe'), path);
    t.is(headers.get('X-Content-Type-Options'), 'nosniff');
    t.is(headers.get('Strict-Transport-Security'), null);
  }
});

test('a page that did not change is not sent again', async (t) => {
  const { address } = await opened(t);
  const first = await fetch(`${address}/assets/page.js`);
  t.is(first.headers.get('Content-Type'), 'text/javascript; charset=utf-8');
  const asked = get(`${address}/assets/page.js`, { headers: { 'If-None-Match': first.headers.get('ETag') ?? '' } });
  const [again] = (await once(asked, 'response')) as [IncomingMessage];
  again.resume();
  t.is(again.statusCode, 304);
});

test('nothing outside the built pages can be fetched', async (t) => {
  const { address } = await opened(t);
  for (const path of [
    '/assets/none.js',
    '/assets/..%2fboard%2findex.html',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/nothing',
    '/assets/%ff',
  ]) {
    t.is((await fetch(address + path)).status, 404, path);
  }
});

test('pages that are not built say how to build them', async (t) => {
  const { address } = await opened(t, { pagesFolder: '/nonexistent' });
  const answer = await fetch(`${address}/board`);
  t.is(answer.status, 503);
  t.is((await problemOf(t, answer)).type, 'pages-not-built');
});

test('the front door leads to the bench where there is one, otherwise to the board', async (t) => {
  const bench = await opened(t);
  t.is((await fetch(bench.address, { redirect: 'manual' })).headers.get('Location'), '/bench');
  const real = await opened(t, { bench: null });
  t.is((await fetch(real.address, { redirect: 'manual' })).headers.get('Location'), '/board');
});

test('technicians on the kiosk read health and metrics', async (t) => {
  const { address } = await opened(t, { metrics: async () => 'up 1\n' });
  t.like(await (await fetch(`${address}/healthz`)).json(), { state: 'ok' });
  t.is(await (await fetch(`${address}/metrics`)).text(), 'up 1\n');
});
