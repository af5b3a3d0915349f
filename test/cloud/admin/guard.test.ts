import test from 'ava';
import { clerkAt, openSignedIn } from './clerk.ts';

test('without a session every page is the sign-in page, and every form is refused', async (t) => {
  const { cloud } = await openSignedIn(t);
  const stranger = clerkAt(cloud);
  t.is((await stranger.get('/admin')).status, 200);
  for (const path of ['/admin/krumlov/den', '/admin/krumlov/nastaveni', '/admin/nikde', '/admin/krumlov/uzivatele']) {
    const page = await stranger.get(path);
    t.deepEqual([page.status, page.title], [401, 'Přihlášení do správy'], path);
  }
  for (const path of ['/admin/krumlov/objednat', '/admin/krumlov/nastaveni/ulozit', '/admin/krumlov/uzivatele/pozvat', '/admin/odhlasit']) {
    const page = await stranger.post(path, { csrf: 'x' });
    t.deepEqual([page.status, page.problems], [401, ['Přihlášení skončilo; přihlaste se prosím znovu a zopakujte to.']], path);
  }
  const forged = await cloud.get('/admin/krumlov/den', { cookie: `__Host-fronta-admin=${'A'.repeat(43)}` });
  t.is(forged.status, 401);
});

test('a form counts only from our own page and with the session’s own token', async (t) => {
  const { cloud, clerk } = await openSignedIn(t);
  const page = await clerk.get('/admin/krumlov/kiosky');
  const csrf = /name="csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
  const issue = (fields: Record<string, string>, headers: Record<string, string>) =>
    clerk.post('/admin/krumlov/kiosky/vydat', { edge: 'kiosk-9', ...fields }, headers);
  for (const headers of [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
  ] as Record<string, string>[])
    t.is((await issue({ csrf }, headers)).status, 403, JSON.stringify(headers));
  const own = { origin: cloud.origin, 'sec-fetch-site': 'same-origin' };
  for (const wrong of ['', 'x', `${csrf}x`, 'č'.repeat(csrf.length)]) {
    const refused = await issue({ csrf: wrong }, own);
    t.deepEqual([refused.status, refused.problems.length], [403, 1], wrong);
  }
  t.is((await cloud.store.db.selectFrom('enrolment').selectAll().execute()).length, 0, 'nothing of it was done');
  t.is((await issue({ csrf }, own)).status, 200);
});

test('no GET changes anything', async (t) => {
  const { cloud, clerk } = await openSignedIn(t);
  const posts = [
    'objednat',
    'presunout/vyzvat',
    'nastaveni/ulozit',
    'kiosky/vydat',
    'kiosky/zrusit',
    'uzivatele/pozvat',
    'uzivatele/jana/heslo',
    'uzivatele/jana/pristup',
  ];
  const before = await snapshot();
  for (const path of posts)
    await clerk.get(`/admin/krumlov/${path}?role=admin&edge=kiosk-9&access=none&service=vozidla&start=2026-11-30T07:30:00%2B01:00`);
  for (const path of ['/admin/odhlasit', '/admin/jazyk?lang=en', '/admin/prihlasit?user=jana', '/admin/krumlov/den?lang=en'])
    await clerk.get(path);
  t.deepEqual(await snapshot(), before);

  async function snapshot() {
    const { db } = cloud.store;
    return [
      await db.selectFrom('adminUser').selectAll().execute(),
      await db.selectFrom('adminSession').select(['id', 'user', 'lang']).execute(),
      await db.selectFrom('adminInvite').selectAll().execute(),
      await db.selectFrom('adminAudit').selectAll().execute(),
      await db.selectFrom('enrolment').selectAll().execute(),
      await db.selectFrom('reservation').selectAll().execute(),
      await db.selectFrom('office').selectAll().execute(),
    ];
  }
});

test('the pages speak the language that was chosen, and come back to where it was chosen', async (t) => {
  const { clerk } = await openSignedIn(t);
  const page = await clerk.get('/admin/krumlov/nastaveni/hodiny');
  t.regex(page.html, /<html lang="cs">/);
  const german = await clerk.send(page, '/admin/jazyk', { lang: 'de' });
  t.deepEqual([german.path, german.title], ['/admin/krumlov/nastaveni/hodiny', 'Stunden']);
  t.is((await clerk.get('/admin/krumlov/uzivatele')).title, 'Benutzer', 'and stays');
  const away = await clerk.send(german, '/admin/jazyk', { lang: 'en', back: 'https://evil.example/' });
  t.is(away.path, '/admin/krumlov/den');
  t.is((await clerk.get('/admin/krumlov/den')).title, 'Sun, 29/11/2026');
});

test('what people typed comes back as text (F31)', async (t) => {
  const { clerk } = await openSignedIn(t);
  const hostile = '"><script>alert(1)</script>';
  for (const path of [
    `/admin/krumlov/den?hledat=${encodeURIComponent(hostile)}`,
    `/admin/krumlov/den?date=${encodeURIComponent(hostile)}`,
  ]) {
    const page = await clerk.get(path);
    t.false(page.html.includes('<script>'), path);
  }
  const page = await clerk.send(await clerk.get('/admin/krumlov/kiosky'), '/admin/krumlov/kiosky/vydat', { edge: hostile });
  t.is(page.status, 422);
  t.false(page.html.includes('<script>'));
});
