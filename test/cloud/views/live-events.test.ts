import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import Koa from 'koa';
import { liveEventRoutes, lookEveryMs, quietLooksMax } from '../../../cloud/views/live-events.ts';
import type { LiveQueue } from '../../../cloud/views/port.ts';
import { until } from '../../office/until.ts';
import { eventReader } from './event-reader.ts';

const queue = (waiting: number, asOf = '2026-11-23T08:10:00+01:00', link: LiveQueue['link'] = 'online'): LiveQueue => ({
  asOf,
  link,
  services: [{ id: 'vozidla', waiting, forecast: null }],
  counters: [],
});

/** The route on a server, with the time in hand: `look` lets what is due happen. */
async function serve(t: ExecutionContext) {
  const offices = new Map<string, LiveQueue | Error>([['krumlov', queue(1)]]);
  const due: { ms: number; task: () => void }[] = [];
  const reported: unknown[] = [];
  let looks = 0;
  const routes = liveEventRoutes({
    async liveQueue(office) {
      looks += 1;
      const now = offices.get(office) ?? null;
      if (now instanceof Error) throw now;
      return now;
    },
    after(ms, task) {
      due.push({ ms, task });
      return () => undefined;
    },
    report: (error) => void reported.push(error),
  });
  const server = createServer(new Koa().use(routes.routes()).callback()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/offices`;
  return {
    offices,
    due,
    reported,
    looks: () => looks,
    read: (office: string) => eventReader(t, `${origin}/${office}/live/events`),
    fetch: (office: string) => fetch(`${origin}/${office}/live/events`),
    async look() {
      const before = due.length;
      const { task, ms } = due.shift()!;
      t.is(ms, lookEveryMs);
      task();
      await until('the next look to be due', () => due.length === before);
    },
  };
}

const waitings = (events: readonly LiveQueue[]): number[] => events.map(({ services }) => services[0]!.waiting);

test('a reader is told the queue at once, and again when it has changed', async (t) => {
  const cloud = await serve(t);
  const reader = await cloud.read('krumlov');
  await until('the first', () => reader.events.length === 1);
  cloud.offices.set('krumlov', queue(1, '2026-11-23T08:10:01+01:00'));
  await cloud.look();
  cloud.offices.set('krumlov', queue(2, '2026-11-23T08:10:02+01:00'));
  await cloud.look();
  await until('the change', () => reader.events.length === 2);
  t.deepEqual(waitings(reader.events), [1, 2], 'the moment alone is no change');
  t.deepEqual(reader.headers.get('content-type'), 'text/event-stream; charset=utf-8');
  t.is(reader.headers.get('cache-control'), 'no-store');
});

test('of an office that is away, since when it is told', async (t) => {
  const cloud = await serve(t);
  const reader = await cloud.read('krumlov');
  cloud.offices.set('krumlov', queue(1, '2026-11-23T08:10:00+01:00', 'offline'));
  await cloud.look();
  cloud.offices.set('krumlov', queue(1, '2026-11-23T08:12:00+01:00', 'offline'));
  await cloud.look();
  await until('both', () => reader.events.length === 3);
  t.deepEqual(
    reader.events.map(({ link }) => link),
    ['online', 'offline', 'offline'],
  );
});

test('however many listen, an office is looked at once, and not at all when nobody does', async (t) => {
  const cloud = await serve(t);
  const readers = await Promise.all(['krumlov', 'krumlov', 'krumlov'].map(cloud.read));
  await until('all', () => readers.every(({ events }) => events.length === 1));
  t.is(cloud.due.length, 1);
  const before = cloud.looks();
  await cloud.look();
  t.is(cloud.looks(), before + 1);
  for (const reader of readers) reader.close();
  await until('nobody to look for', async () => {
    const { task } = cloud.due.shift() ?? { task: () => undefined };
    task();
    return cloud.due.length === 0;
  });
});

test('what is quiet for long is told that it is still there', async (t) => {
  const cloud = await serve(t);
  const reader = await cloud.read('krumlov');
  for (let looked = 0; looked < quietLooksMax; looked++) await cloud.look();
  await until('a comment', () => reader.text().includes(': still here\n\n'));
  t.is(reader.events.length, 1);
});

test('a look that fails is reported, and the next one follows', async (t) => {
  const cloud = await serve(t);
  const reader = await cloud.read('krumlov');
  cloud.offices.set('krumlov', new Error('the database is away'));
  await cloud.look();
  await until('the report', () => cloud.reported.length === 1);
  cloud.offices.set('krumlov', queue(7));
  await until('the next look', () => cloud.due.length === 1);
  await cloud.look();
  await until('the change', () => reader.events.length === 2);
  t.deepEqual(waitings(reader.events), [1, 7]);
});

test('an unknown office is refused', async (t) => {
  const cloud = await serve(t);
  const answer = await cloud.fetch('kaplice');
  t.is(answer.status, 404);
  t.is((await answer.json()).type, 'unknown-office');
  t.is(cloud.due.length, 0);
});
