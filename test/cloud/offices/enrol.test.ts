import test, { type ExecutionContext } from 'ava';
import { exampleOffice } from '#contract/example-office.ts';
import { issueCode } from '../../../cloud/admin/kiosks/enrolments.ts';
import { wrongOfNetworkMax } from '../../../cloud/api/enrol.ts';
import type { Accounts } from '../../../cloud/link/port.ts';
import { verifyCredential } from '../../../cloud/offices/credentials.ts';
import { hashKioskCode, mintKioskCode } from '../../../cloud/offices/kiosk-code.ts';
import { type CloudUnderTest, type CloudWishes, startCloud } from '../cloud-under-test.ts';

const { office } = exampleOffice;
const kioskCode = { mint: mintKioskCode, hash: hashKioskCode };

async function open(t: ExecutionContext, wishes: CloudWishes = {}): Promise<CloudUnderTest> {
  const cloud = await startCloud(wishes);
  t.teardown(() => cloud.close());
  return cloud;
}

async function codeFor(cloud: CloudUnderTest, edge: string): Promise<string> {
  const issued = await issueCode(cloud.store.db, edge, kioskCode, { office, who: 'jana', nowMs: cloud.clock.now() });
  if (!issued.ok) throw new Error(issued.refusal);
  return issued.code;
}

const enrol = (cloud: CloudUnderTest, code: string, edge = 'kiosk-2', journal: string | null = null, headers = {}) =>
  cloud.post('/api/v1/enrol', { code, office, edge, journal }, headers);

test('a code is exchanged for a credential once, by whoever is first of many at once', async (t) => {
  const cloud = await open(t);
  const code = await codeFor(cloud, 'kiosk-2');
  const answers = await Promise.all(Array.from({ length: 6 }, () => enrol(cloud, code)));
  t.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 404, 404, 404, 404, 404]);
  const { body, headers } = answers.find(({ status }) => status === 200)!;
  t.like(body, { office, edge: 'kiosk-2', username: 'krumlov/kiosk-2', replacement: 0, broker: null });
  t.is(headers.get('cache-control'), 'no-store');
  t.true(await verifyCredential(cloud.store, office, 'kiosk-2', String(body.password)));
  t.like(answers.find(({ status }) => status === 404)!.body, { type: 'unknown-code' });
  const kept = JSON.stringify([
    await cloud.store.db.selectFrom('edge').selectAll().execute(),
    await cloud.store.db.selectFrom('enrolment').selectAll().execute(),
    cloud.logged,
  ]);
  t.false(kept.includes(code.replaceAll(' ', '')) || kept.includes(code) || kept.includes(String(body.password)), 'only hashes are kept');
  const audit = await cloud.store.db.selectFrom('adminAudit').select(['what', 'subject', 'who']).orderBy('id').execute();
  t.deepEqual(audit.at(-1), { what: 'kiosk.enrolled', subject: 'kiosk-2', who: 'jana' });
});

test('a code that is too old, revoked, replaced or mistyped is refused in the same words', async (t) => {
  const cloud = await open(t);
  const replaced = await codeFor(cloud, 'kiosk-2');
  const good = await codeFor(cloud, 'kiosk-2');
  const last = good.at(-1) === '1' ? '2' : '1';
  for (const code of [replaced, `${good.slice(0, -1)}${last}`, '1234 5678', 'kiosk-2', good.replaceAll(/\d/g, '0')])
    t.like((await enrol(cloud, code)).body, { type: 'unknown-code', status: 404 }, code);
  cloud.clock.advance({ hours: 24 });
  t.is((await enrol(cloud, good)).status, 404);
  t.is((await enrol(cloud, await codeFor(cloud, 'kiosk-2'))).status, 200);
});

test('a code for another kiosk says for which, and stays good', async (t) => {
  const cloud = await open(t);
  const code = await codeFor(cloud, 'kiosk-3');
  const { status, body } = await enrol(cloud, code, 'kiosk-2');
  t.is(status, 409);
  t.is(body.type, 'other-edge');
  t.regex(String(body.detail), /for krumlov\/kiosk-3/);
  t.is((await enrol(cloud, code, 'kiosk-3')).status, 200);
});

test('hyphens and spaces make no difference to who types a code', async (t) => {
  const cloud = await open(t);
  const code = await codeFor(cloud, 'kiosk-2');
  t.is((await enrol(cloud, code.replaceAll(' ', '-'))).status, 200);
});

test('each further card is told which replacement it is, one whose journal is known here is none (F18)', async (t) => {
  const cloud = await open(t);
  const [known, own] = ['a'.repeat(32), 'b'.repeat(32)];
  const row = { lastSeq: 9, firstSeenMs: 0, standing: 'current', helloMs: 0, trialMs: null, approvedMs: null } as const;
  const told = [];
  for (const journal of [null, own, known, null]) {
    if (journal === known)
      await cloud.store.db
        .insertInto('journal')
        .values({ office, edge: 'kiosk-2', id: known, ...row })
        .execute();
    told.push((await enrol(cloud, await codeFor(cloud, 'kiosk-2'), 'kiosk-2', journal)).body.replacement);
  }
  t.deepEqual(told, [0, 1, 0, 2]);
});

test('the credential before ends with the new one, and who is in by it is thrown out', async (t) => {
  const dismissed: string[] = [];
  const accounts: Accounts = {
    admit: async () => 'done',
    shutOut: async () => 'done',
    async dismiss({ edge }) {
      dismissed.push(edge);
      return 'done';
    },
  };
  const cloud = await open(t, { accounts });
  const first = String((await enrol(cloud, await codeFor(cloud, 'kiosk-2'))).body.password);
  const second = String((await enrol(cloud, await codeFor(cloud, 'kiosk-2'))).body.password);
  t.false(await verifyCredential(cloud.store, office, 'kiosk-2', first));
  t.true(await verifyCredential(cloud.store, office, 'kiosk-2', second));
  t.deepEqual(dismissed, ['kiosk-2', 'kiosk-2']);
});

test('while the broker cannot be told, nothing is changed and the code stays good', async (t) => {
  let told: 'done' | 'away' = 'away';
  const accounts: Accounts = { admit: async () => told, shutOut: async () => 'done', dismiss: async () => 'done' };
  const cloud = await open(t, { accounts });
  const code = await codeFor(cloud, 'kiosk-2');
  const { status, body } = await enrol(cloud, code);
  t.is(status, 503);
  t.is(body.type, 'broker-away');
  t.deepEqual(await cloud.store.db.selectFrom('edge').select('id').where('id', '=', 'kiosk-2').execute(), []);
  told = 'done';
  t.is((await enrol(cloud, code)).status, 200);
});

test('guessing is slowed down: after ten wrong codes a network waits, another one does not, and good codes are not counted', async (t) => {
  const cloud = await open(t, { config: { trustProxy: true } });
  const from = (address: string) => ({ 'x-forwarded-for': address });
  t.is((await enrol(cloud, await codeFor(cloud, 'kiosk-2'), 'kiosk-2', null, from('192.0.2.7'))).status, 200);
  for (let guess = 0; guess < wrongOfNetworkMax; guess += 1)
    t.is((await enrol(cloud, String(guess), 'kiosk-2', null, from(`192.0.2.${guess}`))).status, 404);
  const code = await codeFor(cloud, 'kiosk-2');
  const refused = await enrol(cloud, code, 'kiosk-2', null, from('192.0.2.99'));
  t.like(refused.body, { type: 'too-many-requests', status: 429 });
  t.regex(refused.headers.get('retry-after') ?? '', /^[1-9]\d*$/);
  t.is((await enrol(cloud, code, 'kiosk-2', null, from('198.51.100.1'))).status, 200);
});

test('the edge is told of the broker and its authority where the cloud knows them', async (t) => {
  const broker = { url: 'mqtts://broker.fronta.example:8883', ca: '-----BEGIN CERTIFICATE-----\n' };
  const cloud = await open(t, { config: { edgesBroker: broker } });
  t.deepEqual((await enrol(cloud, await codeFor(cloud, 'kiosk-2'))).body.broker, broker);
});
