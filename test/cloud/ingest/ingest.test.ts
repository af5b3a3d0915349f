import test from 'ava';
import { sql } from 'kysely';
import type { Envelope } from '#contract/envelope.ts';
import { edgeRoot, upTopic } from '#contract/topic.ts';
import type { Store } from '../../../cloud/store/open.ts';
import { filler, issued, journalA, journalB, sealed } from '../edge-client.ts';
import { confirmed, kiosk, startSyncCloud, stranger } from '../sync-cloud.ts';

const seqs = async (store: Store, journal = journalA): Promise<number[]> =>
  (await store.db.selectFrom('event').select('seq').where('journal', '=', journal).orderBy('seq').execute()).map(({ seq }) => seq);

test('every event is stored once and acknowledged, however often it comes (F16, P10)', async (t) => {
  const cloud = await startSyncCloud(t);
  const edge = await cloud.connect();
  const batch = sealed(kiosk, journalA, 1, filler(5));
  await edge.events(journalA, batch);
  t.deepEqual(await edge.next('ack'), { journal: journalA, seq: 5 });
  await edge.events(journalA, batch);
  t.deepEqual(await edge.next('ack'), { journal: journalA, seq: 5 });
  t.deepEqual(await seqs(cloud.store), [1, 2, 3, 4, 5]);
});

test('reordered and doubled batches end in the same unbroken run (F16)', async (t) => {
  const cloud = await startSyncCloud(t);
  const edge = await cloud.connect();
  const [first, second] = [sealed(kiosk, journalA, 1, filler(3)), sealed(kiosk, journalA, 4, filler(3))];
  await edge.events(journalA, second);
  t.deepEqual(await edge.next('resend'), { journal: journalA, from: 1 });
  await edge.events(journalA, first);
  t.deepEqual(await edge.next('ack'), { journal: journalA, seq: 3 });
  await edge.events(journalA, [...second].reverse());
  t.deepEqual(await edge.next('ack'), { journal: journalA, seq: 6 });
  await edge.events(journalA, first);
  t.deepEqual(await edge.next('ack'), { journal: journalA, seq: 6 });
  t.deepEqual(await seqs(cloud.store), [1, 2, 3, 4, 5, 6]);
});

test('nothing beyond a gap is stored, and the edge is asked from where it breaks (F16, P12)', async (t) => {
  const cloud = await startSyncCloud(t);
  const edge = await cloud.connect();
  const all = sealed(kiosk, journalA, 1, filler(8));
  await edge.events(journalA, [...all.slice(0, 2), ...all.slice(5)]);
  t.deepEqual(await edge.next('ack'), { journal: journalA, seq: 2 });
  t.deepEqual(await edge.next('resend'), { journal: journalA, from: 3 });
  t.deepEqual(await seqs(cloud.store), [1, 2]);
});

test('events whose acknowledgement was lost with a killed cloud are acknowledged again by the next one, and stored once', async (t) => {
  const before = await startSyncCloud(t);
  const batch = sealed(kiosk, journalA, 1, filler(64));
  const committed = await before.connect();
  await committed.events(journalA, batch);
  await committed.next('ack');
  await before.stop();
  const after = await startSyncCloud(t, before.url);
  const edge = await after.connect();
  await edge.events(journalA, batch);
  t.deepEqual(await edge.next('ack'), { journal: journalA, seq: 64 });
  t.is((await seqs(after.store)).length, 64);
});

test('a commit that fails is not acknowledged, and the same events are taken when they come again (P11)', async (t) => {
  const cloud = await startSyncCloud(t);
  const edge = await cloud.connect();
  const batch = sealed(kiosk, journalA, 1, [issued(1), issued(2)]);
  await cloud.store.db.schema.alterTable('ticket').renameTo('elsewhere').execute();
  await edge.events(journalA, batch);
  await edge.say('status', { state: 'online', at: null });
  await edge.hello({ last: 2 });
  t.deepEqual(await edge.next('resend'), { journal: journalA, from: 1 });
  t.is(edge.untaken('ack'), 0);
  t.deepEqual(await seqs(cloud.store), []);
  await cloud.store.db.schema.alterTable('elsewhere').renameTo('ticket').execute();
  await edge.events(journalA, batch);
  t.deepEqual(await edge.next('ack'), { journal: journalA, seq: 2 });
});

const message = (envelopes: readonly unknown[]) => ({
  topic: upTopic(kiosk, 'events'),
  text: JSON.stringify({ journal: journalA, events: envelopes }),
});

test('messages that wait together are committed together and acknowledged once (P10, P11)', async (t) => {
  const cloud = await startSyncCloud(t);
  const edge = await cloud.connect();
  const all = sealed(kiosk, journalA, 1, filler(6));
  await cloud.ingest.hear([message(all.slice(0, 2)), message(all.slice(1, 4)), message(all.slice(4))]);
  t.deepEqual(await edge.next('ack'), { journal: journalA, seq: 6 });
  t.is(edge.untaken('ack'), 0);
  t.deepEqual(await seqs(cloud.store), [1, 2, 3, 4, 5, 6]);
});

test('a gap that a later message of the same run fills is not asked for; one that stays is, once (P12)', async (t) => {
  const cloud = await startSyncCloud(t);
  const edge = await cloud.connect();
  const all = sealed(kiosk, journalA, 1, filler(9));
  await cloud.ingest.hear([message(all.slice(2, 4)), message(all.slice(0, 4))]);
  t.deepEqual(await edge.next('ack'), { journal: journalA, seq: 4 });
  await cloud.ingest.hear([message(all.slice(5, 6)), message(all.slice(7)), message(all.slice(3, 4))]);
  t.deepEqual(await edge.next('ack'), { journal: journalA, seq: 4 });
  t.deepEqual(await edge.next('resend'), { journal: journalA, from: 5 });
  t.is(edge.untaken('resend'), 0);
});

test('a message that cannot be stored does not cost those before it, and those after it come again (F25)', async (t) => {
  const cloud = await startSyncCloud(t);
  const edge = await cloud.connect();
  await refuseOrdinal(cloud.store, 13);
  const all = sealed(kiosk, journalA, 1, [issued(11), issued(12), issued(13), issued(14)]);
  await t.throwsAsync(cloud.ingest.hear(all.map((envelope) => message([envelope]))), { message: /refusing|ticket\.ordinal/ });
  t.deepEqual(
    [await edge.next('ack'), await edge.next('ack')],
    [
      { journal: journalA, seq: 1 },
      { journal: journalA, seq: 2 },
    ],
  );
  t.deepEqual(await seqs(cloud.store), [1, 2]);
  await sql`drop index "refusing"`.execute(cloud.store.db);
  await cloud.ingest.hear([message(all)]);
  t.deepEqual(await edge.next('ack'), { journal: journalA, seq: 4 });
});

/** Makes the database refuse every ticket of this ordinal until the index "refusing" is dropped. */
async function refuseOrdinal(store: Store, ordinal: number): Promise<void> {
  const elsewhere = { office: 'elsewhere', edge: 'kiosk-1', day: '2026-11-23', number: 'A1', service: 'vozidla', token: 'elsewhere' };
  await store.db
    .insertInto('ticket')
    .values({ ...elsewhere, ordinal, state: 'waiting', counter: null, reservation: null, issuedMs: 0, calledMs: null, endedMs: null })
    .execute();
  await sql`create unique index "refusing" on "ticket" ("ordinal")`.execute(store.db);
}

test('a poison event is set aside with its reason and the stream goes on (F25, P2)', async (t) => {
  const cloud = await startSyncCloud(t);
  const edge = await cloud.connect();
  const batch: unknown[] = sealed(kiosk, journalA, 1, filler(4));
  batch[1] = { ...(batch[1] as Envelope), type: 'fronta.ticket.vanished.v9' };
  batch[2] = { nonsense: true };
  await edge.events(journalA, batch);
  t.deepEqual(await edge.next('ack'), { journal: journalA, seq: 4 });
  const names = await cloud.store.db.selectFrom('event').select(['seq', 'name']).orderBy('seq').execute();
  t.deepEqual(names, [
    { seq: 1, name: 'printer.changed' },
    { seq: 2, name: 'set-aside' },
    { seq: 3, name: 'set-aside' },
    { seq: 4, name: 'printer.changed' },
  ]);
  const aside = await cloud.store.db.selectFrom('setAside').selectAll().orderBy('id').execute();
  t.is(aside.length, 2);
  t.regex(aside[0]?.reason ?? '', /fronta\.ticket\.vanished\.v9/);
});

test('a message that is no JSON, too long or of no known shape is set aside and the next one is taken (F25, P1)', async (t) => {
  const cloud = await startSyncCloud(t);
  const edge = await cloud.connect();
  await edge.say('events', '{"journal":');
  await edge.say('hello', '{}');
  await edge.say('events', `"${'x'.repeat(600_000)}"`);
  await edge.events(journalA, sealed(kiosk, journalA, 1, filler(1)));
  await edge.next('ack');
  const aside = await cloud.store.db.selectFrom('setAside').selectAll().orderBy('id').execute();
  t.deepEqual(
    aside.map(({ topic }) => topic),
    ['events', 'hello', 'events'].map((kind) => `${edgeRoot(kiosk)}/up/${kind}`),
  );
  t.regex(aside[0]?.reason ?? '', /not JSON/);
  t.regex(aside[2]?.reason ?? '', /expected object/);
});

test("an event that claims another office's source is set aside even when the broker let it pass (F32, P4)", async (t) => {
  const cloud = await startSyncCloud(t);
  const edge = await cloud.connect();
  await edge.events(journalA, sealed(stranger, journalA, 1, [issued(1)]));
  t.deepEqual(await edge.next('ack'), { journal: journalA, seq: 1 });
  t.is((await cloud.store.db.selectFrom('ticket').selectAll().execute()).length, 0);
  const aside = await cloud.store.db.selectFrom('setAside').selectAll().executeTakeFirstOrThrow();
  t.regex(aside.reason, /fronta\/1\/tabor\/kiosk-1/);
});

test('a message of an edge that nobody enrolled is set aside (F32)', async (t) => {
  const cloud = await startSyncCloud(t);
  await cloud.ingest.handle('fronta/1/krumlov/kiosk-9/up/status', '{"state":"online","at":null}');
  await cloud.ingest.handle('fronta/1/krumlov/kiosk-1/up/gossip', '{}');
  const aside = await cloud.store.db.selectFrom('setAside').select('reason').orderBy('id').execute();
  t.deepEqual(
    aside.map(({ reason }) => reason),
    ['no such edge is enrolled', 'no such kind of message'],
  );
});

test('after a hello the edge hears where its events go on, and its settings: a cloud made anew has another key under the same revision (P6, P8)', async (t) => {
  const cloud = await startSyncCloud(t);
  const edge = await cloud.connect();
  await edge.hello({ first: 1, last: 7, settingsRevision: 0 });
  t.deepEqual(await edge.next('resend'), { journal: journalA, from: 1 });
  const settings = await edge.next('settings');
  t.is(settings.settings.revision, 1);
  t.is(settings.pinKey, 'key');
  await edge.events(journalA, sealed(kiosk, journalA, 1, filler(7)));
  await edge.next('ack');
  await edge.hello({ first: 1, last: 7, settingsRevision: 1 });
  t.deepEqual(await edge.next('ack'), { journal: journalA, seq: 7 });
  t.is((await edge.next('settings')).pinKey, 'key');
});

test('an edge that no longer keeps its oldest events goes on from its first one, and the loss is written down (F17, P17)', async (t) => {
  const cloud = await startSyncCloud(t);
  const edge = await cloud.connect();
  await edge.hello({ first: 41, last: 42 });
  t.deepEqual(await edge.next('resend'), { journal: journalA, from: 41 });
  await edge.events(journalA, sealed(kiosk, journalA, 41, filler(2)));
  t.deepEqual(await edge.next('ack'), { journal: journalA, seq: 42 });
  const aside = await cloud.store.db.selectFrom('setAside').selectAll().executeTakeFirstOrThrow();
  t.regex(aside.reason, /events 1 to 40 of the journal are gone/);
});

test('an edge that speaks a later protocol too is answered in the one of its topics, and its events are taken (P63)', async (t) => {
  const cloud = await startSyncCloud(t);
  const edge = await cloud.connect();
  await edge.hello({ first: 1, last: 3, protocol: 2 });
  t.like(await edge.next('resend'), { journal: journalA, from: 1 });
  t.truthy(await edge.next('settings'));
  await edge.events(journalA, sealed(kiosk, journalA, 1, filler(3)));
  t.like(await edge.next('ack'), { journal: journalA, seq: 3 });
  await edge.hello({ first: 1, last: 3, protocol: 0 });
  await edge.hello({ first: 1, last: 3 });
  t.like(await edge.next('ack'), { journal: journalA, seq: 3 });
  t.is((await cloud.store.db.selectFrom('setAside').selectAll().execute()).length, 1, 'there is no protocol 0');
});

test('events of a journal that does not count yet are not stored: its edge is asked to say hello (F18, F19)', async (t) => {
  const cloud = await startSyncCloud(t);
  const edge = await cloud.connect();
  await edge.events(journalA, sealed(kiosk, journalA, 1, filler(3)));
  await edge.next('ack');
  await edge.next('request');
  await edge.events(journalB, sealed(kiosk, journalB, 1, filler(2)));
  t.deepEqual(await edge.next('request'), { want: 'hello' });
  t.deepEqual([(await seqs(cloud.store)).length, (await seqs(cloud.store, journalB)).length], [3, 0]);
});

test('a cloud that hears of a journal it does not know asks for a hello (P9)', async (t) => {
  const cloud = await startSyncCloud(t);
  const edge = await cloud.connect();
  await edge.events(journalA, sealed(kiosk, journalA, 1, filler(1)));
  t.deepEqual(await edge.next('request'), { want: 'hello' });
});

test('an edge is online from its hello until its connection breaks (P35)', async (t) => {
  const cloud = await startSyncCloud(t);
  const online = async () =>
    (await cloud.store.db.selectFrom('edge').select('online').where('office', '=', kiosk.office).executeTakeFirstOrThrow()).online;
  const edge = await cloud.connect();
  await edge.hello({});
  await edge.next('ack');
  t.is(await online(), 1);
  const will = cloud.handled('status');
  await edge.vanish();
  await will;
  t.is(await online(), 0);
});

test('neither its status nor its events make an edge online, for they do not say where it stands: it is asked for its hello (P9, P35)', async (t) => {
  const before = await startSyncCloud(t);
  await (await before.connect()).hello({});
  const edge = await before.connect();
  await edge.events(journalA, sealed(kiosk, journalA, 1, filler(1)));
  await edge.next('ack');
  await before.stop();
  const after = await startSyncCloud(t, before.url);
  const back = await after.connect();
  await back.say('status', { state: 'online', at: null });
  await back.events(journalA, sealed(kiosk, journalA, 2, filler(1)));
  t.deepEqual(await back.next('ack'), { journal: journalA, seq: 2 });
  t.deepEqual(await back.next('request'), { want: 'hello' });
  const online = () => after.store.db.selectFrom('edge').select('id').where('online', '=', 1).execute();
  t.deepEqual(await online(), []);
  await back.hello({ last: 2 });
  await back.next('ack');
  t.deepEqual(await online(), [{ id: kiosk.edge }]);
});

test('the late will of a dead connection does not make an edge offline that has come back (F15, P36)', async (t) => {
  const cloud = await startSyncCloud(t);
  const [dead, back] = [await cloud.connect(), await cloud.connect()];
  await back.hello({});
  await back.next('ack');
  const will = cloud.handled('status');
  await dead.vanish();
  await will;
  t.deepEqual(await back.next('request'), { want: 'hello' });
});

test('a cloud that starts believes nobody to be online until they say so', async (t) => {
  const before = await startSyncCloud(t);
  const edge = await before.connect();
  await edge.hello({});
  await edge.next('ack');
  await before.stop();
  const after = await startSyncCloud(t, before.url);
  t.deepEqual(await after.store.db.selectFrom('edge').select('id').where('online', '=', 1).execute(), []);
});

test('a reservation follows its ticket: checked in, missed, put back, served', async (t) => {
  const cloud = await startSyncCloud(t);
  const reservation = await confirmed(cloud.store);
  const edge = await cloud.connect();
  const state = async () =>
    await cloud.store.db
      .selectFrom('reservation')
      .select(['state', 'ticketNumber'])
      .where('id', '=', reservation)
      .executeTakeFirstOrThrow();
  let seq = 1;
  let minute = 10;
  const tell = async (...facts: Parameters<typeof sealed>[3]) => {
    await edge.events(journalA, sealed(kiosk, journalA, seq, facts, `2026-11-23T08:${minute}:00+01:00`));
    seq += facts.length;
    minute += 1;
    await edge.next('ack');
  };
  const at = { ordinal: 1, number: 'A1', counter: 2 };
  await tell(issued(1, { origin: 'reservation' }), { name: 'reservation.checked-in', data: { reservation, ordinal: 1, early: true } });
  t.deepEqual(await state(), { state: 'checkedIn', ticketNumber: 'A1' });
  await tell(
    { name: 'ticket.called', data: { ...at, rule: 'reservation', passedOver: 0 } },
    { name: 'ticket.missed', data: { ...at, inferred: false } },
  );
  t.is((await state()).state, 'noShow');
  await tell({ name: 'ticket.restored', data: { ...at, place: 'counter' } });
  t.is((await state()).state, 'checkedIn');
  await tell({ name: 'ticket.served', data: at });
  t.is((await state()).state, 'fulfilled');
});

test('a lapse at the office is a lapse in the cloud', async (t) => {
  const cloud = await startSyncCloud(t);
  const reservation = await confirmed(cloud.store);
  const edge = await cloud.connect();
  await edge.events(
    journalA,
    sealed(kiosk, journalA, 1, [{ name: 'reservation.lapsed', data: { reservation } }], '2026-11-23T09:30:00+01:00'),
  );
  await edge.next('ack');
  const row = await cloud.store.db.selectFrom('reservation').select('state').where('id', '=', reservation).executeTakeFirstOrThrow();
  t.is(row.state, 'lapsed');
});
