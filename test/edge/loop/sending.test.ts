import test from 'ava';
import { batchBytesMax, batchEventsMax } from '#contract/envelope.ts';
import type { Fact } from '#contract/event.ts';
import { nameOfEvent } from '#contract/event-name.ts';
import { simulatedClock } from '../../../edge/clock/simulated.ts';
import { windowEventsMax } from '../../../edge/core/outbox.ts';
import { simulatedDisk } from '../../../edge/disk/simulated.ts';
import { openJournal } from '../../../edge/journal/disk-journal.ts';
import { simulatedLink } from '../../../edge/link/simulated.ts';
import { createSending } from '../../../edge/loop/sending.ts';
import { filler, issued } from '../../cloud/edge-client.ts';

/** The sending of a journal of `count` entries, to a broker that takes a batch when it is told. */
async function sendingOf(count: number, factsOf: (count: number) => readonly Fact[] = filler) {
  const clock = simulatedClock('2026-11-23T08:10:00+01:00');
  const { journal } = openJournal({
    disk: simulatedDisk(),
    folder: '/journal',
    mintId: () => 'a'.repeat(32),
    after: 0,
    ballastBytes: 4,
  });
  const append = (more: number) => journal.append(factsOf(more), { ...clock.now(), clockTrusted: true }).durable;
  if (count > 0) await append(count);
  const cable = simulatedLink();
  cable.setState('online');
  const waiting: ((isTaken: boolean) => void)[] = [];
  const send: typeof cable.send = (message) =>
    new Promise((resolve) => waiting.push((isTaken) => resolve(isTaken ? cable.send(message) : false)));
  /** How much the cloud has of this journal, as often as that was found to be another one. */
  const others: number[] = [];
  const sending = createSending({ link: { ...cable, send }, journal, clock, source: 'fronta/1/krumlov/kiosk-1' }, 0, (committed) =>
    others.push(committed),
  );
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return {
    sending,
    clock,
    append,
    others,
    nameOf: (seq: number) => nameOfEvent(journal.read(seq, 1)[0]!),
    /** Batches on their way to the broker. */
    underWay: () => waiting.length,
    async broker(isTaken: boolean) {
      for (const settle of waiting.splice(0)) settle(isTaken);
      await turn();
    },
    /** The events of each batch that was taken. */
    batches: () => cable.taken().map((message) => (message.kind === 'events' ? message.body.events : [])),
    /** First and last entry of each batch that was taken. */
    taken: () =>
      cable.taken().map((message) => (message.kind === 'events' ? [message.body.events[0]!.seq, message.body.events.at(-1)!.seq] : [])),
  };
}

test('a whole batch goes out while the one before it is being taken, a window at most until something is acknowledged (P13)', async (t) => {
  const { sending, underWay, broker, taken } = await sendingOf(3 * windowEventsMax);
  sending.sendAfter({ seq: 0 });
  t.is(underWay(), 2);
  while (underWay() > 0) await broker(true);
  const batches = taken();
  t.is(batches.length, windowEventsMax / batchEventsMax);
  t.deepEqual(batches.at(-1), [windowEventsMax - batchEventsMax + 1, windowEventsMax]);
  sending.acknowledge({ seq: batchEventsMax });
  t.is(underWay(), 1);
});

test('a batch is as long as a message may be and no longer, whatever its entries say (P13)', async (t) => {
  const saying = (token: string) => (count: number) => Array.from({ length: count }, (_, index) => issued(index + 1, { token }));
  for (const [token, whole] of [
    ['a'.repeat(64), true],
    ['a'.repeat(1_500), true],
    ['a'.repeat(2_000), false],
    ['\u0001'.repeat(200), true],
    ['\u0001'.repeat(400), false],
    ['"'.repeat(1_000), false],
  ] as const) {
    const { sending, underWay, broker, batches } = await sendingOf(batchEventsMax, saying(token));
    sending.sendAfter({ seq: 0 });
    while (underWay() > 0) await broker(true);
    const taken = batches();
    t.is(taken.length === 1, whole, `${JSON.stringify(token.slice(0, 2))} ${token.length}`);
    t.true(taken.every((events) => JSON.stringify(events).length <= batchBytesMax));
    t.is(taken.flat().length, batchEventsMax);
  }
});

test('what happens while the broker has not taken the last batch goes out together', async (t) => {
  const { sending, append, underWay, broker, taken } = await sendingOf(1);
  sending.sendAfter({ seq: 0 });
  for (let more = 0; more < 5; more += 1) {
    await append(1);
    sending.grow();
  }
  t.is(underWay(), 1);
  await broker(true);
  await broker(true);
  t.deepEqual(taken(), [
    [1, 1],
    [2, 6],
  ]);
});

test('a batch that the broker does not take is sent again', async (t) => {
  const { sending, append, broker, taken } = await sendingOf(100);
  sending.sendAfter({ seq: 0 });
  await broker(false);
  await append(1);
  sending.grow();
  await broker(true);
  await broker(true);
  t.deepEqual(taken(), [
    [1, 64],
    [65, 101],
  ]);
});

test('the last entries too are sent again when nobody acknowledges them, however long nothing new happens (P14)', async (t) => {
  const { sending, clock, broker, taken } = await sendingOf(2 * batchEventsMax);
  sending.sendAfter({ seq: 0 });
  await broker(true);
  sending.acknowledge({ seq: batchEventsMax });
  clock.advance(10_000);
  sending.tick();
  await broker(true);
  t.deepEqual(taken(), [
    [1, 64],
    [65, 128],
    [65, 128],
  ]);
});

test('what becomes of batches from before the cloud was met again says nothing', async (t) => {
  const { sending, broker, underWay, taken } = await sendingOf(2 * batchEventsMax);
  sending.sendAfter({ seq: 0 });
  sending.stop();
  await broker(false);
  sending.acknowledge({ seq: 2 * batchEventsMax });
  t.is(underWay(), 0);
  t.is(sending.unsent(), 0);
  t.deepEqual(taken(), []);
});

test('a journal of which the cloud holds more than it does is an older copy, and nothing of it is sent (F18)', async (t) => {
  const { sending, underWay, others } = await sendingOf(5);
  sending.acknowledge({ seq: 5 });
  t.deepEqual(others, [], 'all of it is no more than it holds');
  const older = await sendingOf(5);
  older.sending.acknowledge({ seq: 6 });
  t.deepEqual(older.others, [6]);
  t.false(older.sending.isOpen());
  t.is(older.underWay() + underWay(), 0);
});

test('a journal that has caught up and has another event at the end of what the cloud has is an older copy, and nothing of it is sent (F18, P61)', async (t) => {
  const same = await sendingOf(5);
  same.sending.sendAfter({ seq: 3, name: same.nameOf(3) });
  t.deepEqual(same.others, []);
  t.true(same.sending.isOpen());
  for (const answer of ['sendAfter', 'acknowledge'] as const) {
    const older = await sendingOf(5);
    older.sending[answer]({ seq: 3, name: '0123456789abcdef' });
    t.deepEqual(older.others, [3]);
    t.false(older.sending.isOpen());
    t.is(older.underWay(), 0);
  }
  same.sending.acknowledge({ seq: 4, name: '0123456789abcdef' });
  t.deepEqual(same.others, [], 'an answer to no hello says nothing of it');
});

test('an acknowledgement beyond the journal, that answers no hello, fails nothing (P15)', async (t) => {
  const { sending, others } = await sendingOf(5);
  sending.sendAfter({ seq: 0 });
  sending.acknowledge({ seq: 99 });
  t.deepEqual(others, []);
  t.is(sending.acked(), 0);
});
