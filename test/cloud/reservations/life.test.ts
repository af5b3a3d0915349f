import test, { type ExecutionContext } from 'ava';
import { exampleOffice } from '#contract/example-office.ts';
import { checkIn, fulfil, lapse } from '../../../cloud/reservations/outcomes.ts';
import { hashPin } from '../../../cloud/reservations/pin.ts';
import { type CloudUnderTest, type CloudWishes, startCloud } from '../cloud-under-test.ts';

const first = '2026-11-30T08:30:00+01:00';
const second = '2026-12-01T09:30:00+01:00';

async function open(t: ExecutionContext, wishes: CloudWishes = {}): Promise<CloudUnderTest> {
  const cloud = await startCloud(wishes);
  t.teardown(() => cloud.close());
  return cloud;
}

const hold = (cloud: CloudUnderTest, start = first, email = 'jana@example.cz') =>
  cloud.post('/api/v1/offices/krumlov/reservations', { service: 'vozidla', start, name: 'Jana Nováková', email, lang: 'cs' });

async function confirmed(cloud: CloudUnderTest, start = first, email = 'jana@example.cz') {
  await hold(cloud, start, email);
  const { body } = await cloud.post('/api/v1/reservations/confirm', { token: await cloud.tokenOf('potvrdit') });
  return { ...body, id: String(body.id), pin: String(body.pin), manage: await cloud.tokenOf('rezervace') };
}

const rowOf = (cloud: CloudUnderTest, id: string) =>
  cloud.store.db.selectFrom('reservation').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

const freeAt = async (cloud: CloudUnderTest, start = first) => {
  const slots = (await (await cloud.get('/api/v1/offices/krumlov/slots?service=vozidla')).json()) as { start: string; free: number }[];
  return slots.find((slot) => slot.start === start)?.free;
};

test('a hold takes the place at once and gives it back when it is not confirmed in time', async (t) => {
  const cloud = await open(t);
  t.is((await hold(cloud)).status, 201);
  t.is(await freeAt(cloud), 0);
  const token = await cloud.tokenOf('potvrdit');
  cloud.clock.advance({ minutes: 30 });
  t.is(await freeAt(cloud), 1);
  const late = await cloud.post('/api/v1/reservations/confirm', { token });
  t.is(late.status, 410);
  t.is(late.body.type, 'hold-expired');
});

test('confirming twice shows the same confirmation, and edges hear of it once', async (t) => {
  const cloud = await open(t);
  await hold(cloud);
  const token = await cloud.tokenOf('potvrdit');
  const answers = [
    await cloud.post('/api/v1/reservations/confirm', { token }),
    await cloud.post('/api/v1/reservations/confirm', { token }),
  ];
  t.deepEqual(answers[0]?.body, answers[1]?.body);
  t.like(answers[0]?.body, { state: 'confirmed', service: 'vozidla', start: first });
  t.deepEqual(cloud.told, ['krumlov']);
  const row = await rowOf(cloud, String(answers[0]?.body.id));
  t.is(row.revision, 1);
  t.is(row.pinHash, hashPin('key of the test office', String(answers[0]?.body.pin)));
});

test('64 people choose one slot at once: exactly its capacity of them get it', async (t) => {
  const office = { ...exampleOffice, slots: { ...exampleOffice.slots, capacity: 5 } };
  const cloud = await open(t, { office });
  const answers = await Promise.all(Array.from({ length: 64 }, (_, person) => hold(cloud, first, `osoba${person}@example.cz`)));
  t.is(answers.filter((answer) => answer.status === 201).length, 5);
  const refused = answers.filter((answer) => answer.status !== 201);
  t.true(refused.every((answer) => answer.status === 409 && answer.body.type === 'slot-full'));
});

test('the database itself refuses a second reservation on one seat', async (t) => {
  const cloud = await open(t);
  const { id } = await confirmed(cloud);
  const row = await rowOf(cloud, id);
  const twin = { ...row, id: 'twin', confirmToken: 'twin', manageToken: 'twin', pin: '7777' };
  await t.throwsAsync(() => cloud.store.db.insertInto('reservation').values(twin).execute(), { message: /unique/i });
});

test('a cancelled place returns within a quarter of an hour, and the cancel can be undone for ten minutes', async (t) => {
  const cloud = await open(t);
  const { id, manage, pin } = await confirmed(cloud);
  t.is((await cloud.post('/api/v1/reservations/cancel', { token: manage })).status, 200);
  t.is(await freeAt(cloud), 0, 'not at once, so that no script waits beside it (F28)');
  cloud.clock.advance({ minutes: 9 });
  const undone = await cloud.post('/api/v1/reservations/undo-cancel', { token: manage });
  t.like(undone.body, { id, state: 'confirmed', pin });
  t.is((await rowOf(cloud, id)).revision, 3);
  t.deepEqual(cloud.told, ['krumlov', 'krumlov', 'krumlov']);
  await cloud.post('/api/v1/reservations/cancel', { token: manage });
  cloud.clock.advance({ minutes: 15 });
  t.is(await freeAt(cloud), 1);
  t.is((await cloud.post('/api/v1/reservations/undo-cancel', { token: manage })).body.type, 'undo-too-late');
});

test('a move keeps the reservation and its PIN, and the calendar entry counts up', async (t) => {
  const cloud = await open(t);
  const { id, manage, pin } = await confirmed(cloud);
  const moved = await cloud.post('/api/v1/reservations/move', { token: manage, start: second });
  t.like(moved.body, { id, pin, start: second, state: 'confirmed' });
  t.is(await freeAt(cloud), 1);
  t.is(await freeAt(cloud, second), 0);
  const entries = (await cloud.mails()).flatMap((mail) => mail.attachments.map((file) => file.content)).reverse();
  t.deepEqual(
    entries.map((entry) => [/UID:(.+)\r/.exec(entry)?.[1], /SEQUENCE:(\d+)/.exec(entry)?.[1]]),
    [
      [`${id}@fronta`, '1'],
      [`${id}@fronta`, '2'],
    ],
  );
});

test('who moves to the hour that they have is heard, and no mail is sent of it (F17, P60)', async (t) => {
  const cloud = await open(t);
  const { id, manage } = await confirmed(cloud);
  const mails = (await cloud.mails()).length;
  const before = await rowOf(cloud, id);
  t.is((await cloud.post('/api/v1/reservations/move', { token: manage, start: first })).status, 200);
  t.deepEqual(await rowOf(cloud, id), { ...before, revision: before.revision + 1 });
  t.is((await cloud.mails()).length, mails);
});

test('a move to a day on which another has the PIN gives a new one', async (t) => {
  const cloud = await open(t);
  const { id, manage, pin } = await confirmed(cloud);
  const other = await confirmed(cloud, '2026-12-01T07:30:00+01:00', 'petr@example.cz');
  await cloud.store.db.updateTable('reservation').set({ pin }).where('id', '=', other.id).execute();
  const moved = await cloud.post('/api/v1/reservations/move', { token: manage, start: second });
  t.is(moved.status, 200);
  t.not(moved.body.pin, pin);
  t.is((await rowOf(cloud, id)).pinHash, hashPin('key of the test office', String(moved.body.pin)));
});

test('a move to a taken slot or to no slot is refused and changes nothing', async (t) => {
  const cloud = await open(t);
  const { id, manage } = await confirmed(cloud);
  await confirmed(cloud, second, 'petr@example.cz');
  const move = (start: string) => cloud.post('/api/v1/reservations/move', { token: manage, start });
  t.is((await move(second)).body.type, 'slot-full');
  t.is((await move('2026-12-01T03:00:00+01:00')).status, 422);
  t.like(await rowOf(cloud, id), { startMs: Date.parse(first), revision: 1 });
});

test('an address has at most two reservations of a service to come', async (t) => {
  const cloud = await open(t);
  await confirmed(cloud, first);
  await confirmed(cloud, second, 'JANA@example.cz');
  const third = await hold(cloud, '2026-12-02T09:30:00+01:00');
  t.is(third.status, 422);
  t.is(third.body.type, 'too-many-active');
});

test('at most half of a day may stand unconfirmed, and confirming makes room again (F28)', async (t) => {
  const cloud = await open(t);
  for (const hour of ['07:30', '08:30', '09:30'])
    t.is((await hold(cloud, `2026-11-30T${hour}:00+01:00`, `v${hour.slice(0, 2)}@example.cz`)).status, 201);
  const fourth = await hold(cloud, '2026-11-30T12:30:00+01:00', 'poctiva@example.cz');
  t.is(fourth.status, 429);
  t.truthy(fourth.headers.get('retry-after'));
  await cloud.post('/api/v1/reservations/confirm', { token: await cloud.tokenOf('potvrdit') });
  t.is((await hold(cloud, '2026-11-30T12:30:00+01:00', 'poctiva@example.cz')).status, 201);
});

test('one address of the network cannot make holds without end; this machine itself is no client (F28)', async (t) => {
  const office = { ...exampleOffice, slots: { ...exampleOffice.slots, capacity: 99 } };
  const cloud = await open(t, { office, config: { trustProxy: true } });
  const holdFrom = (address: string, person: number) =>
    cloud.post(
      '/api/v1/offices/krumlov/reservations',
      { service: 'vozidla', start: first, name: 'Jana', email: `osoba${person}@example.cz`, lang: 'cs' },
      { 'x-forwarded-for': address },
    );
  for (let person = 0; person < 30; person += 1) t.is((await holdFrom('1.2.3.4', person)).status, 201);
  const refused = await holdFrom('1.2.3.4', 30);
  t.is(refused.status, 429);
  t.is(refused.body.type, 'too-many-requests');
  t.true(Number(refused.headers.get('retry-after')) > 0);
  for (let person = 31; person < 64; person += 1) t.is((await holdFrom('127.0.0.1', person)).status, 201);
});

test('a reservation of which the edge says nothing lapses an hour after its slot; a check-in told later still wins', async (t) => {
  const cloud = await open(t);
  const { id } = await confirmed(cloud);
  cloud.clock.set('2026-11-30T10:29:00+01:00');
  await cloud.runJobs();
  t.is((await rowOf(cloud, id)).state, 'confirmed');
  cloud.clock.set('2026-11-30T10:30:00+01:00');
  await cloud.runJobs();
  t.is((await rowOf(cloud, id)).state, 'lapsed');
  const told = { office: 'krumlov', reservation: id, atMs: Date.parse('2026-11-30T08:40:00+01:00') };
  await cloud.store.db.transaction().execute((trx) => checkIn(trx, { ...told, ticketNumber: 'A15' }));
  t.like(await rowOf(cloud, id), { state: 'checkedIn', ticketNumber: 'A15' });
});

test('a check-in wins over a cancel made meanwhile, even when the seat was sold again (F20)', async (t) => {
  const cloud = await open(t);
  const { id, manage } = await confirmed(cloud);
  await cloud.post('/api/v1/reservations/cancel', { token: manage });
  cloud.clock.advance({ minutes: 16 });
  const other = await confirmed(cloud, first, 'petr@example.cz');
  const told = { office: 'krumlov', reservation: id, atMs: Date.parse('2026-11-30T08:40:00+01:00') };
  await cloud.store.db.transaction().execute(async (trx) => {
    t.true(await checkIn(trx, { ...told, ticketNumber: 'A1' }));
    t.true(await lapse(trx, told));
    t.true(await fulfil(trx, { ...told, atMs: told.atMs + 1000 }));
    t.true(await checkIn(trx, { ...told, ticketNumber: 'A1' }), 'repeated and late, it changes nothing');
    t.false(await checkIn(trx, { ...told, reservation: 'unknown', ticketNumber: null }));
  });
  t.like(await rowOf(cloud, id), { state: 'fulfilled', ticketNumber: 'A1', seat: 1 });
  t.like(await rowOf(cloud, other.id), { state: 'confirmed', seat: 0 });
});

test('name, e-mail, PIN and mails are gone 48 hours after the slot', async (t) => {
  const cloud = await open(t);
  const { id } = await confirmed(cloud);
  cloud.clock.set('2026-12-02T09:29:00+01:00');
  await cloud.runJobs();
  t.is((await rowOf(cloud, id)).email, 'jana@example.cz');
  cloud.clock.set('2026-12-02T09:30:00+01:00');
  await cloud.runJobs();
  t.like(await rowOf(cloud, id), { name: null, email: null, pin: null });
  t.deepEqual(await cloud.mails(), []);
});

test('the reminder leaves the day before, once, and not for a cancelled reservation', async (t) => {
  const cloud = await open(t, { at: '2026-11-20T10:00:00+01:00' });
  await confirmed(cloud);
  const other = await confirmed(cloud, '2026-11-30T09:30:00+01:00', 'petr@example.cz');
  await cloud.post('/api/v1/reservations/cancel', { token: other.manage });
  cloud.clock.set('2026-11-29T10:00:00+01:00');
  await cloud.runJobs();
  await cloud.runJobs();
  const reminders = (await cloud.mails()).filter((mail) => mail.subject.startsWith('Připomínáme'));
  t.deepEqual(
    reminders.map((mail) => mail.to),
    ['jana@example.cz'],
  );
});

test('a slot of today is offered while an edge is connected', async (t) => {
  const cloud = await open(t, { at: '2026-11-30T08:00:00+01:00' });
  t.is((await hold(cloud)).status, 422);
  const edge = {
    office: 'krumlov',
    id: 'kiosk-1',
    credential: 'x',
    feedEpoch: null,
    feedRevision: 0,
    settingsRevision: 0,
    online: 1,
    lastSeenMs: null,
  };
  await cloud.store.db.insertInto('edge').values(edge).execute();
  t.is((await hold(cloud)).status, 201);
});
