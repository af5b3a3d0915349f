import test from 'ava';
import { journalA, sealed } from '../edge-client.ts';
import { confirmed, kiosk, monday, startSyncCloud } from '../sync-cloud.ts';

const hour = 3_600_000;
const oldEpoch = 'epoch-of-krumlov';

/** A reservation as an edge was told of it, at an hour of Monday. */
function toldAt(id: string, start: string) {
  const startMs = Date.parse(`2026-11-23T${start}:00+01:00`);
  const end = `${new Date(startMs + 2 * hour).toISOString().slice(0, 19)}+01:00`;
  const slot = { date: '2026-11-23', start: `2026-11-23T${start}:00+01:00`, end };
  return { id, service: 'vozidla', ...slot, state: 'live' as const, pinHash: 'f'.repeat(64) };
}

test('F17: what an edge tells late of a revision that the list has by this name brings nothing back (P28)', async (t) => {
  const cloud = await startSyncCloud(t);
  const { db } = cloud.store;
  const id = await confirmed(cloud.store);
  for (const _ of [2, 3, 4, 5, 6]) await confirmed(cloud.store);
  const [ours, foreign] = ['6'.repeat(32), '5'.repeat(32)];
  await db.insertInto('feedName').values({ office: kiosk.office, revision: 6, name: ours }).execute();
  const startOf = async () => (await db.selectFrom('reservation').select('startMs').where('id', '=', id).executeTakeFirstOrThrow()).startMs;

  const edge = await cloud.connect();
  await edge.hello({ last: 0 });
  await edge.next('ack');
  const applied = (seq: number, position: { epoch: string; revision: number; name: string }, start: string) =>
    edge.events(
      journalA,
      sealed(kiosk, journalA, seq, [{ name: 'feed.applied', data: { position, replaces: false, changes: [toldAt(id, start)] } }]),
    );
  await applied(1, { epoch: oldEpoch, revision: 5, name: foreign }, '10:30');
  await edge.next('ack');
  t.is(await startOf(), monday + 2 * hour + 20 * 60_000, 'a past that the cloud has forgotten moved it to 10:30');

  await db.updateTable('office').set({ epoch: 'a later one' }).where('id', '=', kiosk.office).execute();
  await applied(2, { epoch: oldEpoch, revision: 6, name: ours }, '08:30');
  t.is((await edge.next('ack')).seq, 2);
  t.is(await startOf(), monday + 2 * hour + 20 * 60_000, 'and no word from before takes it back');
});

test('F17: a visit moved after a restore is not moved back by what the forgotten list had left as it was (P28)', async (t) => {
  const cloud = await startSyncCloud(t);
  const { db } = cloud.store;
  const id = await confirmed(cloud.store);
  const ours = '1'.repeat(32);
  await db.insertInto('feedName').values({ office: kiosk.office, revision: 1, name: ours }).execute();
  const edge = await cloud.connect();
  await edge.hello({ last: 0 });
  await edge.next('ack');
  const applied = (seq: number, position: { epoch: string; revision: number; name: string }, start: string) =>
    edge.events(
      journalA,
      sealed(kiosk, journalA, seq, [{ name: 'feed.applied', data: { position, replaces: false, changes: [toldAt(id, start)] } }]),
    );
  await applied(1, { epoch: oldEpoch, revision: 1, name: ours }, '08:30');
  await edge.next('ack');
  const moved = { startMs: monday + 2 * hour + 20 * 60_000, endMs: monday + 3 * hour + 20 * 60_000, revision: 2 };
  await db.updateTable('reservation').set(moved).where('id', '=', id).execute();
  await db.updateTable('office').set({ epoch: 'a later one', feedRevision: 2 }).where('id', '=', kiosk.office).execute();
  await applied(2, { epoch: oldEpoch, revision: 9, name: '9'.repeat(32) }, '08:30');
  t.is((await edge.next('ack')).seq, 2);
  const { startMs } = await db.selectFrom('reservation').select('startMs').where('id', '=', id).executeTakeFirstOrThrow();
  t.is(startMs, moved.startMs);
});
