import test, { type ExecutionContext } from 'ava';
import { exampleOffice } from '#contract/example-office.ts';
import { offeredSlots } from '../../../cloud/reservations/slots.ts';
import { type CloudUnderTest, type CloudWishes, startCloud } from '../cloud-under-test.ts';
import { storeUnderTest } from '../store-under-test.ts';
import { easy, solveTask } from './solve-task.ts';

/** Every office is crowded from the first moment. */
const crowded: CloudWishes = { config: { trustProxy: true }, gate: { crowdedFrom: 0, effort: easy } };

async function open(t: ExecutionContext, wishes: CloudWishes = crowded): Promise<CloudUnderTest> {
  const cloud = await startCloud(wishes);
  t.teardown(() => cloud.close());
  return cloud;
}

/** Nobody is to meet another one in the same hour, in whatever order the tests run. */
const hours = offeredSlots(exampleOffice, { nowMs: Date.parse('2026-11-29T18:00:00+01:00'), linkLive: true });
let person = 0;
function book(cloud: CloudUnderTest, address: string, altcha?: string) {
  person += 1;
  const wish = {
    service: 'vozidla',
    start: hours[person]!.start,
    name: 'Jana',
    email: `osoba${person}@example.cz`,
  };
  return cloud.post('/api/v1/offices/krumlov/reservations', { ...wish, altcha }, { 'x-forwarded-for': address });
}

test('no task is asked for at a quiet office, nor of this machine itself', async (t) => {
  const quiet = await open(t, { config: { trustProxy: true } });
  t.is(await solveTask(quiet, '192.0.2.1'), '');
  t.is((await book(quiet, '192.0.2.1')).status, 201);
  const busy = await open(t);
  t.is(await solveTask(busy, '127.0.0.1'), '');
  t.is((await book(busy, '127.0.0.1')).status, 201);
});

test('at a crowded office a booking needs a solved task, and every solution counts once (F28)', async (t) => {
  const cloud = await open(t);
  const refused = await book(cloud, '192.0.2.1');
  t.is(refused.status, 429);
  t.is(refused.body.type, 'proof-required');
  const altcha = await solveTask(cloud, '192.0.2.1');
  t.is((await book(cloud, '192.0.2.1', altcha)).status, 201);
  t.is((await book(cloud, '198.51.100.1', altcha)).body.type, 'proof-required', 'the same solution again, from elsewhere');
  t.is((await book(cloud, '198.51.100.1', await solveTask(cloud, '198.51.100.1'))).status, 201);
});

test('a network has one hold in half an hour at a crowded office, however much it solves (F28)', async (t) => {
  const cloud = await open(t);
  t.is((await book(cloud, '192.0.2.1', await solveTask(cloud, '192.0.2.1'))).status, 201);
  const second = await book(cloud, '192.0.2.2', await solveTask(cloud, '192.0.2.2'));
  t.is(second.body.type, 'too-many-requests');
  t.true(Number(second.headers.get('retry-after')) > 0);
});

test('what is no solution, altered, too late or of another office is none', async (t) => {
  const cloud = await open(t);
  const good = await solveTask(cloud, '192.0.2.1');
  const read = () =>
    JSON.parse(Buffer.from(good, 'base64').toString()) as { challenge: { parameters: Record<string, unknown> }; solution: object };
  const written = (payload: object) => Buffer.from(JSON.stringify(payload)).toString('base64');
  const easier = read();
  easier.challenge.parameters.keyPrefix = '';
  const later = read();
  later.challenge.parameters.data = { office: 'krumlov', untilMs: Number.MAX_SAFE_INTEGER };
  const wrong = { ...read(), solution: { counter: 1, derivedKey: '00'.repeat(32), time: 0 } };
  for (const payload of ['x', '{}', written({}), written(easier), written(later), written(wrong), '%'])
    t.is((await book(cloud, '192.0.2.1', payload)).body.type, 'proof-required', payload.slice(0, 20));
  const elsewhere = await open(t, { ...crowded, store: await storeUnderTest() });
  await elsewhere.store.db.updateTable('office').set({ pinKey: 'another key' }).execute();
  t.is((await book(elsewhere, '192.0.2.1', good)).body.type, 'proof-required');
  cloud.clock.advance({ minutes: 30 });
  t.is((await book(cloud, '192.0.2.1', good)).body.type, 'proof-required');
});
