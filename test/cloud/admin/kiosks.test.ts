import test from 'ava';
import mqtt from 'mqtt';
import pino from 'pino';
import { embeddedLink } from '../../../cloud/link/embedded.ts';
import type { Accounts } from '../../../cloud/link/port.ts';
import { verifyCredential } from '../../../cloud/offices/credentials.ts';
import type { Store } from '../../../cloud/store/open.ts';
import { storeUnderTest } from '../store-under-test.ts';
import { openSignedIn } from './clerk.ts';

const kiosks = '/admin/krumlov/kiosky';

/** The broker of this database, as main.ts joins the two. */
const brokerOf = (store: Store, now: () => number) =>
  embeddedLink({
    url: 'embedded://127.0.0.1:0',
    verify: ({ office, edge }, password) => verifyCredential(store, office, edge, password),
    now,
    log: pino({ level: 'silent' }),
  });

test('a kiosk comes with a code from /admin, and is cut off when its access is revoked there', async (t) => {
  const store = await storeUnderTest();
  const link = brokerOf(store, Date.now);
  await link.start();
  t.teardown(() => link.stop());
  const { cloud, clerk } = await openSignedIn(t, { store, accounts: link.accounts });
  const issued = await clerk.send(await clerk.get(kiosks), `${kiosks}/vydat`, { edge: 'kiosk-2' });
  const code = /one-time-code">([^<]+)</.exec(issued.html)?.[1] ?? '';
  t.true(issued.html.includes('sudo fronta enrol https://fronta.example'));
  const { body } = await cloud.post('/api/v1/enrol', { code, office: 'krumlov', edge: 'kiosk-2', journal: null });
  const credential = { username: String(body.username), password: String(body.password) };
  const client = mqtt.connect(`mqtt://127.0.0.1:${link.port()}`, { ...credential, reconnectPeriod: 50, reconnectOnConnackError: true });
  t.teardown(() => client.endAsync(true));
  await new Promise((resolve) => client.once('connect', resolve));
  const refused = new Promise<Error>((resolve) => client.on('error', resolve));
  const list = await clerk.get(kiosks);
  t.regex(list.html, /zapsán/);
  const asked = await clerk.get(`${kiosks}/kiosk-2/odpojit`);
  t.is(asked.title, 'Odpojit kiosk-2?');
  const done = await clerk.send(asked, `${kiosks}/kiosk-2/odpojit`);
  t.true(done.html.includes('Kiosek je odpojen.') && /odpojen 29/.test(done.html));
  t.regex((await refused).message, /Bad username or password/);
  t.is((await clerk.get(`${kiosks}/kiosk-2/odpojit`)).status, 404, 'there is nothing left to revoke');
  const audit = await store.db.selectFrom('adminAudit').select('what').orderBy('id').execute();
  t.deepEqual(
    audit.slice(-3).map(({ what }) => what),
    ['kiosk.code-issued', 'kiosk.enrolled', 'kiosk.shut-out'],
  );
  t.true((await clerk.get('/admin/krumlov/zaznamy')).html.includes('odpojení kiosku: kiosk-2'));
});

test('while the broker cannot be told, the page says so', async (t) => {
  const accounts: Accounts = { admit: async () => 'done', shutOut: async () => 'away', dismiss: async () => 'done' };
  const { cloud, clerk } = await openSignedIn(t, { accounts });
  const blank = { credential: 'x', feedEpoch: null, feedRevision: 0, settingsRevision: 0, online: 1, lastSeenMs: null };
  await cloud.store.db
    .insertInto('edge')
    .values({ office: 'krumlov', id: 'kiosk-1', ...blank })
    .execute();
  const page = await clerk.send(await clerk.get(`${kiosks}/kiosk-1/odpojit`), `${kiosks}/kiosk-1/odpojit`);
  t.true(page.html.includes('kiosek odpojíme, jakmile se ozve'));
});
