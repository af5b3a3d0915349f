import test, { type ExecutionContext } from 'ava';
import { exampleOffice } from '#contract/example-office.ts';
import { type CloudUnderTest, type CloudWishes, startCloud } from '../cloud-under-test.ts';

async function open(t: ExecutionContext, wishes: CloudWishes = {}): Promise<CloudUnderTest> {
  const cloud = await startCloud(wishes);
  t.teardown(() => cloud.close());
  return cloud;
}

type Page = { readonly status: number; readonly path: string; readonly html: string; readonly title: string };

/** A browser without JavaScript: it follows links and redirects and posts the fields of a form. */
async function visit(cloud: CloudUnderTest, path: string, form?: Record<string, string>): Promise<Page> {
  const answer = await fetch(cloud.origin + path, {
    redirect: 'manual',
    ...(form ? { method: 'POST', body: new URLSearchParams(form), headers: { origin: 'null', 'sec-fetch-site': 'same-origin' } } : {}),
  });
  const location = answer.headers.get('location');
  if (location) return visit(cloud, location.replace(cloud.origin, ''));
  const html = await answer.text();
  return { status: answer.status, path, html, title: decode(/<h1[^>]*>(.*?)<\/h1>/s.exec(html)?.[1]?.replace(/<[^>]+>/g, '') ?? '') };
}

const decode = (text: string): string => text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').trim();
const link = (page: Page, words: string): string => {
  const found = [...page.html.matchAll(/<a [^>]*?href="([^"]+)"[^>]*>(.*?)<\/a>/gs)].find(([, , text]) =>
    text?.replace(/<[^>]+>/g, ' ').includes(words),
  );
  if (!found) throw new Error(`no link "${words}" on ${page.path}`);
  return decode(found[1] ?? '');
};
const action = (page: Page): string => decode(/<form[^>]*action="([^"]+)"/.exec(page.html)?.[1] ?? '');
const hidden = (page: Page): Record<string, string> =>
  Object.fromEntries(
    [...page.html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name, decode(value ?? '')]),
  );

async function toDetails(cloud: CloudUnderTest, startPath = '/'): Promise<Page> {
  const days = await visit(cloud, link(await visit(cloud, startPath), 'Registr vozidel'));
  const hours = await visit(cloud, link(days, '30. 11.'));
  const start = /type="radio" name="start"[^>]*value="([^"]+)"/.exec(hours.html)?.[1] ?? '';
  return visit(cloud, `${action(hours)}?start=${encodeURIComponent(start)}`);
}

async function toConfirmed(cloud: CloudUnderTest): Promise<Page> {
  const details = await toDetails(cloud);
  const check = await visit(cloud, action(details), { ...hidden(details), name: 'Jana Nováková', email: 'jana@example.cz' });
  await visit(cloud, action(check), hidden(check));
  const ask = await visit(cloud, `/potvrdit/${await cloud.tokenOf('potvrdit')}`);
  return visit(cloud, action(ask), {});
}

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
  const pin = /class="pin-digits">(\d{4})</.exec(confirmed.html)?.[1];
  t.true((await cloud.mails())[0]?.text.includes(`Váš PIN: ${pin}`));
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
  const details = await toDetails(cloud);
  const check = await visit(cloud, action(details), { ...hidden(details), name: 'Jana Nováková', email: 'jana@example.cz' });
  await cloud.post('/api/v1/offices/krumlov/reservations', {
    service: 'vozidla',
    start: hidden(check).start,
    name: 'P',
    email: 'petr@example.cz',
  });
  const taken = await visit(cloud, action(check), hidden(check));
  t.is(taken.status, 409);
  t.is((await visit(cloud, link(taken, '8:30–9:30'))).title, 'Kdo přijde?');
});

test('a wrong address is corrected: the new link works, the old one ends', async (t) => {
  const cloud = await open(t);
  const details = await toDetails(cloud);
  const check = await visit(cloud, action(details), { ...hidden(details), name: 'Jana', email: 'jnaa@example.cz' });
  const sent = await visit(cloud, action(check), hidden(check));
  const old = await cloud.tokenOf('potvrdit');
  const again = await visit(cloud, action(sent), { email: 'jana@example.cz' });
  t.true(again.html.includes('Zpráva je znovu na cestě.'));
  t.is((await cloud.mails())[0]?.to, 'jana@example.cz');
  t.is((await visit(cloud, `/potvrdit/${old}`)).status, 404);
  t.is((await visit(cloud, `/potvrdit/${await cloud.tokenOf('potvrdit')}`, {})).title, 'Rezervace je potvrzena');
  t.is((await visit(cloud, action(sent), { email: 'x@example.cz' })).status, 410, 'a confirmed reservation mails nobody else');
});

test('one hold does not fill mailboxes (F28)', async (t) => {
  const cloud = await open(t);
  const details = await toDetails(cloud);
  const check = await visit(cloud, action(details), { ...hidden(details), name: 'Jana', email: 'jana@example.cz' });
  const sent = await visit(cloud, action(check), hidden(check));
  for (let again = 0; again < 6; again += 1) await visit(cloud, action(sent), { email: `x${again}@example.cz` });
  t.is((await cloud.mails()).length, 4);
});

test('a cancel takes two acts and can be undone', async (t) => {
  const cloud = await open(t);
  const confirmed = await toConfirmed(cloud);
  const manage = await visit(cloud, link(confirmed, 'Zrušit nebo přesunout'));
  const ask = await visit(cloud, link(manage, 'Zrušit rezervaci'));
  t.is(ask.title, 'Opravdu rezervaci zrušit?');
  t.is((await visit(cloud, manage.path)).title, 'Vaše rezervace', 'asking changed nothing');
  const cancelled = await visit(cloud, action(ask), {});
  t.is(cancelled.title, 'Rezervace je zrušena');
  const back = await visit(cloud, action(cancelled), {});
  t.true(back.html.includes('Rezervace znovu platí'));
});

test('a reservation is moved to another day', async (t) => {
  const cloud = await open(t);
  const confirmed = await toConfirmed(cloud);
  const manage = await visit(cloud, link(confirmed, 'Zrušit nebo přesunout'));
  const days = await visit(cloud, link(manage, 'Přesunout'));
  const hours = await visit(cloud, link(days, '2. 12.'));
  const none = await visit(cloud, action(hours), {});
  t.is(none.status, 422);
  const moved = await visit(cloud, action(hours), { start: '2026-12-02T12:30:00+01:00' });
  t.true(moved.html.includes('Rezervace je přesunuta'));
  t.true(moved.html.includes('středa 2. prosince, 12:30–13:30'));
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
  t.is((await visit(cloud, '/live/atlantis')).status, 404);
  t.is((await visit(cloud, '/t/neznamy-listek-123456')).title, 'Tento lístek neznáme');
});
