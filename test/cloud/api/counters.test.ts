import test, { type ExecutionContext } from 'ava';
import { type Counters, memoryCounters } from '../../../cloud/api/counters.ts';
import { forgetCounts, sharedCounters } from '../../../cloud/api/shared-counters.ts';
import { storeUnderTest } from '../store-under-test.ts';

const begins = Date.parse('2026-11-29T18:00:00+01:00');
const hold = (key: string) => ({ name: 'hold', key, seconds: 600 });
const attempt = (key: string) => ({ name: 'attempt', key, seconds: 60 });
const counts = (told: readonly { readonly count: number }[]) => told.map(({ count }) => count);

/** A clock moved by hand. */
function handClock() {
  let nowMs = begins;
  return {
    now: () => nowMs,
    advance: (seconds: number) => {
      nowMs += seconds * 1000;
    },
  };
}

type Open = (t: ExecutionContext) => Promise<{ readonly counters: Counters; advance(seconds: number): void }>;

const inMemory: Open = async () => {
  const clock = handClock();
  return { counters: memoryCounters(clock), advance: clock.advance };
};

const inDatabase: Open = async (t) => {
  const store = await storeUnderTest();
  t.teardown(() => store.close());
  const clock = handClock();
  return { counters: sharedCounters(store.db, clock), advance: clock.advance };
};

for (const [where, open] of [
  ['in memory', inMemory],
  ['in the database', inDatabase],
] as const) {
  test(`${where}: each key counts for itself, and each name`, async (t) => {
    const { counters } = await open(t);
    t.deepEqual(counts(await counters.add([hold('a'), attempt('a'), hold('b')])), [1, 1, 1]);
    t.deepEqual(counts(await counters.add([hold('a')])), [2]);
    t.deepEqual(counts(await counters.read([hold('b'), hold('a'), attempt('a'), hold('c')])), [1, 2, 1, 0]);
  });

  test(`${where}: a count ends its time after its first, and then begins anew`, async (t) => {
    const { counters, advance } = await open(t);
    await counters.add([hold('a')]);
    advance(599);
    const [late] = await counters.add([hold('a')]);
    t.like(late, { count: 2, secondsLeft: 1 });
    advance(2);
    t.deepEqual(counts(await counters.read([hold('a')])), [0]);
    t.like((await counters.add([hold('a')]))[0], { count: 1, secondsLeft: 600 });
  });

  test(`${where}: none is lost when many count at once`, async (t) => {
    const { counters } = await open(t);
    const both = [hold('a'), hold('b')];
    await Promise.all(Array.from({ length: 40 }, (_, turn) => counters.add(turn % 2 === 0 ? both : both.toReversed())));
    t.deepEqual(counts(await counters.read(both)), [40, 40]);
  });
}

test('two processes on one database share what they count; no address can be read there, and it is gone when its time is over', async (t) => {
  const store = await storeUnderTest();
  t.teardown(() => store.close());
  const clock = { now: () => begins };
  const [one, other] = [sharedCounters(store.db, clock), sharedCounters(store.db, clock)];
  await one.add([hold('192.0.2.7')]);
  t.deepEqual(counts(await other.add([hold('192.0.2.7')])), [2]);
  t.false(JSON.stringify(await store.db.selectFrom('bookingCount').selectAll().execute()).includes('192'));
  await forgetCounts(store.db, begins + 599_000);
  t.is((await store.db.selectFrom('bookingCount').selectAll().execute()).length, 1);
  await forgetCounts(store.db, begins + 600_000);
  t.is((await store.db.selectFrom('bookingCount').selectAll().execute()).length, 0);
});
