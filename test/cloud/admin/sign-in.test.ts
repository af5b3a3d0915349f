import test from 'ava';
import { hashPassword, isPassword } from '../../../cloud/admin/sign-in/password.ts';
import { absoluteMs, idleMs } from '../../../cloud/admin/sign-in/sessions.ts';
import { pairMax } from '../../../cloud/admin/sign-in/sign-in-gate.ts';
import { mintFirstCode } from '../../../cloud/admin/users/users.ts';
import { clerkAt, openAdmin, openSignedIn, password } from './clerk.ts';

test('the first code makes the first admin, once; afterwards none is minted', async (t) => {
  const { cloud, clerk } = await openAdmin(t);
  const earlier = await mintFirstCode(cloud.store.db, cloud.clock.now());
  const code = (await mintFirstCode(cloud.store.db, cloud.clock.now())) ?? '';
  t.regex(code, /^(\w{4}-){3}\w{4}$/);
  const unknown = await clerk.send(await clerk.get('/admin/pozvanka'), '/admin/pozvanka', { invite: earlier ?? '' });
  t.deepEqual([unknown.status, unknown.problems], [404, ['Tento kód neplatí, nebo už byl použit.']], 'a later start ends the code before');
  await clerk.join(code.toLowerCase().replaceAll('-', ' '));
  t.is((await clerk.get('/admin')).path, '/admin/krumlov/den', 'signed in');
  t.is(await mintFirstCode(cloud.store.db, cloud.clock.now()), null);
  t.is((await clerk.send(await clerk.get('/admin/pozvanka'), '/admin/pozvanka', { invite: code })).status, 404, 'used up');
  const kept = JSON.stringify(await cloud.store.db.selectFrom('adminInvite').selectAll().execute());
  t.false(kept.includes(code), 'codes are kept as hashes');
});

test('name, password and code must all be right, and which was wrong is not told', async (t) => {
  const { cloud, secret } = await openSignedIn(t);
  const clerk = clerkAt(cloud);
  const wrong = [{ user: 'petr' }, { password: 'něco docela jiného' }, { code: '000000' }, { user: '', password: '', code: '' }];
  for (const change of wrong) {
    const page = await clerk.signIn('jana', secret, change);
    t.deepEqual([page.status, page.problems], [401, ['Jméno, heslo nebo kód nesouhlasí.']], JSON.stringify(change));
    t.is(clerk.cookie(), '');
  }
  t.is((await clerk.signIn('jana', secret, { user: ' JANA ' })).path, '/admin/krumlov/den');
});

test('a code of the second factor counts once', async (t) => {
  const { cloud, secret } = await openSignedIn(t);
  const spied = clerkAt(cloud).code(secret, 1);
  t.is((await clerkAt(cloud).signIn('jana', secret, { code: spied })).status, 200);
  t.is((await clerkAt(cloud).signIn('jana', secret, { code: spied })).status, 401);
  cloud.clock.advance({ minutes: 1 });
  t.is((await clerkAt(cloud).signIn('jana', secret)).status, 200);
});

test('after five wrong attempts a name rests for its network, right password or not, and others do not', async (t) => {
  const { cloud, clerk: signedIn, secret } = await openSignedIn(t);
  const clerk = clerkAt(cloud);
  for (let attempt = 0; attempt < pairMax; attempt += 1)
    t.is((await clerk.signIn('jana', secret, { password: 'xxxxxxxxxxxx' })).status, 401);
  const rests = await clerk.signIn('jana', secret);
  t.is(rests.status, 429);
  t.regex(rests.problems[0] ?? '', /^Příliš mnoho neplatných pokusů; zkuste to znovu za \d+ min\.$/);
  t.true(Number(rests.headers.get('retry-after')) > 0);
  t.is((await clerk.signIn('petr', secret)).status, 401, 'another name is looked at');
  t.is((await signedIn.get('/admin/krumlov/den')).status, 200, 'who is in stays in');
});

test('one-time codes cannot be tried out without end', async (t) => {
  const { cloud, clerk } = await openAdmin(t);
  const code = (await mintFirstCode(cloud.store.db, cloud.clock.now())) ?? '';
  const asked = await clerk.get('/admin/pozvanka');
  for (let attempt = 0; attempt < pairMax; attempt += 1)
    t.is((await clerk.send(asked, '/admin/pozvanka', { invite: `${attempt}` })).status, 404);
  t.is((await clerk.send(asked, '/admin/pozvanka', { invite: code })).status, 429);
});

test('a session ends when nobody uses it, and after a working day in any case', async (t) => {
  const { cloud, clerk } = await openSignedIn(t);
  const stays = async () => (await clerk.get('/admin/krumlov/den')).status === 200;
  cloud.clock.advance({ minutes: idleMs / 60_000 - 1 });
  t.true(await stays());
  cloud.clock.advance({ minutes: idleMs / 60_000 - 1 });
  t.true(await stays(), 'using it renews it');
  cloud.clock.advance({ minutes: idleMs / 60_000 + 1 });
  t.false(await stays());
  const other = await openSignedIn(t);
  for (let spent = 0; spent < absoluteMs; spent += 20 * 60_000) {
    await other.clerk.get('/admin');
    other.cloud.clock.advance({ minutes: 20 });
  }
  t.is((await other.clerk.get('/admin/krumlov/den')).status, 401, 'however busy it was');
  await other.cloud.runJobs();
  t.is((await other.cloud.store.db.selectFrom('adminSession').selectAll().execute()).length, 0);
});

test('signing out ends the session for good, not only in the browser', async (t) => {
  const { cloud, clerk } = await openSignedIn(t);
  const cookie = clerk.cookie();
  const out = await clerk.send(await clerk.get('/admin/krumlov/den'), '/admin/odhlasit');
  t.is(out.title, 'Přihlášení do správy');
  t.is((await cloud.get('/admin/krumlov/den', { cookie })).status, 401);
});

test('the cookie is out of reach of scripts and of other sites, and only its hash is kept', async (t) => {
  const { cloud, clerk, secret } = await openSignedIn(t);
  const body = new URLSearchParams({ user: 'jana', password, code: clerk.code(secret, 1) });
  const answer = await fetch(`${cloud.origin}/admin/prihlasit`, { method: 'POST', body, redirect: 'manual' });
  const [set = ''] = answer.headers.getSetCookie();
  t.regex(set, /^__Host-fronta-admin=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/);
  const token = /=([\w-]+)/.exec(set)?.[1] ?? '';
  t.false(JSON.stringify(await cloud.store.db.selectFrom('adminSession').selectAll().execute()).includes(token));
  const plain = await openSignedIn(t, { config: { publicOrigin: 'http://localhost:8080' } });
  t.regex(plain.clerk.cookie(), /^fronta-admin=/, 'without HTTPS a browser would drop the other one');
});

test('a password must be long, not its own name, and typed twice; what was typed else stays', async (t) => {
  const { cloud, clerk } = await openAdmin(t);
  const code = (await mintFirstCode(cloud.store.db, cloud.clock.now())) ?? '';
  const asked = await clerk.send(await clerk.get('/admin/pozvanka'), '/admin/pozvanka', { invite: code });
  const attempt = (fields: Record<string, string>) =>
    clerk.send(asked, '/admin/pozvanka/hotovo', { user: 'jana', name: 'Jana', password, again: password, code: '000000', ...fields });
  const wrongCode = 'Kód z telefonu nesouhlasí; počkejte na další a opište ho.';
  t.deepEqual((await attempt({})).problems, [wrongCode]);
  t.is((await attempt({ password: 'krátké', again: 'krátké' })).problems.length, 2);
  t.is((await attempt({ password: 'aaaaaaaaaaaaaa', again: 'aaaaaaaaaaaaaa' })).problems.length, 2);
  t.is((await attempt({ password: 'jana-a-její-heslo', again: 'jana-a-její-heslo' })).problems.length, 2);
  const odd = await attempt({ again: 'jiné', user: 'Jana Nováková' });
  t.deepEqual(odd.problems.length, 3);
  t.true(odd.html.includes('value="Jana Nováková"'));
});

test('passwords are kept by scrypt with their own salt, and an unknown one never fits', async (t) => {
  const [one, other] = [await hashPassword(password), await hashPassword(password)];
  t.regex(one, /^scrypt\$15\$8\$3\$[\w-]{22}\$[\w-]{43}$/);
  t.not(one, other);
  t.true(await isPassword(password, one));
  t.false(await isPassword(`${password} `, one));
  t.false(await isPassword(password, null));
  t.false(await isPassword('none', 'none'), 'a password that was reset fits nothing');
});
