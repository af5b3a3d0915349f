import test from 'ava';
import { sql } from 'kysely';
import { seal } from '#contract/envelope.ts';
import type { Recorded } from '#contract/event.ts';
import { exampleOffice } from '#contract/example-office.ts';
import { readDeliveries } from '../../../../cloud/ingest/deliveries.ts';
import { type Delivery, type Projection, storeDeliveries } from '../../../../cloud/ingest/events.ts';
import type { Store } from '../../../../cloud/store/open.ts';
import { turns } from '../../../../cloud/views/statistics/day-facts.ts';
import { countMissingDays, followDays } from '../../../../cloud/views/statistics/follow-days.ts';
import { talliesOf, totalsByOffice } from '../../../../cloud/views/statistics/read.ts';
import { type RecordedOffice, recordedOffice, tallyOf } from '../../../edge/contract/statistics/recorded-office.ts';
import { monday } from '../../../edge/core/scenario.ts';
import { insertOffice } from '../../insert-office.ts';
import { storeUnderTest } from '../../store-under-test.ts';

const edge = { office: 'krumlov', edge: 'kiosk-1' };
const period = { from: '2026-11-01', to: '2026-11-30' };

async function storeWith(t: { teardown: (end: () => Promise<void>) => void }): Promise<Store> {
  const store = await storeUnderTest();
  t.teardown(() => store.close());
  await insertOffice(store, exampleOffice);
  return store;
}

/** Tells the cloud, in messages of `size` events. */
async function tell(
  store: Store,
  records: readonly Recorded[],
  { journal = 'a'.repeat(32), size = 64, projections = [followDays] as readonly Projection[] } = {},
) {
  const envelopes = records.map((record) => seal(record, journal, 'fronta/1/krumlov/kiosk-1'));
  for (let at = 0; at < envelopes.length; at += size) {
    const text = JSON.stringify({ journal, events: envelopes.slice(at, at + size) });
    const deliveries = [...readDeliveries(edge, [text])].map((delivery) => delivery as Delivery);
    await storeDeliveries(store.db, deliveries, { atMs: Date.parse(monday('18:00')), projections });
  }
}

/** Two business days; the first is closed, in the second somebody was served so far. */
function twoDays(): RecordedOffice {
  const here = recordedOffice({}, monday('08:10'));
  here.clerk(1, 'open');
  for (let visitor = 0; visitor < 6; visitor++) here.takes('vozidla');
  for (let visitor = 0; visitor < 5; visitor++) {
    here.passes(7);
    here.clerk(1, 'next');
  }
  here.passes(24 * 60);
  here.takes('ridici');
  here.clerk(1, 'next');
  here.passes(3);
  here.clerk(1, 'finish');
  return here;
}

/** The same numbers as those who count from the facts alone. */
function daysOf(here: RecordedOffice) {
  const closed = here.records().findIndex(({ name }) => name === 'day.closed');
  const parts = [here.records().slice(0, closed + 1), here.records().slice(closed + 1)];
  return parts.map((part, index) => ({ ...tallyOf({ ...here, records: () => part }), day: `2026-11-2${3 + index}` }));
}

for (const size of [1, 5, 64])
  test(`days are counted as their facts tell them, in messages of ${size}, the day that goes on too`, async (t) => {
    const store = await storeWith(t);
    const here = twoDays();
    await tell(store, here.records(), { size });
    t.deepEqual(await talliesOf(store.db, 'krumlov', period), daysOf(here));
    t.is((await talliesOf(store.db, 'krumlov', { from: '2026-11-24', to: '2026-11-24' })).length, 1);
  });

test('the same events again, and a second count, change nothing (F16)', async (t) => {
  const store = await storeWith(t);
  const here = twoDays();
  await tell(store, here.records());
  const before = await store.db.selectFrom('statisticsDay').selectAll().execute();
  await tell(store, here.records(), { size: 3 });
  t.is(await countMissingDays(store.db, 10), 0);
  t.deepEqual(await store.db.selectFrom('statisticsDay').selectAll().execute(), before);
});

test('days of events that came before there were statistics are counted afterwards', async (t) => {
  const store = await storeWith(t);
  const here = twoDays();
  await tell(store, here.records(), { projections: [] });
  t.deepEqual(await talliesOf(store.db, 'krumlov', period), []);
  t.is(await countMissingDays(store.db, 1), 1);
  t.is(await countMissingDays(store.db, 10), 1);
  t.is(await countMissingDays(store.db, 10), 0);
  t.deepEqual(await talliesOf(store.db, 'krumlov', period), daysOf(here));
});

test('two journals of one day are added up: a ticket that the first issued is served in the second (F18)', async (t) => {
  const store = await storeWith(t);
  const first = recordedOffice({}, monday('08:10'));
  first.clerk(1, 'open');
  first.takes('vozidla');
  await tell(store, first.records());
  const [waiting] = first.records().flatMap((record) => (record.name === 'ticket.issued' ? [record] : []));
  const { ordinal, number, service, token } = waiting!.data;
  const restored = {
    day: '2026-11-23',
    seen: [{ journal: 'a'.repeat(32), seq: first.records().length }],
    issued: { vozidla: 1 },
    lastOrdinal: 1,
    tickets: [{ ordinal, number, service, token, issued: waiting!.time, reservation: null }],
    arrived: [],
  };
  const second = recordedOffice({}, monday('08:40'));
  second.when({ kind: 'start' });
  second.when({ kind: 'restore', today: restored });
  second.clerk(1, 'open');
  second.clerk(1, 'next');
  second.passes(5);
  second.clerk(1, 'finish');
  await store.db.updateTable('journal').set({ standing: 'replaced' }).execute();
  const journal = { office: 'krumlov', edge: 'kiosk-1', id: 'b'.repeat(32), lastSeq: 0, firstSeenMs: 0 };
  await store.db
    .insertInto('journal')
    .values({ ...journal, standing: 'current', helloMs: null, trialMs: null, approvedMs: null })
    .execute();
  await tell(store, second.records(), { journal: 'b'.repeat(32) });
  const total = (await totalsByOffice(store.db, period)).get('krumlov');
  t.like(total, { issued: 1, called: 1, served: 1 });
  t.is(total?.waiting?.longest, 30 * 60 - 3);
});

test('a reservation that nobody came for counts for its service, which its fact does not name', async (t) => {
  const store = await storeWith(t);
  const here = recordedOffice({}, monday('08:10'));
  here.clerk(1, 'open');
  here.reserved('2222', 'ridici', monday('08:30'));
  here.passes(90);
  const facts = here.records().filter(({ name }) => name !== 'feed.applied');
  await store.db
    .insertInto('reservation')
    .values({
      ...{
        id: '2222',
        office: 'krumlov',
        service: 'ridici',
        date: '2026-11-23',
        seat: 0,
        state: 'lapsed',
        name: null,
        email: null,
        lang: 'cs',
      },
      ...{
        startMs: Date.parse(monday('08:30')),
        endMs: Date.parse(monday('09:30')),
        pin: null,
        pinHash: null,
        confirmToken: 'c',
        manageToken: null,
      },
      ...{ revision: 1, createdMs: 0, holdExpiresMs: 0, confirmedMs: 1, endedMs: null, seatReturnsMs: null, ticketNumber: null },
      ...{ holdExtensions: 0, movedFromMs: null, movedMs: null },
    })
    .execute();
  await tell(
    store,
    facts.map((fact, index) => ({ ...fact, seq: index + 1 })),
  );
  const [day] = await talliesOf(store.db, 'krumlov', period);
  t.is(day?.services.ridici?.lapsed, 1);
  t.is(day?.hours[8]?.lapsed, 1);
});

test('where a day begins is found without reading every event', async (t) => {
  const store = await storeWith(t);
  if (store.kind !== 'sqlite') return t.pass('PostgreSQL chooses by the size of the table');
  const { rows } = await sql<{
    detail: string;
  }>`explain query plan select seq from event where office = 'a' and edge = 'b' and journal = 'c'
    and ${turns} and name = 'settings.applied' and seq < 5 order by seq desc limit 1`.execute(store.db);
  t.true(
    rows.some(({ detail }) => detail.includes('eventTurn')),
    JSON.stringify(rows),
  );
});
