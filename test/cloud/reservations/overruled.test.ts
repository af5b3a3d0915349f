import test, { type ExecutionContext } from 'ava';
import { openOutbox } from '../../../cloud/mail/outbox.ts';
import { outcomesToldByMail } from '../../../cloud/reservations/overruled.ts';
import { type CloudUnderTest, startCloud } from '../cloud-under-test.ts';

const first = '2026-11-30T08:30:00+01:00';
const second = '2026-12-01T09:30:00+01:00';

async function confirmed(t: ExecutionContext, lang = 'cs') {
  const cloud = await startCloud();
  t.teardown(() => cloud.close());
  const booking = { service: 'vozidla', start: first, name: 'Jana Nováková', email: 'jana@example.cz', lang };
  await cloud.post('/api/v1/offices/krumlov/reservations', booking);
  const { body } = await cloud.post('/api/v1/reservations/confirm', { token: await cloud.tokenOf('potvrdit') });
  return { cloud, id: String(body.id), token: await cloud.tokenOf('rezervace') };
}

/** The edge tells that the PIN was accepted at the first hour, which it does again when its message got lost. */
async function arrives(cloud: CloudUnderTest, reservation: string): Promise<void> {
  const outcomes = outcomesToldByMail(openOutbox(cloud.config), cloud.clock);
  const startMs = Date.parse(first);
  const slot = { date: '2026-11-30', startMs, endMs: startMs + 3_600_000 };
  const told = { office: 'krumlov', reservation, atMs: startMs + 60_000, ticketNumber: 'A1', slot };
  for (let again = 0; again < 2; again += 1) await cloud.store.db.transaction().execute((trx) => outcomes.checkIn(trx, told));
  await cloud.runJobs();
}

const overruled = async (cloud: CloudUnderTest) =>
  (await cloud.mails()).filter(({ subject }) => /návštěva platí|visit counts|Besuch gilt/.test(subject));

test('a visit that wins over a cancel made meanwhile is told by mail, once and without a link (F20)', async (t) => {
  const { cloud, id, token } = await confirmed(t);
  await cloud.post('/api/v1/reservations/cancel', { token });
  cloud.clock.set('2026-11-30T09:00:00+01:00');
  await arrives(cloud, id);
  const mails = await overruled(cloud);
  t.is(mails.length, 1);
  t.like(mails[0], { to: 'jana@example.cz', subject: 'Vaše návštěva platí: pondělí 30. listopadu, 8:30–9:30' });
  t.true(mails[0]?.text.includes('Nemusíte dělat nic.'));
  t.notRegex(mails[0]?.text ?? '', /https?:|PIN:/);
  const entries = (await cloud.mails()).flatMap(({ attachments }) => attachments.map(({ content }) => content)).reverse();
  t.deepEqual(
    entries.map((entry) => [/STATUS:(\w+)/.exec(entry)?.[1], /SEQUENCE:(\d+)/.exec(entry)?.[1], /UID:(.*)\r/.exec(entry)?.[1]]),
    [
      ['CONFIRMED', '1', `${id}@fronta`],
      ['CANCELLED', '2', `${id}@fronta`],
      ['CONFIRMED', '3', `${id}@fronta`],
    ],
    'the calendar, told of the cancel, has it again',
  );
});

test('so is one that wins over a move, in the language of the booking; the reminder of the other hour is taken back (F20)', async (t) => {
  const { cloud, id, token } = await confirmed(t, 'de');
  await cloud.post('/api/v1/reservations/move', { token, start: second });
  cloud.clock.set('2026-11-30T09:00:00+01:00');
  await arrives(cloud, id);
  t.deepEqual(
    (await overruled(cloud)).map(({ subject }) => subject),
    ['Ihr Besuch gilt: Montag, 30. November, 8:30–9:30'],
  );
  cloud.clock.set('2026-12-01T08:00:00+01:00');
  await cloud.runJobs();
  t.false((await cloud.mails()).some(({ subject }) => subject.includes('morgen')));
});

test('a visit as it was booked needs no mail', async (t) => {
  const { cloud, id } = await confirmed(t);
  cloud.clock.set('2026-11-30T09:00:00+01:00');
  await arrives(cloud, id);
  t.deepEqual(await overruled(cloud), []);
});
