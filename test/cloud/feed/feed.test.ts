import test from 'ava';
import { feedChangesMax } from '#contract/envelope.ts';
import type { FeedPosition } from '#contract/reservation.ts';
import type { Store } from '../../../cloud/store/open.ts';
import type { EdgeClient } from '../edge-client.ts';
import { confirmed, kiosk, type SyncCloud, startSyncCloud, stranger } from '../sync-cloud.ts';

const epoch = 'epoch-of-krumlov';
const positionOf = async (store: Store): Promise<FeedPosition> => {
  const row = await store.db.selectFrom('edge').selectAll().where('office', '=', kiosk.office).executeTakeFirstOrThrow();
  return { epoch: row.feedEpoch ?? '', revision: row.feedRevision };
};

/** An edge that stands at this position, which it once was sent, and says so. */
async function standing(cloud: SyncCloud, edge: EdgeClient, feed: FeedPosition | null): Promise<void> {
  const sentRevision = feed?.revision ?? 0;
  await cloud.store.db.updateTable('edge').set({ sentRevision }).where('office', '=', edge.name.office).execute();
  const heard = cloud.handled('hello');
  await edge.hello({ feed });
  await edge.next('ack');
  await heard;
}

test('an edge that knows nothing gets a snapshot of everything from today on, and its acknowledgement is kept', async (t) => {
  const cloud = await startSyncCloud(t);
  const today = await confirmed(cloud.store);
  await confirmed(cloud.store, { date: '2026-11-22', startMs: Date.parse('2026-11-22T08:30:00+01:00') });
  await confirmed(cloud.store, { state: 'held', revision: 0 });
  const cancelled = await confirmed(cloud.store, { state: 'cancelled' });
  const edge = await cloud.connect();
  await standing(cloud, edge, null);
  const snapshot = await edge.next('snapshot');
  t.deepEqual([snapshot.part, snapshot.parts], [1, 1]);
  t.deepEqual(snapshot.position, { epoch, revision: 4 });
  t.deepEqual(
    snapshot.reservations.map(({ id, state }) => [id, state]),
    [
      [today, 'live'],
      [cancelled, 'cancelled'],
    ],
  );
  t.deepEqual(snapshot.reservations[0], {
    id: today,
    service: 'vozidla',
    date: '2026-11-23',
    start: '2026-11-23T08:30:00+01:00',
    end: '2026-11-23T09:30:00+01:00',
    state: 'live',
    pinHash: 'f'.repeat(64),
  });
  const kept = cloud.handled('feed-ack');
  await edge.say('feed-ack', snapshot.position);
  await kept;
  t.deepEqual(await positionOf(cloud.store), { epoch, revision: 4 });
});

test('a new reservation reaches the edge at once, and the next one after its acknowledgement (P18)', async (t) => {
  const cloud = await startSyncCloud(t);
  const edge = await cloud.connect();
  await standing(cloud, edge, { epoch, revision: 0 });
  const first = await confirmed(cloud.store);
  await cloud.feed.offer(kiosk.office);
  const one = await edge.next('feed');
  t.deepEqual([one.after, one.position.revision, one.changes.map(({ id }) => id)], [0, 1, [first]]);
  const second = await confirmed(cloud.store);
  await cloud.feed.offer(kiosk.office);
  t.is(edge.untaken('feed'), 0);
  await edge.say('feed-ack', one.position);
  const two = await edge.next('feed');
  t.deepEqual([two.after, two.position.revision, two.changes.map(({ id }) => id)], [1, 2, [second]]);
});

test('a feed message that was lost is sent again (P19)', async (t) => {
  const cloud = await startSyncCloud(t);
  const edge = await cloud.connect();
  await standing(cloud, edge, { epoch, revision: 0 });
  await confirmed(cloud.store);
  await cloud.feed.offer(kiosk.office);
  const lost = await edge.next('feed');
  await cloud.timerSet();
  cloud.runTimers();
  t.deepEqual(await edge.next('feed'), lost);
});

test('an acknowledgement that comes late or twice never takes the edge back (F16, P23)', async (t) => {
  const cloud = await startSyncCloud(t);
  const edge = await cloud.connect();
  await confirmed(cloud.store);
  await confirmed(cloud.store);
  await standing(cloud, edge, { epoch, revision: 2 });
  const kept = cloud.handled('feed-ack');
  await edge.say('feed-ack', { epoch, revision: 1 });
  await kept;
  t.deepEqual(await positionOf(cloud.store), { epoch, revision: 2 });
});

test('more changes than fit one message follow in order, and each reservation comes once as it is now', async (t) => {
  const cloud = await startSyncCloud(t);
  const edge = await cloud.connect();
  for (let count = 0; count < feedChangesMax + 3; count += 1) await confirmed(cloud.store);
  const { id } = await cloud.store.db.selectFrom('reservation').select('id').where('revision', '=', 5).executeTakeFirstOrThrow();
  await cloud.store.db
    .updateTable('reservation')
    .set({ state: 'cancelled', revision: feedChangesMax + 4 })
    .where('id', '=', id)
    .execute();
  await cloud.store.db
    .updateTable('office')
    .set({ feedRevision: feedChangesMax + 4 })
    .where('id', '=', kiosk.office)
    .execute();
  await standing(cloud, edge, { epoch, revision: 0 });
  const one = await edge.next('feed');
  t.is(one.changes.length, feedChangesMax);
  t.is(one.position.revision, feedChangesMax + 1);
  await edge.say('feed-ack', one.position);
  const two = await edge.next('feed');
  t.is(two.after, feedChangesMax + 1);
  t.is(two.position.revision, feedChangesMax + 4);
  t.deepEqual(
    two.changes.filter((change) => change.id === id).map(({ state }) => state),
    ['cancelled'],
  );
  t.false(one.changes.some((change) => change.id === id));
});

test('a snapshot of more than one message comes in parts that share one position (P26)', async (t) => {
  const cloud = await startSyncCloud(t);
  for (let count = 0; count < feedChangesMax + 1; count += 1) await confirmed(cloud.store);
  const edge = await cloud.connect();
  await standing(cloud, edge, null);
  const [one, two] = [await edge.next('snapshot'), await edge.next('snapshot')];
  t.deepEqual([one.part, one.parts, one.reservations.length], [1, 2, feedChangesMax]);
  t.deepEqual([two.part, two.parts, two.reservations.length], [2, 2, 1]);
  t.deepEqual(one.position, two.position);
});

test('an edge on a list of another epoch starts again from a snapshot (F17, P24)', async (t) => {
  const cloud = await startSyncCloud(t);
  await confirmed(cloud.store);
  const edge = await cloud.connect();
  await standing(cloud, edge, { epoch: 'of-an-older-database', revision: 900 });
  t.deepEqual((await edge.next('snapshot')).position, { epoch, revision: 1 });
});

test('an edge that stands further than the list proves a restored backup: a new epoch begins for everybody (F17)', async (t) => {
  const cloud = await startSyncCloud(t);
  await confirmed(cloud.store);
  const edge = await cloud.connect();
  await standing(cloud, edge, { epoch, revision: 7 });
  const { position } = await edge.next('snapshot');
  t.not(position.epoch, epoch);
  t.is(position.revision, 1);
  const office = await cloud.store.db.selectFrom('office').select('epoch').where('id', '=', kiosk.office).executeTakeFirstOrThrow();
  t.is(office.epoch, position.epoch);
});

test('an edge that was told more than this cloud ever sent proves a restored backup, however far the list has grown since (F17, P25)', async (t) => {
  const cloud = await startSyncCloud(t);
  for (let count = 0; count < 9; count += 1) await confirmed(cloud.store);
  await cloud.store.db.updateTable('edge').set({ sentRevision: 3 }).execute();
  const edge = await cloud.connect();
  await edge.hello({ feed: { epoch, revision: 7 } });
  const { position, reservations } = await edge.next('snapshot');
  t.not(position.epoch, epoch);
  t.is(reservations.length, 9);
});

test("an office's reservations go to no other office (F32)", async (t) => {
  const cloud = await startSyncCloud(t);
  const [edge, other] = [await cloud.connect(), await cloud.connect(stranger)];
  await standing(cloud, edge, { epoch, revision: 0 });
  await standing(cloud, other, { epoch: 'epoch-of-tabor', revision: 0 });
  await confirmed(cloud.store);
  await cloud.feed.offer(kiosk.office);
  await cloud.feed.offer(stranger.office);
  await edge.next('feed');
  await other.hello({ feed: { epoch: 'epoch-of-tabor', revision: 0 } });
  await other.next('ack');
  t.is(other.untaken('feed'), 0);
});

test('after the cloud was away the edge goes on from what it had journalled', async (t) => {
  const before = await startSyncCloud(t);
  const first = await before.connect();
  await confirmed(before.store);
  await standing(before, first, { epoch, revision: 1 });
  await before.stop();
  const after = await startSyncCloud(t, before.url);
  const second = await confirmed(after.store);
  const edge = await after.connect();
  await standing(after, edge, { epoch, revision: 1 });
  t.deepEqual(
    (await edge.next('feed')).changes.map(({ id }) => id),
    [second],
  );
});

test('an edge that went offline gets nothing until it says hello again', async (t) => {
  const cloud = await startSyncCloud(t);
  const edge = await cloud.connect();
  await standing(cloud, edge, { epoch, revision: 0 });
  const will = cloud.handled('status');
  await edge.vanish();
  await will;
  const missed = await confirmed(cloud.store);
  await cloud.feed.offer(kiosk.office);
  const back = await cloud.connect();
  await standing(cloud, back, { epoch, revision: 0 });
  t.deepEqual(
    (await back.next('feed')).changes.map(({ id }) => id),
    [missed],
  );
});
