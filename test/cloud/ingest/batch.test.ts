import test from 'ava';
import { edgeRoot } from '#contract/topic.ts';
import { readBatch } from '../../../cloud/ingest/batch.ts';
import { continuation } from '../../../cloud/ingest/events.ts';
import { filler, journalA, journalB, sealed } from '../edge-client.ts';
import { kiosk } from '../sync-cloud.ts';

const root = edgeRoot(kiosk);
const read = (events: readonly unknown[], journal = journalA) => readBatch(root, JSON.stringify({ journal, events }));
const good = sealed(kiosk, journalA, 5, filler(3));

/** Seq and, for a poison event, nothing more. */
const places = (events: readonly unknown[]): readonly (readonly [number, boolean])[] => {
  const batch = read(events);
  return batch.ok ? batch.items.map(({ seq, read: item }) => [seq, 'recorded' in item]) : [];
};

test('a good batch is read in the order of its journal, each place once', (t) => {
  t.deepEqual(places([good[2], good[0], good[1], good[0]]), [
    [5, true],
    [6, true],
    [7, true],
  ]);
});

test('a poison event keeps its place: what it says, else after its predecessor, else before its successor (F25)', (t) => {
  t.deepEqual(places([good[0], { seq: 6 }, good[2]]), [
    [5, true],
    [6, false],
    [7, true],
  ]);
  t.deepEqual(places([good[0], 'garbage', null]), [
    [5, true],
    [6, false],
    [7, false],
  ]);
  t.deepEqual(places([17, {}, good[2]]), [
    [5, false],
    [6, false],
    [7, true],
  ]);
});

test('a batch of which no event says where it stands is set aside whole (F25)', (t) => {
  t.deepEqual(read([{}, {}]), { ok: false, reason: 'no event of the batch says its seq' });
});

test('events of a message too long to be read take their places all the same (F25)', (t) => {
  const long = { ...good[0], data: { state: 'x'.repeat(600_000) } };
  t.deepEqual(places([long]), [[5, false]]);
  t.false(readBatch(root, 'x'.repeat(3_000_000)).ok);
});

test('an event of another journal in the batch is poison', (t) => {
  const batch = readBatch(root, JSON.stringify({ journal: journalB, events: [good[0]] }));
  t.true(batch.ok && 'reason' in (batch.items[0]?.read ?? {}));
});

test('a batch without events, with too many or without a journal is set aside whole', (t) => {
  for (const body of [
    { journal: journalA, events: [] },
    { journal: journalA, events: sealed(kiosk, journalA, 1, filler(65)) },
    { events: good },
  ])
    t.false(readBatch(root, JSON.stringify(body)).ok);
});

test('only what continues the journal without a gap is fresh (F16)', (t) => {
  const batch = read([...good, ...sealed(kiosk, journalA, 10, filler(1))]);
  if (!batch.ok) return t.fail(batch.reason);
  const fresh = (lastSeq: number) => {
    const { fresh: items, gap } = continuation(batch.items, lastSeq);
    return [items.map(({ seq }) => seq), gap];
  };
  t.deepEqual(fresh(3), [[], true]);
  t.deepEqual(fresh(4), [[5, 6, 7], true]);
  t.deepEqual(fresh(6), [[7], true]);
  t.deepEqual(fresh(9), [[10], false]);
  t.deepEqual(fresh(10), [[], false]);
});
