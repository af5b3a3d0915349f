import test from 'ava';
import { quietLooksMax, readersMax, readersOfAddressMax, untakenLooksMax } from '../../../cloud/views/live-events.ts';
import type { LiveQueue } from '../../../cloud/views/port.ts';
import { until } from '../../office/until.ts';
import { queueOf, serveEvents, ticketOf } from './event-server.ts';

const waitings = (events: readonly LiveQueue[]): number[] => events.map(({ services }) => services[0]!.waiting);

test('a reader is told the queue at once, and again when it has changed', async (t) => {
  const cloud = await serveEvents(t);
  const reader = await cloud.read('krumlov');
  await until('the first', () => reader.events.length === 1);
  cloud.offices.set('krumlov', queueOf(1, '2026-11-23T08:10:01+01:00'));
  await cloud.look();
  cloud.offices.set('krumlov', queueOf(2, '2026-11-23T08:10:02+01:00'));
  await cloud.look();
  await until('the change', () => reader.events.length === 2);
  t.deepEqual(waitings(reader.events), [1, 2], 'the moment alone is no change');
  t.deepEqual(reader.headers.get('content-type'), 'text/event-stream; charset=utf-8');
  t.is(reader.headers.get('cache-control'), 'no-store');
});

test('of an office that is away, since when it is told', async (t) => {
  const cloud = await serveEvents(t);
  const reader = await cloud.read('krumlov');
  cloud.offices.set('krumlov', queueOf(1, '2026-11-23T08:10:00+01:00', 'offline'));
  await cloud.look();
  cloud.offices.set('krumlov', queueOf(1, '2026-11-23T08:12:00+01:00', 'offline'));
  await cloud.look();
  await until('both', () => reader.events.length === 3);
  t.deepEqual(
    reader.events.map(({ link }) => link),
    ['online', 'offline', 'offline'],
  );
});

test('however many listen, an office is looked at once, and not at all when nobody does', async (t) => {
  const cloud = await serveEvents(t);
  for (const token of ['a', 'b']) cloud.tickets.set(token, ticketOf(3));
  const readers = await Promise.all(['krumlov', 'krumlov', 'krumlov'].map(cloud.read));
  const phones = await Promise.all(['a', 'a', 'b'].map(cloud.follow));
  await until('all', () => [...readers, ...phones].every(({ events }) => events.length === 1));
  t.is(cloud.due.length, 1);
  const before = cloud.looks.length;
  await cloud.look();
  t.deepEqual(
    cloud.looks.slice(before).map((tokens) => [...tokens].sort()),
    [['a', 'b']],
    'one look, for each ticket once',
  );
  for (const reader of [...readers, ...phones]) reader.close();
  await cloud.rest();
});

test('a ticket is told to who knows its token: ahead, then that its day is over, by the end', async (t) => {
  const cloud = await serveEvents(t);
  cloud.tickets.set('listek', ticketOf(2));
  const phone = await cloud.follow('listek');
  cloud.tickets.set('listek', ticketOf(1));
  await cloud.look();
  await until('the change', () => phone.events.length === 2);
  t.deepEqual(phone.events, [ticketOf(2), ticketOf(1)]);
  cloud.tickets.delete('listek');
  await cloud.look();
  await until('the end', () => phone.isOver());
  await cloud.rest();
  t.is((await cloud.fetch('/tickets/listek')).status, 404);
});

test('what is quiet for long is told that it is still there', async (t) => {
  const cloud = await serveEvents(t);
  const reader = await cloud.read('krumlov');
  for (let looked = 0; looked < quietLooksMax; looked++) await cloud.look();
  await until('a comment', () => reader.text().includes(': still here\n\n'));
  t.is(reader.events.length, 1);
});

test('a look that fails is reported, and the next one follows', async (t) => {
  const cloud = await serveEvents(t);
  const reader = await cloud.read('krumlov');
  cloud.offices.set('krumlov', new Error('the database is away'));
  await cloud.look();
  await until('the report', () => cloud.reported.length === 1);
  cloud.offices.set('krumlov', queueOf(7));
  await until('the next look', () => cloud.due.length === 1);
  await cloud.look();
  await until('the change', () => reader.events.length === 2);
  t.deepEqual(waitings(reader.events), [1, 7]);
});

test('what there is not is refused, with words', async (t) => {
  const cloud = await serveEvents(t);
  for (const [path, type] of [
    ['/offices/kaplice', 'unknown-office'],
    ['/tickets/neznamy', 'unknown-ticket'],
  ] as const) {
    const answer = await cloud.fetch(path);
    const problem = (await answer.json()) as { type: string; detail: string };
    t.deepEqual([answer.status, problem.type], [404, type]);
    t.not(problem.detail, '');
    t.is(answer.headers.get('cache-control'), 'no-store');
  }
  t.is(cloud.due.length, 0);
});

test('who only asks for the head, or leaves before the first look, is not told anything and takes no place', async (t) => {
  const cloud = await serveEvents(t);
  t.is((await cloud.fetch('/offices/krumlov', { method: 'HEAD' })).headers.get('content-type'), 'text/event-stream; charset=utf-8');
  t.is(cloud.due.length, 0);
  const goOn = cloud.holdLooks();
  const hasty = await cloud.stall('/offices/krumlov');
  await until('the look', () => cloud.looks.length === 2);
  hasty.destroy();
  await until('the server knows', () => cloud.answers.at(-1)!.closed);
  goOn();
  await cloud.read('krumlov');
  t.is(cloud.looks.length, 3);
  t.is(cloud.due.length, 1);
});

test('a reader that takes nothing is not told more than one event ahead, holds up nobody, and is dropped', async (t) => {
  const cloud = await serveEvents(t);
  const bytes = 4_000_000;
  const large = (waiting: number): LiveQueue => ({
    ...queueOf(waiting),
    counters: [{ number: 1, ticket: 'A'.repeat(bytes) + waiting }],
  });
  cloud.offices.set('krumlov', large(1));
  await cloud.stall('/offices/krumlov');
  await until('the stalled one', () => cloud.answers.length === 1 && cloud.answers[0]!.headersSent);
  const [response] = cloud.answers;
  const reader = await cloud.read('krumlov');
  let most = 0;
  const look = async (queue: LiveQueue): Promise<void> => {
    cloud.offices.set('krumlov', queue);
    await cloud.look();
    most = Math.max(most, response!.writableLength);
  };
  // What lies between the two has buffers of its own, of some megabytes.
  for (let change = 2; response!.writableLength === 0 && change < 40; change++) await look(large(change));
  for (let change = 100; !response!.closed && change < 105 + untakenLooksMax; change++) await look(queueOf(change));
  t.true(response!.closed, 'dropped');
  t.true(most < 2 * bytes, `${most} bytes waited`);
  cloud.offices.set('krumlov', queueOf(99));
  await cloud.look();
  await until('the other is told the last', () => waitings(reader.events).at(-1) === 99);
});

test('one cloud has so many readers in all, says kindly that it has them, and who leaves makes room', async (t) => {
  const all = 12;
  const cloud = await serveEvents(t, { readersMax: all });
  cloud.tickets.set('listek', ticketOf(1));
  const from = (reader: number, path = '/offices/krumlov') =>
    cloud.fetch(path, { headers: { 'x-forwarded-for': reader % 2 === 0 ? '127.0.0.1' : `192.0.2.${reader}` } });
  const open: Response[] = [];
  for (let reader = 0; reader < all; reader++) open.push(await from(reader, reader < 3 ? '/tickets/listek' : undefined));
  t.true(open.every(({ status }) => status === 200));
  for (const path of ['/offices/krumlov', '/tickets/listek']) {
    const refused = await from(99, path);
    t.is(refused.status, 503, 'the queue and the tickets have one limit');
    t.like(await refused.json(), { type: 'too-many-readers', detail: `More than ${all} readers are here. GET answers without events.` });
    t.is(refused.headers.get('retry-after'), '60');
    t.is((await from(0, path)).status, 503, 'this machine itself is no exception');
  }
  cloud.offices.set('krumlov', queueOf(7));
  await cloud.look();
  const told = open.slice(3).map(({ body }) => body!.getReader());
  for (const reader of told) {
    let text = '';
    await until('the change', async () => {
      text += Buffer.from((await reader.read()).value ?? []).toString();
      return text.includes('"waiting":7');
    });
  }
  await told[0]!.cancel();
  let late: Response | null = null;
  await until('room', async () => {
    late = await from(99);
    return late.status === 200;
  });
  t.is((await from(98)).status, 503, 'for one');
});

test('one address has so many readers, this machine itself as many as all, and who leaves makes room', async (t) => {
  t.timeout(120_000);
  const cloud = await serveEvents(t);
  const from = (address: string) => cloud.fetch('/offices/krumlov', { headers: { 'x-forwarded-for': address } });
  const open: Response[] = [];
  for (let reader = 0; reader < readersOfAddressMax; reader++) open.push(await from(reader % 2 === 0 ? '192.0.2.7' : '::ffff:192.0.2.7'));
  t.true(open.every(({ status }) => status === 200));
  const refused = await from('192.0.2.7');
  t.is(refused.status, 429);
  t.is(((await refused.json()) as { type: string }).type, 'too-many-requests');
  t.is(refused.headers.get('retry-after'), '60');
  const [other, here] = [await from('192.0.2.8'), await from('127.0.0.1')];
  t.deepEqual([other.status, here.status], [200, 200]);
  await open[0]!.body!.cancel();
  await until('room', async () => (await from('192.0.2.7')).status === 200);
  t.true(readersOfAddressMax < readersMax);
  await Promise.all([...open.slice(1), other, here].map((answer) => answer.body!.cancel().catch(() => undefined)));
});
