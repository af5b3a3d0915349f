import test, { type ExecutionContext } from 'ava';
import { exampleOffice } from '#contract/example-office.ts';
import { hashPassword, mintPassword, verifyCredential } from '../../../cloud/offices/credentials.ts';
import { hashSlowly } from '../../../cloud/offices/slow-hash.ts';
import type { Store } from '../../../cloud/store/open.ts';
import { insertOffice } from '../insert-office.ts';
import { storeUnderTest } from '../store-under-test.ts';

/** A store with one edge that has this credential. */
async function storeWith(t: ExecutionContext, credential: string): Promise<Store> {
  const store = await storeUnderTest();
  t.teardown(() => store.close());
  await insertOffice(store, exampleOffice);
  const nothingYet = { feedEpoch: null, feedRevision: 0, settingsRevision: 0, online: 0, lastSeenMs: null };
  await store.db
    .insertInto('edge')
    .values({ office: 'krumlov', id: 'kiosk-1', credential, ...nothingYet })
    .execute();
  return store;
}

const kept = async (store: Store): Promise<string> =>
  (await store.db.selectFrom('edge').select('credential').executeTakeFirstOrThrow()).credential;

test('a password is kept salted and hashed, and is right for its own edge alone', async (t) => {
  const password = mintPassword();
  t.not(hashPassword(password), hashPassword(password));
  const store = await storeWith(t, hashPassword(password));
  t.regex(await kept(store), /^hmac\$[\w-]{22}\$[\w-]{43}$/);
  t.false((await kept(store)).includes(password));
  t.true(await verifyCredential(store, 'krumlov', 'kiosk-1', password));
  for (const [office, edge, given] of [
    ['krumlov', 'kiosk-1', `${password}x`],
    ['krumlov', 'kiosk-1', ''],
    ['krumlov', 'kiosk-2', password],
    ['kaplice', 'kiosk-1', password],
  ] as const)
    t.false(await verifyCredential(store, office, edge, given), `${office}/${edge}`);
});

test('what was kept as a slow hash goes on being right, and is a fast one from its first use', async (t) => {
  const password = mintPassword();
  const before = await hashSlowly(password);
  const store = await storeWith(t, before);
  t.false(await verifyCredential(store, 'krumlov', 'kiosk-1', 'guess'));
  t.is(await kept(store), before, 'a wrong one changes nothing');
  const [first, second] = await Promise.all([1, 2].map(() => verifyCredential(store, 'krumlov', 'kiosk-1', password)));
  t.deepEqual([first, second], [true, true], 'two connections at once');
  t.regex(await kept(store), /^hmac\$/);
  t.true(await verifyCredential(store, 'krumlov', 'kiosk-1', password));
  t.false(await verifyCredential(store, 'krumlov', 'kiosk-1', before));
});

test('no other scheme lets anybody in', async (t) => {
  for (const credential of ['', 'revoked', 'hmac$$', 'hmac$c2FsdA$', 'plain$c2FsdA$c2VjcmV0', `md5$${'a'.repeat(22)}$${'a'.repeat(43)}`]) {
    const store = await storeWith(t, credential);
    t.false(await verifyCredential(store, 'krumlov', 'kiosk-1', 'secret'), credential);
    t.false(await verifyCredential(store, 'krumlov', 'kiosk-1', ''), credential);
  }
});
