import test, { type ExecutionContext } from 'ava';
import { type CloudUnderTest, startCloud } from '../cloud-under-test.ts';

async function open(t: ExecutionContext): Promise<CloudUnderTest> {
  const cloud = await startCloud();
  t.teardown(() => cloud.close());
  return cloud;
}

test('an address of a known form that names nothing is answered with the page of the service, in the language of the person', async (t) => {
  const cloud = await open(t);
  for (const path of [
    '/objednat/nikde',
    '/objednat/krumlov/nic',
    '/objednat/krumlov/__proto__',
    '/objednat/%ff/vozidla',
    '/objednat/krumlov/vozidla/2026-13-45',
    '/objednat/krumlov/vozidla/2026-02-30/udaje',
    '/potvrdit/neznamy/termin.ics',
    '/rezervace/neznamy/presun/2026-99-99',
    '/live/nikde',
  ]) {
    const answer = await cloud.get(path, { 'accept-language': 'de' });
    t.is(answer.status, 404, path);
    t.is(answer.headers.get('content-type'), 'text/html; charset=utf-8', path);
    t.is(answer.headers.get('cache-control'), 'no-store', path);
    const page = await answer.text();
    t.regex(page, /<html lang="de">/, path);
    t.regex(page, /href="\/[^"]*">(Zum Anfang|Zur Startseite)/, path);
  }
});

test('what a method asks for that a page does not have is told by Allow, and OPTIONS by itself', async (t) => {
  const cloud = await open(t);
  const ask = (method: string, path: string) => fetch(cloud.origin + path, { method, redirect: 'manual' });
  const wrong = await ask('DELETE', '/objednat/krumlov');
  t.is(wrong.status, 405);
  t.deepEqual(wrong.headers.get('allow')?.split(', ').sort(), ['GET', 'HEAD']);
  const post = await ask('POST', '/objednat/krumlov');
  t.is(post.status, 405, 'also where another method has a page');
  const options = await ask('OPTIONS', '/potvrdit/x');
  t.is(options.status, 204);
  t.deepEqual(options.headers.get('allow')?.split(', ').sort(), ['GET', 'HEAD', 'POST']);
  t.is(options.headers.get('access-control-allow-origin'), null, 'no other site is let in by it');
  t.is((await ask('OPTIONS', '/nic')).status, 404);
  t.is((await ask('PUT', '/api/v1/offices')).headers.get('content-type'), 'application/problem+json');
});

test('a calendar file is kept by nobody, wherever it is taken from', async (t) => {
  const cloud = await open(t);
  await cloud.post('/api/v1/offices/krumlov/reservations', {
    ...{ service: 'vozidla', start: '2026-11-30T08:30:00+01:00', name: 'Jana', email: 'jana@example.cz' },
  });
  const token = await cloud.tokenOf('potvrdit');
  await cloud.post('/api/v1/reservations/confirm', { token });
  const { id } = (await cloud.mails())[0]!;
  for (const path of [
    `/potvrdit/${token}/termin.ics`,
    `/rezervace/${await cloud.tokenOf('rezervace')}/termin.ics`,
    `/inbox/messages/${id}/termin.ics`,
  ]) {
    const answer = await cloud.get(path);
    t.is(answer.headers.get('content-type'), 'text/calendar; charset=utf-8', path);
    t.is(answer.headers.get('cache-control'), 'no-store', path);
    t.regex(answer.headers.get('content-disposition') ?? '', /^attachment/, path);
  }
});

test('a body that cannot be unpacked is the sender’s fault, and nobody is woken for it', async (t) => {
  const cloud = await open(t);
  const send = (path: string, type: string) =>
    fetch(cloud.origin + path, { method: 'POST', body: 'not gzip', headers: { 'content-encoding': 'gzip', 'content-type': type } });
  t.is((await send('/objednat/krumlov/vozidla/2026-11-30/kontrola', 'application/x-www-form-urlencoded')).status, 400);
  const problem = await send('/api/v1/reservations/confirm', 'application/json');
  t.is(problem.status, 400);
  t.is(((await problem.json()) as { type: string }).type, 'malformed-body');
  const unknown = await fetch(`${cloud.origin}/potvrdit/x`, { method: 'POST', body: 'x', headers: { 'content-encoding': 'x-best' } });
  t.true(unknown.status < 500, String(unknown.status));
  t.deepEqual(
    cloud.logged.filter((line) => line.includes('a request failed')),
    [],
  );
});

test('an address in capitals is the same address, so that no rule for /admin or /api is passed by', async (t) => {
  const cloud = await open(t);
  for (const [typed, is] of [
    ['/Mojeschuzka', '/mojeschuzka'],
    ['/MOJESCHUZKA?lang=en', '/mojeschuzka?lang=en'],
    ['/ADMIN/krumlov/den', '/admin/krumlov/den'],
    ['/Api/v1/offices', '/api/v1/offices'],
    ['/Potvrdit/AbC', '/potvrdit/AbC'],
  ] as const) {
    const answer = await cloud.get(typed);
    t.is(answer.status, 308, typed);
    t.is(answer.headers.get('location'), is, typed);
  }
  for (const path of ['/API/v1/reservations/cancel', '/Admin/prihlasit', '/Potvrdit/x']) {
    const form = await fetch(cloud.origin + path, { method: 'POST', body: new URLSearchParams({ token: 'x' }), redirect: 'manual' });
    t.is(form.status, 404, path);
  }
  for (const path of ['/\\Evil.example', '//Evil.example/x', '/%5CEvil.example'])
    t.is((await cloud.get(path)).headers.get('location'), null, path);
});

test('Origin and Sec-Fetch-Site both have to be ours: neither excuses the other', async (t) => {
  const cloud = await open(t);
  const send = async (headers: Record<string, string>) =>
    (await fetch(`${cloud.origin}/potvrdit/x`, { method: 'POST', headers, body: new URLSearchParams(), redirect: 'manual' })).status;
  for (const site of ['same-origin', 'none']) {
    t.is(await send({ 'sec-fetch-site': site, origin: 'https://evil.example' }), 403, site);
    t.is(await send({ 'sec-fetch-site': site, origin: 'https://fronta.example' }), 404, site);
  }
});

test('no page may stand in a frame, and none is given a camera, a microphone or a place', async (t) => {
  const cloud = await open(t);
  for (const path of ['/', '/admin', '/nic', '/api/v1/offices']) {
    const { headers } = await cloud.get(path);
    t.is(headers.get('x-frame-options'), 'DENY', path);
    t.regex(headers.get('permissions-policy') ?? '', /camera=\(\), geolocation=\(\), microphone=\(\)/, path);
  }
});
