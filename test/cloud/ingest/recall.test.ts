import test, { type ExecutionContext } from 'ava';
import { nextFeedRevision } from '../../../cloud/reservations/feed-revision.ts';
import { drawFeedName, feedNameOf, timeOfFeedName } from '../../../cloud/store/feed-name.ts';
import type { Schema } from '../../../cloud/store/schema.ts';
import { journalA, sealed } from '../edge-client.ts';
import { confirmed, kiosk, monday, type SyncCloud, startSyncCloud } from '../sync-cloud.ts';

const minute = 60_000;
const hour = 60 * minute;
const oldEpoch = 'epoch-of-krumlov';

/** A reservation as an edge was told of it, at an hour of Monday. */
function toldAt(id: string, start: string) {
  const startMs = Date.parse(`2026-11-23T${start}:00+01:00`);
  const end = `${new Date(startMs + 2 * hour).toISOString().slice(0, 19)}+01:00`;
  const slot = { date: '2026-11-23', start: `2026-11-23T${start}:00+01:00`, end };
  return { id, service: 'vozidla', ...slot, state: 'live' as const, pinHash: 'f'.repeat(64) };
}

type Word = { readonly revision: number; readonly name?: string; readonly start: string; readonly trusted?: boolean };

/** An edge that tells, event by event, what it was once told of one reservation, and the hour at which the cloud has it then. */
async function telling(t: ExecutionContext) {
  const cloud: SyncCloud = await startSyncCloud(t);
  const { db } = cloud.store;
  const id = await confirmed(cloud.store);
  const edge = await cloud.connect();
  await edge.hello({ last: 0 });
  await edge.next('ack');
  let seq = 0;
  const change = async (to: Partial<Schema['reservation']>, atMs: number): Promise<void> =>
    db.transaction().execute(async (trx) => {
      const revision = await nextFeedRevision(trx, kiosk.office, atMs);
      await trx
        .updateTable('reservation')
        .set({ ...to, revision })
        .where('id', '=', id)
        .execute();
    });
  return {
    cloud,
    id,
    /** The present list changes it, at this moment of the cloud's clock. */
    change,
    moveTo: (start: string, atMs: number) => {
      const startMs = Date.parse(`2026-11-23T${start}:00+01:00`);
      return change({ startMs, endMs: startMs + hour }, atMs);
    },
    /** What is told of which revision of the forgotten list; answers the hour at which the cloud has it then. */
    async hears({ revision, name, start, trusted = true }: Word): Promise<string> {
      seq += 1;
      const position = { epoch: oldEpoch, revision, ...(name !== undefined && { name }) };
      const fact = { name: 'feed.applied' as const, data: { position, replaces: false, changes: [toldAt(id, start)] } };
      const envelopes = sealed(kiosk, journalA, seq, [fact]).map((one) => ({ ...one, clockTrusted: trusted }));
      await edge.events(journalA, envelopes);
      t.is((await edge.next('ack')).seq, seq);
      const { startMs } = await db.selectFrom('reservation').select('startMs').where('id', '=', id).executeTakeFirstOrThrow();
      return new Date(startMs + hour).toISOString().slice(11, 16);
    },
  };
}

test('F17: what an edge tells late of a revision that the list has by this name brings nothing back (P28)', async (t) => {
  const { cloud, change, hears } = await telling(t);
  for (const _ of [2, 3, 4, 5, 6]) await change({}, monday - hour);
  const ours = (await feedNameOf(cloud.store.db, kiosk.office, 6)) ?? undefined;
  t.is(await hears({ revision: 5, name: drawFeedName(monday - minute), start: '10:30' }), '10:30', 'a past that the cloud has forgotten');
  await cloud.store.db.updateTable('office').set({ epoch: 'a later one' }).where('id', '=', kiosk.office).execute();
  t.is(await hears({ revision: 6, name: ours!, start: '08:30' }), '10:30', 'and no word from before takes it back');
});

test('F17: a visit moved after a restore is not moved back by what the forgotten list had left as it was (P28)', async (t) => {
  const { hears, moveTo } = await telling(t);
  await moveTo('10:30', monday + 10 * minute);
  t.is(await hears({ revision: 9, name: drawFeedName(monday + 5 * minute), start: '08:30' }), '10:30');
});

test('F17: whichever number it has, a word of the forgotten list is older than what was done after the restore, and newer than what was before (P60)', async (t) => {
  for (const revision of [1, 2, 3, 100]) {
    const { hears, moveTo } = await telling(t);
    await moveTo('09:30', monday);
    t.is(
      await hears({ revision, name: drawFeedName(monday + minute), start: '10:30' }),
      '10:30',
      `${revision}: moved before the restore alone`,
    );
    await moveTo('11:30', monday + hour);
    t.is(
      await hears({ revision: revision + 1, name: drawFeedName(monday + 2 * minute), start: '12:30' }),
      '11:30',
      `${revision}: and after it`,
    );
  }
});

test('F17: words of one forgotten list follow each other by when they were said, in whichever order edges tell them (P60)', async (t) => {
  const at = (minutes: number): string => drawFeedName(monday + minutes * minute);
  const { hears } = await telling(t);
  t.is(await hears({ revision: 4, name: at(4), start: '10:30' }), '10:30');
  t.is(await hears({ revision: 2, name: at(2), start: '09:30' }), '10:30', 'an older one of another edge');
  t.is(await hears({ revision: 6, name: at(6), start: '10:30' }), '10:30', 'moved there and back meanwhile');
  t.is(await hears({ revision: 5, name: at(5), start: '11:30' }), '10:30');
  t.is(await hears({ revision: 7, name: at(7), start: '12:30' }), '12:30');
});

test('F17: of a list whose names say no time its numbers speak, and what the edge heard before the last change here brings nothing back (P60)', async (t) => {
  const random = '9'.repeat(32);
  t.is(timeOfFeedName(random), null);
  for (const name of [random, undefined]) {
    const late = await telling(t);
    await late.moveTo('10:30', monday + hour);
    t.is(await late.hears({ revision: 9, ...(name && { name }), start: '09:30' }), '10:30', 'heard an hour before');
    const forgotten = await telling(t);
    await forgotten.moveTo('10:30', monday - hour);
    t.is(await forgotten.hears({ revision: 1, ...(name && { name }), start: '09:30' }), '10:30', 'a lower number');
    t.is(await forgotten.hears({ revision: 9, ...(name && { name }), start: '09:30' }), '09:30');
    const unset = await telling(t);
    await unset.moveTo('10:30', monday + hour);
    t.is(await unset.hears({ revision: 9, ...(name && { name }), start: '09:30', trusted: false }), '09:30', 'nobody knows when');
  }
});

test('P55: a name says when its revision was given, and no later one says an earlier moment, whatever the clock does', async (t) => {
  const { cloud, change } = await telling(t);
  for (const atMs of [monday, monday, monday - hour, monday + minute]) await change({}, atMs);
  const names = await cloud.store.db.selectFrom('feedName').select('name').orderBy('revision').execute();
  t.deepEqual(
    names.map(({ name }) => timeOfFeedName(name)! - monday),
    [0, 1, 2, minute],
  );
  t.is(new Set(names.map(({ name }) => name)).size, 4);
});
