import test from 'ava';
import { auditKeptMs } from '../../../cloud/admin/audit/audit.ts';
import { type Clerk, clerkAt, openSignedIn, type Page } from './clerk.ts';

const users = '/admin/krumlov/uzivatele';
const kiosks = '/admin/krumlov/kiosky';
const codeOn = (page: Page): string => /one-time-code">([^<]+)</.exec(page.html)?.[1] ?? '';
const invite = async (clerk: Clerk, role: string): Promise<string> =>
  codeOn(await clerk.send(await clerk.get(users), `${users}/pozvat`, { role, place: 'krumlov' }));

test('an invitation makes a user once, waits a week, and can be taken back', async (t) => {
  const { cloud, clerk } = await openSignedIn(t);
  const code = await invite(clerk, 'supervisor');
  const petr = clerkAt(cloud);
  await petr.join(code, 'petr');
  t.is((await petr.get('/admin/krumlov/den')).status, 200);
  await t.throwsAsync(clerkAt(cloud).join(code, 'pavel'));
  const late = await invite(clerk, 'supervisor');
  cloud.clock.advance({ minutes: 1 });
  await clerk.send(await clerk.get(users), `${users}/kod-zrusit`);
  await t.throwsAsync(clerkAt(cloud).join(late, 'pavel'), undefined, 'taken back');
  const old = await invite(clerk, 'supervisor');
  cloud.clock.advance({ days: 8 });
  await t.throwsAsync(clerkAt(cloud).join(old, 'pavel'), undefined, 'too old');
});

test('a user who is shut out is out at once, and may come back; a new password ends the old one', async (t) => {
  const { cloud, clerk } = await openSignedIn(t);
  const petr = clerkAt(cloud);
  const secret = await petr.join(await invite(clerk, 'supervisor'), 'petr');
  await clerk.send(await clerk.get(users), `${users}/petr/pristup`);
  t.is((await petr.get('/admin/krumlov/den')).status, 401);
  cloud.clock.advance({ minutes: 1 });
  t.is((await petr.signIn('petr', secret)).status, 401);
  await clerk.send(await clerk.get(users), `${users}/petr/pristup`);
  cloud.clock.advance({ minutes: 1 });
  t.is((await petr.signIn('petr', secret)).status, 200);
  const code = codeOn(await clerk.send(await clerk.get(users), `${users}/petr/heslo`));
  t.is((await petr.get('/admin/krumlov/den')).status, 401, 'signed out everywhere');
  cloud.clock.advance({ minutes: 1 });
  t.is((await petr.signIn('petr', secret)).status, 401, 'the old password is gone');
  const fresh = await petr.join(code);
  t.not(fresh, secret);
  cloud.clock.advance({ minutes: 1 });
  t.is((await clerkAt(cloud).signIn('petr', fresh)).status, 200);
  const words = (await cloud.store.db.selectFrom('adminAudit').select('what').orderBy('id').execute()).map(({ what }) => what);
  for (const word of ['user.invited', 'user.disabled', 'user.enabled', 'user.reset', 'user.joined', 'user.signed-in'])
    t.true(words.includes(word), word);
});

test('a supervisor who knows the addresses does nothing of an admin’s work by them', async (t) => {
  const { cloud, clerk } = await openSignedIn(t);
  const petr = clerkAt(cloud);
  await petr.join(await invite(clerk, 'supervisor'), 'petr');
  const csrf = /name="csrf" value="([^"]+)"/.exec((await petr.get('/admin/krumlov/objednat')).html)?.[1] ?? '';
  t.not(csrf, '');
  const tables = ['adminUser', 'adminInvite', 'adminAudit', 'enrolment', 'edge', 'journal'] as const;
  const rows = async () => JSON.stringify(await Promise.all(tables.map((table) => cloud.store.db.selectFrom(table).selectAll().execute())));
  const before = await rows();
  for (const path of [users, kiosks, `${kiosks}/kiosk-1/odpojit`, `${kiosks}/kiosk-1/dvojnik`]) {
    const page = await petr.get(path);
    t.is(page.status, 403, path);
    t.is(page.problems.length, 1, path);
  }
  const fields = { csrf, role: 'admin', place: 'krumlov', access: 'none', edge: 'kiosk-9', code: 'x', journal: 'x' };
  for (const path of [
    `${users}/pozvat`,
    `${users}/kod-zrusit`,
    ...['jana', 'petr'].flatMap((user) => ['heslo', 'pristup', 'opravneni'].map((act) => `${users}/${user}/${act}`)),
    ...['vydat', 'zrusit', 'kiosk-1/odpojit', 'kiosk-1/dvojnik'].map((act) => `${kiosks}/${act}`),
  ])
    t.is((await petr.post(path, fields)).status, 403, path);
  t.is((await petr.get('/admin/statistiky')).status, 403);
  t.is(await rows(), before);
  const seen = await petr.get('/admin/krumlov/zaznamy');
  t.false(seen.html.includes('uzivatele') || seen.html.includes('kiosky'), 'and is shown no way there');
});

test('nobody changes their own rights, and a user who is none of ours is refused', async (t) => {
  const { clerk } = await openSignedIn(t);
  const page = await clerk.get(users);
  const csrf = /name="csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
  const own = await clerk.post(`${users}/jana/pristup`, { csrf, access: 'none' });
  t.deepEqual([own.status, own.problems.length], [409, 1]);
  t.is((await clerk.post(`${users}/nikdo/heslo`, { csrf })).status, 404);
});

test('the code for a kiosk is shown once, kept as its hash, ends by itself and by hand, and replaces the one before', async (t) => {
  const { cloud, clerk } = await openSignedIn(t);
  const issue = async (edge: string): Promise<Page> => clerk.send(await clerk.get(kiosks), `${kiosks}/vydat`, { edge });
  const code = codeOn(await issue('kiosk-2'));
  t.regex(code, /^(\d{4} ){3}\d{4}$/);
  t.false(JSON.stringify(await cloud.store.db.selectFrom('enrolment').selectAll().execute()).includes(code));
  t.false((await clerk.get(kiosks)).html.includes(code));
  t.true((await clerk.get(kiosks)).html.includes('kiosk-2'));
  await issue('kiosk-2');
  const waiting = () => cloud.store.db.selectFrom('enrolment').selectAll().where('revokedMs', 'is', null).execute();
  t.is((await waiting()).length, 1, 'one code for one name');
  const revoked = await clerk.send(await clerk.get(kiosks), `${kiosks}/zrusit`);
  t.true(revoked.html.includes('Kód je zrušen.'));
  t.is((await waiting()).length, 0);
  t.deepEqual((await issue('Kiosk 2')).problems, ['Označení má nejvýše 32 malých písmen, číslic nebo pomlček.']);
});

test('records go page by page and are kept five years', async (t) => {
  const { cloud, clerk } = await openSignedIn(t);
  for (let index = 0; index < 60; index += 1)
    await cloud.store.db
      .insertInto('adminAudit')
      .values({
        atMs: cloud.clock.now() + index,
        office: 'krumlov',
        who: 'jana',
        what: 'settings.saved',
        subject: String(index),
        changes: '[]',
      })
      .execute();
  const first = await clerk.get('/admin/krumlov/zaznamy');
  t.true(first.html.includes('revize 59') && !first.html.includes('revize 5<'));
  const older = /href="([^"]*\?pred=\d+)"/.exec(first.html)?.[1] ?? '';
  t.true((await clerk.get(older)).html.includes('revize 5<'));
  cloud.clock.advance({ days: auditKeptMs / 86_400_000 + 1 });
  await cloud.runJobs();
  t.deepEqual(await cloud.store.db.selectFrom('adminAudit').selectAll().execute(), []);
});
