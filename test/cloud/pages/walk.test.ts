import test from 'ava';
import { exampleOffice } from '#contract/example-office.ts';
import { action, hidden, link, open, pinOn, toCheck, toDetails, visit } from './visitor.ts';

test('a citizen books without JavaScript: service, day, hour, name, mail, button, PIN', async (t) => {
  const cloud = await open(t);
  const start = await visit(cloud, '/mojeschuzka');
  t.is(start.title, 'Objednejte se na úřad');
  const details = await toDetails(cloud, '/mojeschuzka');
  t.is(details.title, 'Kdo přijde?');
  const check = await visit(cloud, action(details), { ...hidden(details), name: 'Jana Nováková', email: 'jana@example.cz' });
  t.is(check.title, 'Souhlasí všechno?');
  t.deepEqual(await cloud.mails(), [], 'nothing is held before the last button');
  const sent = await visit(cloud, action(check), hidden(check));
  t.is(sent.title, 'Podívejte se do e-mailu');
  t.true(sent.html.includes('jana@example.cz'));
  const path = `/potvrdit/${await cloud.tokenOf('potvrdit')}`;
  for (let scan = 0; scan < 3; scan += 1) t.is((await visit(cloud, path)).title, 'Potvrďte rezervaci', 'looking changes nothing (F27)');
  const confirmed = await visit(cloud, path, {});
  t.is(confirmed.title, 'Rezervace je potvrzena');
  t.true((await cloud.mails())[0]?.text.includes(`Váš PIN: ${pinOn(confirmed)}`));
  t.is((await visit(cloud, path, {})).html, confirmed.html, 'confirming again shows the same');
  t.true((await (await cloud.get(link(confirmed, 'Přidat do kalendáře'))).text()).startsWith('BEGIN:VCALENDAR'));
});

test('what is wrong is listed on top with a link to its field, and what was typed stays', async (t) => {
  const cloud = await open(t);
  const details = await toDetails(cloud);
  const wrong = await visit(cloud, action(details), { ...hidden(details), name: '', email: 'jana@' });
  t.is(wrong.status, 422);
  t.regex(wrong.html, /role="alert"[\s\S]*href="#name"[\s\S]*href="#email"/);
  t.regex(wrong.html, /id="email"[^>]*value="jana@"|value="jana@"[^>]*id="email"/);
  t.regex(wrong.html, /aria-invalid="true"/);
});

test('going on without choosing an hour says so', async (t) => {
  const cloud = await open(t);
  const page = await visit(cloud, '/objednat/krumlov/vozidla/2026-11-30/udaje');
  t.is(page.status, 422);
  t.true(page.html.includes('Vyberte hodinu.'));
});

test('a slot taken meanwhile is told kindly, with the nearest free ones', async (t) => {
  const cloud = await open(t);
  const check = await toCheck(cloud);
  await cloud.post('/api/v1/offices/krumlov/reservations', {
    service: 'vozidla',
    start: hidden(check).start,
    name: 'P',
    email: 'petr@example.cz',
  });
  const taken = await visit(cloud, action(check), hidden(check));
  t.is(taken.status, 409);
  const next = await visit(cloud, link(taken, '8:30–9:30'));
  t.is(next.title, 'Souhlasí všechno?', 'name and address are not asked again');
  t.true(next.html.includes('jana@example.cz'));
});

test('a wrong address is corrected: the new link works, the old one ends', async (t) => {
  const cloud = await open(t);
  const check = await toCheck(cloud, { name: 'Jana', email: 'jnaa@example.cz' });
  const sent = await visit(cloud, action(check), hidden(check));
  const old = await cloud.tokenOf('potvrdit');
  const again = await visit(cloud, action(sent, 'oprava'), { email: 'jana@example.cz' });
  t.true(again.html.includes('Zpráva je znovu na cestě.'));
  t.is((await cloud.mails())[0]?.to, 'jana@example.cz');
  t.is((await visit(cloud, `/potvrdit/${old}`)).status, 404);
  t.is((await visit(cloud, `/potvrdit/${await cloud.tokenOf('potvrdit')}`, {})).title, 'Rezervace je potvrzena');
  t.is((await visit(cloud, action(sent, 'oprava'), { email: 'x@example.cz' })).status, 410, 'a confirmed reservation mails nobody else');
});

test('one hold does not fill mailboxes (F28)', async (t) => {
  const cloud = await open(t);
  const check = await toCheck(cloud);
  const sent = await visit(cloud, action(check), hidden(check));
  for (let again = 0; again < 6; again += 1) await visit(cloud, action(sent, 'oprava'), { email: `x${again}@example.cz` });
  t.is((await cloud.mails()).length, 4);
});

test('hostile text is shown as text on every page (F31)', async (t) => {
  const cloud = await open(t);
  const details = await toDetails(cloud);
  const evil = `"><img src=x onerror=alert(1)>`;
  const wrong = await visit(cloud, action(details), { ...hidden(details), name: evil, email: evil });
  t.is(wrong.status, 422);
  t.false(wrong.html.includes('<img'));
  t.false(
    (await visit(cloud, `/objednat/krumlov/vozidla?od=${encodeURIComponent(evil)}&lang=${encodeURIComponent(evil)}`)).html.includes('<img'),
  );
});

test('the language comes from the browser, or from ?lang= and then stays in every link', async (t) => {
  const cloud = await open(t);
  t.true((await (await cloud.get('/', { 'accept-language': 'de-AT,de;q=0.9,en;q=0.5' })).text()).includes('<html lang="de">'));
  t.true((await (await cloud.get('/', { 'accept-language': 'fr' })).text()).includes('<html lang="cs">'));
  const page = await visit(cloud, '/?lang=en');
  t.true(page.html.includes('<html lang="en">'));
  t.true(link(page, 'Vehicle registry').endsWith('?lang=en'));
});

test('pages not found, methods not allowed and forms of other sites get a kind page', async (t) => {
  const cloud = await open(t);
  t.like(await visit(cloud, '/nic'), { status: 404, title: 'Tuto stránku nemáme' });
  t.is((await visit(cloud, '/objednat/krumlov/vozidla/2026-13-99')).status, 404);
  t.is((await visit(cloud, '/objednat/krumlov/pasy')).status, 404);
  t.is((await visit(cloud, '/', {})).status, 405);
  t.is((await visit(cloud, '/potvrdit/neznamy')).title, 'Tento odkaz neznáme');
  const foreign = await fetch(`${cloud.origin}/potvrdit/x`, { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } });
  t.is(foreign.status, 403);
  t.regex(foreign.headers.get('content-type') ?? '', /html/);
});

test('the first page weighs under 60 KB with all it loads, and its files may be kept for ever', async (t) => {
  const cloud = await open(t);
  const page = await visit(cloud, '/');
  const files = [...page.html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path]) => path ?? '');
  t.true(files.length >= 2);
  let bytes = page.html.length;
  for (const path of files) {
    const answer = await cloud.get(path);
    t.regex(answer.headers.get('cache-control') ?? '', /immutable/);
    bytes += (await answer.arrayBuffer()).byteLength;
  }
  t.true(bytes < 60_000, `${bytes} bytes`);
});

test('with several offices the first question is which', async (t) => {
  const cloud = await open(t);
  const other = { ...exampleOffice, office: 'kaplice', name: { cs: 'Úřad Kaplice', en: 'Kaplice Office', de: 'Amt Kaplitz' } };
  const row = await cloud.store.db.selectFrom('office').selectAll().executeTakeFirstOrThrow();
  await cloud.store.db
    .insertInto('office')
    .values({ ...row, id: 'kaplice', settings: JSON.stringify(other) })
    .execute();
  const services = await visit(cloud, link(await visit(cloud, '/'), 'Úřad Kaplice'));
  t.true(services.html.includes('/objednat/kaplice/vozidla'));
});

test('the live queue and an unknown slip have their pages', async (t) => {
  const cloud = await open(t);
  const live = await visit(cloud, '/live/krumlov');
  t.is(live.title, 'Kolik lidí teď čeká');
  t.regex(live.html, /<noscript><meta http-equiv="refresh"/);
  const nowhere = await visit(cloud, '/live/atlantis');
  t.is(nowhere.status, 404);
  t.regex(nowhere.html, /Tuto stránku nemáme/);
  t.is((await visit(cloud, '/t/neznamy-listek-123456')).title, 'Tento lístek neznáme');
});
