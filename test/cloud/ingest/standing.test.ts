import test from 'ava';
import { trialLengthMs } from '../../../cloud/ingest/standing.ts';
import { stoppedBefore } from '../../../cloud/ingest/stopped.ts';
import { type EdgeClient, filler, issued, journalA, journalB, sealed } from '../edge-client.ts';
import { confirmed, kiosk, monday, type SyncCloud, startSyncCloud } from '../sync-cloud.ts';

/** An edge whose journal A has given A1, A2 and, for a reservation, A3, and served A1. */
async function morning(cloud: SyncCloud): Promise<{ readonly edge: EdgeClient; readonly reservation: string }> {
  const reservation = await confirmed(cloud.store);
  const edge = await cloud.connect();
  await edge.hello({ last: 0 });
  await edge.next('ack');
  const slot = { date: '2026-11-23', start: '2026-11-23T08:30:00+01:00', end: '2026-11-23T09:30:00+01:00' };
  await edge.events(
    journalA,
    sealed(kiosk, journalA, 1, [
      { name: 'day.opened', data: { day: '2026-11-23', trusted: true } },
      issued(1),
      issued(2),
      issued(3, { origin: 'reservation' }),
      { name: 'reservation.checked-in', data: { reservation, ordinal: 3, early: true, slot } },
      { name: 'ticket.called', data: { ordinal: 1, number: 'A1', counter: 1, rule: 'order', passedOver: 0 } },
      { name: 'ticket.served', data: { ordinal: 1, number: 'A1', counter: 1 } },
    ]),
  );
  t7(await edge.next('ack'));
  return { edge, reservation };
}
const t7 = ({ seq }: { readonly seq: number }): void => {
  if (seq !== 7) throw new Error(`acknowledged up to ${seq}`);
};

/** Says hello; resolves when the cloud has handled it. */
async function said(cloud: SyncCloud, edge: EdgeClient, journal: string): Promise<void> {
  const handled = cloud.handled('hello');
  await edge.hello({ journal });
  await handled;
}

/** The new journal says hello, and again when its trial is over and the cloud has asked. */
async function outlastTrial(cloud: SyncCloud, edge: EdgeClient): Promise<void> {
  await said(cloud, edge, journalB);
  cloud.clock.set(cloud.clock.now() + trialLengthMs);
  cloud.runTimers();
  await edge.hello({ journal: journalB });
}

test('F18: a re-imaged edge is told the last numbers, who waits and who has arrived, and its events go on (P29)', async (t) => {
  const cloud = await startSyncCloud(t);
  const { edge: before, reservation } = await morning(cloud);
  await before.leave();
  const edge = await cloud.connect();
  await outlastTrial(cloud, edge);
  t.deepEqual(await edge.next('ack'), { journal: journalB, seq: 0 });
  const { journal, today } = await edge.next('state');
  t.is(journal, journalB);
  t.like(today, { day: '2026-11-23', issued: { vozidla: 3 }, lastOrdinal: 3 });
  t.deepEqual(today.seen, [{ journal: journalA, seq: 7 }]);
  t.deepEqual(
    today.tickets.map(({ number, reservation: of }) => [number, of?.id ?? null]),
    [
      ['A2', null],
      ['A3', reservation],
    ],
  );
  t.deepEqual(today.arrived, [{ reservation, ordinal: 3 }]);
  await edge.events(journalB, sealed(kiosk, journalB, 1, [{ name: 'day.restored', data: today }, issued(4)]));
  t.deepEqual(await edge.next('ack'), { journal: journalB, seq: 2 });
  const waiting = cloud.store.db.selectFrom('ticket').select('number').where('state', '=', 'waiting').orderBy('ordinal');
  t.deepEqual(
    (await waiting.execute()).map(({ number }) => number),
    ['A2', 'A3', 'A4'],
  );
});

test('F17, F18: a restored cloud learns of check-ins that went with the journal before from what it had told the one after (P64)', async (t) => {
  const cloud = await startSyncCloud(t);
  const { edge: before, reservation } = await morning(cloud);
  await before.leave();
  const edge = await cloud.connect();
  await outlastTrial(cloud, edge);
  const { today } = await edge.next('state');
  const tell = async (to: EdgeClient, data = today) => {
    await to.events(journalB, sealed(kiosk, journalB, 1, [{ name: 'day.restored', data }]));
    while ((await to.next('ack')).seq < 1);
  };
  const visitIn = ({ store }: SyncCloud) =>
    store.db.selectFrom('reservation').select(['state', 'ticketNumber', 'startMs']).where('id', '=', reservation).executeTakeFirstOrThrow();
  const known = cloud.store.db.selectFrom('knowledge').select('known').where('reservation', '=', reservation);
  const { known: told } = await known.executeTakeFirstOrThrow();
  await tell(edge);
  t.is((await known.executeTakeFirstOrThrow()).known, told, 'who has not forgotten them learns nothing of it');

  const restored = await startSyncCloud(t);
  const later = Date.parse('2026-11-24T09:30:00+01:00');
  await confirmed(restored.store, { id: reservation, date: '2026-11-24', startMs: later });
  const again = await restored.connect();
  await again.hello({ journal: journalB, last: 1 });
  await tell(again);
  t.deepEqual(await visitIn(restored), { state: 'checkedIn', ticketNumber: 'A3', startMs: (await visitIn(cloud)).startMs });

  const served = await startSyncCloud(t);
  await confirmed(served.store, { id: reservation, date: '2026-11-24', startMs: later });
  const once = await served.connect();
  await once.hello({ journal: journalB, last: 1 });
  await tell(once, { ...today, tickets: [] });
  t.deepEqual(
    await visitIn(served),
    { state: 'checkedIn', ticketNumber: null, startMs: later },
    'of whom nobody waits any more the hour is not known',
  );
});

test('F18: an edge whose staff stopped giving tickets under its old card is told so until somebody says otherwise to the new one (P54)', async (t) => {
  const cloud = await startSyncCloud(t);
  const { edge: before } = await morning(cloud);
  await before.events(journalA, sealed(kiosk, journalA, 8, [{ name: 'issuing.stopped', data: { day: '2026-11-23' } }]));
  await before.next('ack');
  await before.leave();
  const edge = await cloud.connect();
  await outlastTrial(cloud, edge);
  t.deepEqual(await edge.next('stopped'), { journal: journalB, day: '2026-11-23' });
  await edge.events(journalB, sealed(kiosk, journalB, 1, [{ name: 'issuing.stopped', data: { day: '2026-11-23' } }]));
  await edge.next('ack');
  await edge.next('ack');
  t.is(await stoppedBefore(cloud.store.db, kiosk, journalB, cloud.clock.now()), null, 'it has taken it up');
  t.is(await stoppedBefore(cloud.store.db, kiosk, journalA, cloud.clock.now()), null, 'who said it is not told');
});

test('F18: what an edge was told once is not told again', async (t) => {
  const cloud = await startSyncCloud(t);
  const { edge: before } = await morning(cloud);
  await before.leave();
  const edge = await cloud.connect();
  await outlastTrial(cloud, edge);
  const { today } = await edge.next('state');
  await edge.events(journalB, sealed(kiosk, journalB, 1, [{ name: 'day.restored', data: today }]));
  await edge.next('ack');
  await edge.next('ack');
  await edge.hello({ journal: journalB, last: 1 });
  await edge.next('ack');
  t.is(edge.untaken('state'), 0);
});

test('F18: until it is known that the old journal is silent the new one gets no answer (P31)', async (t) => {
  const cloud = await startSyncCloud(t);
  const { edge: before } = await morning(cloud);
  await before.leave();
  const edge = await cloud.connect();
  await said(cloud, edge, journalB);
  await edge.next('request');
  t.is(edge.untaken('ack') + edge.untaken('resend') + edge.untaken('state') + edge.untaken('snapshot'), 0);
});

test('F18: a new card that no request reaches is taken by the hello that it repeats by itself (P31, P44)', async (t) => {
  const cloud = await startSyncCloud(t);
  const { edge: before } = await morning(cloud);
  await before.leave();
  const edge = await cloud.connect();
  await said(cloud, edge, journalB);
  cloud.clock.set(cloud.clock.now() + 31_000);
  await edge.hello({ journal: journalB });
  t.deepEqual(await edge.next('ack'), { journal: journalB, seq: 0 });
});

test('F19: an edge that gave a sign of life long ago, during a trial that went on, does not shut the other one out', async (t) => {
  const cloud = await startSyncCloud(t);
  const { edge: before } = await morning(cloud);
  const edge = await cloud.connect();
  await said(cloud, edge, journalB);
  cloud.clock.set(cloud.clock.now() + 31_000);
  await said(cloud, before, journalA);
  t.deepEqual(await edge.next('ack'), { journal: journalA, seq: 7 });
  await before.leave();
  cloud.clock.set(cloud.clock.now() + 31_000);
  await said(cloud, edge, journalB);
  await outlastTrial(cloud, edge);
  t.deepEqual(await edge.next('ack'), { journal: journalB, seq: 0 });
});

test('F19: of two edges with one identity the newer journal is fenced within 30 s, and both are told (P32)', async (t) => {
  const cloud = await startSyncCloud(t);
  const { edge: older } = await morning(cloud);
  await older.next('snapshot');
  const newer = await cloud.connect();
  await newer.hello({ journal: journalB });
  await older.next('request');
  await newer.next('request');
  await older.hello({ journal: journalA, first: 1, last: 7 });
  const fence = { journal: journalB, by: journalA, since: new Date(cloud.clock.now()).toISOString() };
  t.deepEqual(await newer.next('fence'), fence);
  t.deepEqual(await older.next('fence'), fence);
  t.true(cloud.clock.now() - monday < 30_000);
  t.deepEqual(await older.next('ack'), { journal: journalA, seq: 7 });
});

test('F19: an older edge that was out of reach when the newer one came takes its place back', async (t) => {
  const cloud = await startSyncCloud(t);
  const { edge: away } = await morning(cloud);
  await away.leave();
  const newer = await cloud.connect();
  await outlastTrial(cloud, newer);
  await newer.next('ack');
  const older = await cloud.connect();
  await older.hello({ journal: journalA, first: 1, last: 7 });
  await newer.next('request');
  await newer.hello({ journal: journalB });
  t.like(await older.next('fence'), { journal: journalB, by: journalA });
  await older.next('request');
  await older.hello({ journal: journalA, first: 1, last: 7 });
  t.deepEqual(await older.next('ack'), { journal: journalA, seq: 7 });
});

test('F19: nothing of a fenced edge is stored until a technician approves it; then the other one is fenced (P34)', async (t) => {
  const cloud = await startSyncCloud(t);
  const { edge: older } = await morning(cloud);
  const newer = await cloud.connect();
  await newer.hello({ journal: journalB });
  await newer.next('request');
  await older.hello({ journal: journalA, first: 1, last: 7 });
  await newer.next('fence');
  await newer.events(journalB, sealed(kiosk, journalB, 1, filler(1)));
  await newer.next('request');
  t.deepEqual(await cloud.store.db.selectFrom('event').select('seq').where('journal', '=', journalB).execute(), []);
  t.false(await cloud.ingest.approve(kiosk, 'c'.repeat(32)));
  t.true(await cloud.ingest.approve(kiosk, journalB));
  await newer.next('request');
  await newer.hello({ journal: journalB, first: 1, last: 1 });
  t.deepEqual(await newer.next('resend'), { journal: journalB, from: 1 });
  await older.next('fence');
  await older.hello({ journal: journalA, first: 1, last: 7 });
  t.like(await older.next('fence'), { journal: journalA, by: journalB });
});
