import test from 'ava';
import {
  acknowledged,
  broken,
  closedOutbox,
  grown,
  missing,
  nextBatch,
  sent,
  stalled,
  unsent,
  untaken,
  windowEventsMax,
} from '../../../edge/core/outbox.ts';

test('nothing is sent before the cloud has answered the hello (P7)', (t) => {
  t.is(nextBatch(closedOutbox(10, 0)), null);
  t.deepEqual(nextBatch(acknowledged(closedOutbox(10, 0), 4)), { from: 5, to: 10 });
});

test('at most a window of entries is under way, in batches (P13)', (t) => {
  let outbox = acknowledged(closedOutbox(100_000, 0), 0);
  let batches = 0;
  for (let batch = nextBatch(outbox); batch; batch = nextBatch(outbox)) {
    outbox = sent(outbox, batch.to);
    batches++;
  }
  t.is(outbox.sent, windowEventsMax);
  t.is(batches, windowEventsMax / 64);
  t.deepEqual(nextBatch(acknowledged(outbox, 64)), { from: windowEventsMax + 1, to: windowEventsMax + 64 });
});

test('F16: a gap that the cloud saw is sent again from there', (t) => {
  const outbox = sent(acknowledged(closedOutbox(10, 0), 2), 10);
  t.deepEqual(nextBatch(missing(outbox, 5)), { from: 5, to: 10 });
});

test('F17: a cloud that forgot what it had acknowledged gets it again (P16)', (t) => {
  const outbox = missing(acknowledged(closedOutbox(10, 0), 10), 3);
  t.is(unsent(outbox), 8);
  t.deepEqual(nextBatch(outbox), { from: 3, to: 10 });
});

test('F1: an edge that lost what it knew of the cloud goes on where the cloud says, however long its journal is', (t) => {
  const last = 3 * windowEventsMax;
  const outbox = missing(closedOutbox(last, 0), last - 3);
  t.deepEqual(nextBatch(outbox), { from: last - 3, to: last });
  t.is(unsent(outbox), 4);
});

test('what was under way when the link broke, or was never answered, is sent again (P14)', (t) => {
  const outbox = sent(acknowledged(closedOutbox(10, 0), 2), 10);
  t.is(nextBatch(broken(outbox)), null);
  t.deepEqual(nextBatch(stalled(outbox)), { from: 3, to: 10 });
});

test('what the broker did not take is sent again, and nothing that the cloud has', (t) => {
  const outbox = sent(acknowledged(closedOutbox(10, 0), 2), 10);
  t.deepEqual(nextBatch(untaken(outbox, 7)), { from: 7, to: 10 });
  t.deepEqual(nextBatch(untaken(outbox, 1)), { from: 3, to: 10 });
  t.is(untaken(acknowledged(outbox, 10), 7).sent, 10);
});

test('an acknowledgement beyond the journal or from the past changes nothing (P15)', (t) => {
  const outbox = acknowledged(closedOutbox(10, 0), 6);
  t.is(acknowledged(outbox, 11), outbox);
  t.is(acknowledged(outbox, 3).acked, 6);
  t.is(unsent(grown(outbox, 12)), 6);
});
