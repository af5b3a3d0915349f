import test from 'ava';
import { restMs, sessionMs, wrongCodesMax } from '../../../edge/screens/session-store.ts';
import { staffCode } from './desk.ts';
import { readEvents } from './event-reader.ts';
import { cookieOf, opened, problemOf } from './opened.ts';

test('a right code begins a session whose cookie scripts and other sites never get', async (t) => {
  const { post } = await opened(t);
  const answer = await post('/api/v1/session', { code: staffCode });
  t.is(answer.status, 200);
  t.deepEqual(await answer.json(), { name: 'Ukázka' });
  const cookie = answer.headers.getSetCookie()[0] ?? '';
  t.regex(cookie, /^fronta-session=[\w-]{43};/);
  t.regex(cookie, /; httponly/i);
  t.regex(cookie, /; samesite=strict/i);
});

test('two sessions never share an id', async (t) => {
  const { logIn } = await opened(t);
  t.not(await logIn(), await logIn());
});

test('a session ends after twelve hours', async (t) => {
  const { address, logIn, pass } = await opened(t);
  const headers = { Cookie: await logIn() };
  pass(sessionMs - 1);
  t.is((await fetch(`${address}/api/v1/session`, { headers })).status, 200);
  pass(1);
  t.is((await fetch(`${address}/api/v1/session`, { headers })).status, 401);
});

test('who logs out is out', async (t) => {
  const { address, logIn } = await opened(t);
  const headers = { Cookie: await logIn() };
  t.is((await fetch(`${address}/api/v1/session`, { method: 'DELETE', headers })).status, 204);
  t.is((await fetch(`${address}/api/v1/session`, { headers })).status, 401);
});

test('five wrong codes make an address rest for a minute, even with the right code', async (t) => {
  const { post, pass } = await opened(t);
  for (let attempt = 0; attempt < wrongCodesMax; attempt += 1) {
    const answer = await post('/api/v1/session', { code: '0000' });
    t.is(answer.status, 401);
    t.is((await problemOf(t, answer)).type, 'wrong-code');
  }
  const resting = await post('/api/v1/session', { code: staffCode });
  t.is(resting.status, 429);
  t.is(resting.headers.get('Retry-After'), '60');
  t.is((await problemOf(t, resting)).type, 'too-many-codes');
  pass(restMs);
  t.is((await post('/api/v1/session', { code: staffCode })).status, 200);
});

test('a missing code is named', async (t) => {
  const { post } = await opened(t);
  for (const body of [{}, { code: 2010 }, { code: '' }]) {
    const answer = await post('/api/v1/session', body);
    t.is(answer.status, 422);
    t.is((await problemOf(t, answer)).field, 'code');
  }
});

test('the login form works in a browser without scripts', async (t) => {
  const { address } = await opened(t);
  const send = (code: string) =>
    fetch(`${address}/staff/login`, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ code }) });
  const wrong = await send('1');
  t.is(wrong.status, 303);
  t.is(wrong.headers.get('Location'), '/staff/login#wrong');
  const right = await send(staffCode);
  t.is(right.status, 303);
  t.is(right.headers.get('Location'), '/staff');
  const page = await fetch(`${address}/staff`, { headers: { Cookie: cookieOf(right) } });
  t.true((await page.text()).includes('staff'));
});

test('without a session the staff page leads to the login and its stream is refused', async (t) => {
  const { address } = await opened(t);
  const page = await fetch(`${address}/staff`, { redirect: 'manual' });
  t.is(page.status, 302);
  t.is(page.headers.get('Location'), '/staff/login');
  t.is((await readEvents(t, `${address}/staff/events`)).status, 401);
});

test('the staff stream ends with its session', async (t) => {
  const { address, logIn, pass, office } = await opened(t);
  const stream = await readEvents(t, `${address}/staff/events`, { Cookie: await logIn() });
  t.deepEqual(await stream.picture(), office.views().staff);
  pass(sessionMs);
  office.set((views) => views);
  await t.notThrowsAsync(stream.ended());
});
