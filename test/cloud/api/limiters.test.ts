import test, { type ExecutionContext } from 'ava';
import { enrolmentPath } from '#contract/enrolment.ts';
import { pairMax } from '../../../cloud/admin/sign-in/sign-in-gate.ts';
import { mintFirstCode } from '../../../cloud/admin/users/users.ts';
import { wrongOfNetworkMax } from '../../../cloud/api/enrol.ts';
import { openLimiters } from '../../../cloud/api/limiters.ts';
import { openStore } from '../../../cloud/store/open.ts';
import { clerkAt } from '../admin/clerk.ts';
import { startCloud } from '../cloud-under-test.ts';
import { newDatabase, startPostgres } from '../postgres.ts';
import { storeUnderTest } from '../store-under-test.ts';

let server: Awaited<ReturnType<typeof startPostgres>>;
test.before(async () => {
  server = await startPostgres();
});
test.after.always(() => server?.stop());

/** Two clouds on one PostgreSQL, between which a proxy might send every request to the other one. */
async function twoClouds(t: ExecutionContext) {
  const { url, drop } = await newDatabase(server.url);
  t.teardown(drop);
  const open = async () => {
    const cloud = await startCloud({ store: await openStore(url), config: { trustProxy: true } });
    t.teardown(() => cloud.close());
    return cloud;
  };
  return [await open(), await open()] as const;
}

test('wrong passwords count for all clouds together: who rests at one of them rests at the other', async (t) => {
  const clouds = await twoClouds(t);
  const secret = await clerkAt(clouds[0]).join((await mintFirstCode(clouds[0].store.db, clouds[0].clock.now())) ?? '');
  for (let attempt = 0; attempt < pairMax; attempt += 1)
    t.is((await clerkAt(clouds[attempt % 2]!).signIn('jana', secret, { password: 'xxxxxxxxxxxx' })).status, 401);
  for (const cloud of clouds) t.is((await clerkAt(cloud).signIn('jana', secret)).status, 429);
});

test('wrong codes of kiosks count for all clouds together', async (t) => {
  const clouds = await twoClouds(t);
  const guess = (which: number, from: string) =>
    clouds[which % 2]!.post(
      enrolmentPath,
      { code: 'xxxx-xxxx', office: 'krumlov', edge: 'kiosk-2', journal: null },
      { 'x-forwarded-for': from },
    );
  const asked = await guess(0, '192.0.2.1');
  t.is(asked.status, 404, JSON.stringify(asked.body));
  for (let attempt = 1; attempt < wrongOfNetworkMax; attempt += 1) t.is((await guess(attempt, '192.0.2.1')).status, 404);
  t.is((await guess(0, '192.0.2.1')).status, 429);
  t.is((await guess(1, '192.0.2.1')).status, 429);
  t.is((await guess(1, '198.51.100.1')).status, 404, 'another network is looked at');
});

test('a limiter counts, takes back and begins anew, each under its own name', async (t) => {
  const store = await storeUnderTest();
  t.teardown(() => store.close());
  for (const kind of ['sqlite', 'postgres'] as const) {
    // Either way of counting on whatever database is under test.
    const open = openLimiters({ ...store, kind }, { now: Date.now });
    const wrong = open('wrong', 600);
    t.is((await wrong.get('a'))?.consumedPoints ?? 0, 0);
    await wrong.penalty('a');
    const second = await wrong.penalty('a');
    t.is(second.consumedPoints, 2);
    t.true(second.msBeforeNext > 0 && second.msBeforeNext <= 600_000);
    await wrong.reward('a');
    t.is((await wrong.get('a'))?.consumedPoints, 1);
    t.is((await open('other', 600).get('a'))?.consumedPoints ?? 0, 0);
    await wrong.delete('a');
    t.is((await wrong.get('a'))?.consumedPoints ?? 0, 0);
  }
});
