import test, { type ExecutionContext } from 'ava';
import { exampleOffice } from '#contract/example-office.ts';
import { type CloudUnderTest, type CloudWishes, startCloud } from '../cloud-under-test.ts';

async function held(t: ExecutionContext, wishes: CloudWishes = {}) {
  const cloud = await startCloud(wishes);
  t.teardown(() => cloud.close());
  const booking = { service: 'vozidla', start: '2026-11-30T08:30:00+01:00', name: 'Jana', email: 'jana@example.cz', lang: 'cs' };
  const { status, body } = await cloud.post('/api/v1/offices/krumlov/reservations', booking);
  t.is(status, 201);
  return { cloud, id: String(body.id) };
}

const more = (cloud: CloudUnderTest, id: string) =>
  fetch(`${cloud.origin}/objednano/${id}/cas`, { method: 'POST', redirect: 'manual', headers: { 'sec-fetch-site': 'same-origin' } });

const rowOf = (cloud: CloudUnderTest, id: string) =>
  cloud.store.db.selectFrom('reservation').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

test('a hold is given its full time again three times, and then no more (F28)', async (t) => {
  const { cloud, id } = await held(t);
  for (let again = 1; again <= 3; again += 1) {
    cloud.clock.advance({ minutes: 20 });
    t.is((await more(cloud, id)).status, 303);
    t.like(await rowOf(cloud, id), { holdExtensions: again, holdExpiresMs: cloud.clock.now() + 30 * 60_000, state: 'held' });
  }
  const refused = await more(cloud, id);
  t.is(refused.status, 409);
  t.true((await refused.text()).includes('Víc času už dát nemůžeme'));
  cloud.clock.advance({ minutes: 31 });
  await cloud.runJobs();
  t.is((await rowOf(cloud, id)).state, 'expired');
});

test('what has run out or was confirmed is not lengthened', async (t) => {
  const { cloud, id } = await held(t);
  cloud.clock.advance({ minutes: 31 });
  t.is((await more(cloud, id)).status, 410);
  t.is((await rowOf(cloud, id)).state, 'expired');
  t.is((await more(cloud, 'neznama')).status, 410);
});

test('a hold never lasts beyond its hour', async (t) => {
  const office = { ...exampleOffice, policies: { ...exampleOffice.policies, holdMinutes: 120 } };
  const { cloud, id } = await held(t, { at: '2026-11-30T06:20:00+01:00', office });
  cloud.clock.advance({ minutes: 100 });
  t.is((await more(cloud, id)).status, 303);
  const row = await rowOf(cloud, id);
  t.is(row.holdExpiresMs, row.endMs);
});
