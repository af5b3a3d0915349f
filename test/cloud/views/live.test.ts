import test from 'ava';
import type { Fact } from '#contract/event.ts';
import { liveQueue, ticketByToken } from '../../../cloud/views/live.ts';
import { startCloud } from '../cloud-under-test.ts';
import { issued, journalA, sealed } from '../edge-client.ts';
import { kiosk, monday, startSyncCloud } from '../sync-cloud.ts';

const called = (ordinal: number, counter: number): Fact => ({
  name: 'ticket.called',
  data: { ordinal, number: `A${ordinal}`, counter, rule: 'order', passedOver: 0 },
});

test('the live queue shows who waits and who is called, as the office last told', async (t) => {
  const cloud = await startSyncCloud(t);
  const edge = await cloud.connect();
  const facts: Fact[] = [
    { name: 'counter.opened', data: { counter: 1 } },
    issued(1),
    issued(2),
    issued(3),
    issued(4, { number: 'C1', service: 'ridici' }),
    called(1, 1),
  ];
  await edge.hello({});
  await edge.next('ack');
  await edge.events(journalA, sealed(kiosk, journalA, 1, facts));
  await edge.next('ack');
  const live = await liveQueue(cloud.store, 'krumlov', cloud.clock);
  t.is(live?.asOf, '2026-11-23T08:10:00+01:00');
  t.is(live?.link, 'online');
  t.deepEqual(
    live?.services.map(({ id, waiting }) => [id, waiting]),
    [
      ['vozidla', 2],
      ['dovozy', 0],
      ['ridici', 1],
    ],
  );
  t.deepEqual(live?.counters, [
    { number: 1, ticket: 'A1' },
    { number: 2, ticket: null },
    { number: 3, ticket: null },
  ]);
  const [forecast] = live?.services.map((service) => service.forecast) ?? [];
  t.true(forecast !== null && forecast !== undefined && forecast.fromSeconds > 0 && forecast.toSeconds > forecast.fromSeconds);
});

test('without an open counter nobody knows how long it takes', async (t) => {
  const cloud = await startSyncCloud(t);
  const edge = await cloud.connect();
  await edge.events(journalA, sealed(kiosk, journalA, 1, [issued(1)]));
  await edge.next('ack');
  const live = await liveQueue(cloud.store, 'krumlov', cloud.clock);
  t.deepEqual(live?.services[0], { id: 'vozidla', waiting: 1, forecast: null });
});

test('only the current business day counts, and it ends at the hour the office says (F23)', async (t) => {
  const cloud = await startSyncCloud(t);
  const edge = await cloud.connect();
  await edge.events(journalA, sealed(kiosk, journalA, 1, [issued(1)]));
  await edge.next('ack');
  const waiting = async () => (await liveQueue(cloud.store, 'krumlov', cloud.clock))?.services[0]?.waiting;
  cloud.clock.set(Date.parse('2026-11-24T01:59:00+01:00'));
  t.is(await waiting(), 1);
  cloud.clock.set(Date.parse('2026-11-24T02:00:00+01:00'));
  t.is(await waiting(), 0);
  t.is(await ticketByToken(cloud.store, 'token-of-ticket-0001', cloud.clock), null);
});

test('an office whose link is down shows since when', async (t) => {
  const cloud = await startSyncCloud(t);
  const edge = await cloud.connect();
  await edge.hello({});
  await edge.next('ack');
  const will = cloud.handled('status');
  await edge.vanish();
  await will;
  cloud.clock.set(monday + 3_600_000);
  const live = await liveQueue(cloud.store, 'krumlov', cloud.clock);
  t.deepEqual([live?.link, live?.asOf], ['offline', '2026-11-23T08:10:00+01:00']);
});

test('a phone shows its ticket, how many are ahead, and the counter it is called to', async (t) => {
  const cloud = await startSyncCloud(t);
  const edge = await cloud.connect();
  const facts: Fact[] = [{ name: 'counter.opened', data: { counter: 1 } }, issued(1), issued(2), issued(3)];
  await edge.events(journalA, sealed(kiosk, journalA, 1, facts));
  await edge.next('ack');
  const phone = () => ticketByToken(cloud.store, 'token-of-ticket-0003', cloud.clock);
  const waiting = await phone();
  t.deepEqual(
    [waiting?.office, waiting?.number, waiting?.service, waiting?.state, waiting?.ahead],
    ['krumlov', 'A3', 'vozidla', 'waiting', 2],
  );
  await edge.events(journalA, sealed(kiosk, journalA, 5, [called(3, 1)]));
  await edge.next('ack');
  t.deepEqual(await phone(), {
    office: 'krumlov',
    number: 'A3',
    service: 'vozidla',
    state: 'called',
    counter: 1,
    ahead: 0,
    forecast: null,
    asOf: '2026-11-23T08:10:00+01:00',
    link: 'offline',
  });
});

test('a day that gets its true date shows its tickets under it (F5)', async (t) => {
  const cloud = await startSyncCloud(t);
  const edge = await cloud.connect();
  const facts: Fact[] = [
    issued(1, { day: '2020-01-01' }),
    { name: 'day.dated', data: { from: '2020-01-01', day: '2026-11-23' } },
    called(1, 2),
  ];
  await edge.events(journalA, sealed(kiosk, journalA, 1, facts));
  await edge.next('ack');
  t.is((await ticketByToken(cloud.store, 'token-of-ticket-0001', cloud.clock))?.state, 'called');
});

test('the API answers the view, and a problem for what it does not know', async (t) => {
  const cloud = await startCloud();
  t.teardown(() => cloud.close());
  const live = await cloud.get('/api/v1/offices/krumlov/live');
  t.is(live.status, 200);
  t.is(((await live.json()) as { link: string }).link, 'offline');
  for (const [path, type] of [
    ['/offices/nowhere/live', 'unknown-office'],
    ['/offices/nowhere/live/events', 'unknown-office'],
    ['/tickets/none', 'unknown-ticket'],
    ['/tickets/none/events', 'unknown-ticket'],
  ] as const) {
    const response = await cloud.get(`/api/v1${path}`);
    t.is(response.status, 404);
    t.is(response.headers.get('cache-control'), 'no-store');
    t.regex(response.headers.get('content-type') ?? '', /^application\/problem\+json/);
    const problem = (await response.json()) as { type: string; detail: string };
    t.is(problem.type, type);
    t.not(problem.detail, '');
  }
});
