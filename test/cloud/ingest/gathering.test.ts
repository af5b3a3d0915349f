import test from 'ava';
import type { BatchItem } from '../../../cloud/ingest/batch.ts';
import type { Delivery, Stored } from '../../../cloud/ingest/events.ts';
import { createGathering, groupEventsMax } from '../../../cloud/ingest/gathering.ts';
import { journalA } from '../edge-client.ts';

const item = (seq: number): BatchItem => ({ seq, envelope: '{}', read: { reason: 'of no consequence' } });
const delivery = (edge: string, seq: number, events = 1): Delivery => ({
  from: { office: 'krumlov', edge },
  journal: journalA,
  batches: [Array.from({ length: events }, (_, index) => item(seq + index))],
});
const said = ({ from, batches }: Delivery): string => `${from.edge} ${batches[0]?.[0]?.seq}`;
const stored = (lastSeq: number): Stored => ({ lastSeq, stored: 1, setAside: 0, gap: false, followed: true, unheard: false });

/** Commits that wait for `let`, and what each was asked to store. */
function commits(fails: (group: readonly Delivery[]) => boolean = () => false) {
  const groups: string[][] = [];
  const gate = Promise.withResolvers<void>();
  const gathering = createGathering(async (group) => {
    groups.push(group.map(said));
    await gate.promise;
    if (fails(group)) throw new Error(`refused: ${group.map(said)}`);
    return group.map(({ batches }) => stored(batches[0]?.at(-1)?.seq ?? 0));
  });
  return { gathering, groups, go: gate.resolve };
}

test('what comes of many edges while a commit is under way goes into the next one together', async (t) => {
  const { gathering, groups, go } = commits();
  const all = ['b', 'a', 'c', 'd'].map((edge) => gathering.store(delivery(edge, 1)));
  go();
  await Promise.all(all);
  t.deepEqual(groups, [['b 1'], ['a 1', 'c 1', 'd 1']]);
});

test('each delivery hears of its own outcome, whatever the order in the group', async (t) => {
  const { gathering, go } = commits();
  const all = [delivery('x', 1), delivery('b', 7), delivery('a', 3)].map(gathering.store);
  go();
  t.deepEqual(await Promise.all(all), [stored(1), stored(7), stored(3)]);
});

test('two deliveries of one edge are never in one group, and keep their order', async (t) => {
  const { gathering, groups, go } = commits();
  const all = [delivery('x', 1), delivery('a', 1), delivery('a', 2), delivery('b', 1)].map(gathering.store);
  go();
  await Promise.all(all);
  t.deepEqual(groups, [['x 1'], ['a 1'], ['a 2', 'b 1']]);
});

test('a group takes no more events than a booking may wait for', async (t) => {
  const { gathering, groups, go } = commits();
  const half = groupEventsMax / 2;
  const all = ['x', 'a', 'b', 'c'].map((edge) => gathering.store(delivery(edge, 1, half)));
  go();
  await Promise.all(all);
  t.deepEqual(groups, [['x 1'], ['a 1', 'b 1'], ['c 1']]);
});

test('one that cannot be stored does not spoil its neighbours: each then goes by itself (F25)', async (t) => {
  const { gathering, groups, go } = commits((group) => group.some(({ from }) => from.edge === 'b'));
  const [first, ...rest] = ['x', 'a', 'b', 'c'].map((edge) => gathering.store(delivery(edge, 1)));
  const settled = Promise.allSettled(rest);
  go();
  await first;
  t.deepEqual(
    (await settled).map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  );
  t.deepEqual(groups, [['x 1'], ['a 1', 'b 1', 'c 1'], ['a 1'], ['b 1'], ['c 1']]);
});
