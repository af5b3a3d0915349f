import test from 'ava';
import { type BoardSettings, emptyBoard } from '#contract/board.ts';
import type { DownMessage } from '#contract/envelope.ts';
import { exampleOffice } from '#contract/example-office.ts';
import { feedNamesKept, nextFeedRevision } from '../../cloud/reservations/feed-revision.ts';
import { simulatedDisk } from '../../edge/disk/simulated.ts';
import { boardFolder } from '../../edge/state/board-folder.ts';
import { kiosk } from '../cloud/sync-cloud.ts';
import { confirmNew } from './long-run.ts';
import { copyDisk, type World, type WorldEdge, worldInMemory } from './world.ts';

const knownAt = (edge: WorldEdge): string[] =>
  Object.values(edge.queue().reservations)
    .flatMap((ofDay) => Object.keys(ofDay))
    .toSorted();

/** Reservations that the cloud knows; all of them are still to come. */
const knownIn = async ({ store }: World): Promise<string[]> =>
  (await store.db.selectFrom('reservation').select('id').execute()).map(({ id }) => id).toSorted();

const epochOf = async ({ store }: World): Promise<string> =>
  (await store.db.selectFrom('office').select('epoch').executeTakeFirstOrThrow()).epoch;

/**
 * A cloud that is backed up at revision 3, where its edge stands, tells of the revisions 4 to 6 and goes back to the backup; the network has kept
 * what it told. `restored` is the cloud after that, with its edge, which has said hello.
 */
async function restoredBelow(): Promise<{ readonly restored: World; readonly edge: WorldEdge; readonly late: readonly DownMessage[] }> {
  const world = await worldInMemory();
  const disk = simulatedDisk();
  const before = world.edge(disk);
  before.plug();
  await world.settle();
  for (const number of [1, 2, 3]) await confirmNew(world, number);
  await world.settle();
  const backup = world.backup();
  const late = world.keep();
  for (const number of [4, 5, 6]) await confirmNew(world, number);
  await world.settle();
  const restored = await worldInMemory(backup);
  const edge = restored.edge(copyDisk(disk), { known: before.queue() });
  edge.plug();
  await restored.settle();
  await world.close();
  return { restored, edge, late };
}

test('F17: a word of the time before a backup that comes after it, of a revision that has been given again, is no word of this list (P56)', async (t) => {
  const { restored, edge, late } = await restoredBelow();
  t.is(late.length, 1);
  const before = await epochOf(restored);
  // The new list goes as far as the old one, and is told while the old word is the first to arrive.
  const told = restored.keep();
  for (const number of [7, 8, 9]) await confirmNew(restored, number);
  await restored.settle();
  restored.deliver();
  await edge.hear(late[0]!);
  for (const message of told) await edge.hear(message);
  await restored.settle();
  t.deepEqual(knownAt(edge), ['r1', 'r2', 'r3', 'r4', 'r5', 'r6', 'r7', 'r8', 'r9']);
  t.deepEqual(await knownIn(restored), knownAt(edge));
  t.not(await epochOf(restored), before);
  await restored.close();
});

test('F17: an old word that arrives when the new list was followed for a while takes nothing back (P57)', async (t) => {
  const { restored, edge, late } = await restoredBelow();
  await confirmNew(restored, 7);
  await restored.settle();
  t.true(knownAt(edge).includes('r7'));
  await edge.hear(late[0]!);
  await restored.settle();
  t.true(knownAt(edge).includes('r7'));
  t.deepEqual(await knownIn(restored), knownAt(edge));
  for (const number of [8, 9, 10]) await confirmNew(restored, number);
  await restored.settle();
  t.deepEqual(await knownIn(restored), knownAt(edge));
  await restored.close();
});

test('P55: every revision of a feed has a name of its own beside its number, and so has what it follows on', async (t) => {
  const world = await worldInMemory();
  const edge = world.edge(simulatedDisk());
  edge.plug();
  await world.settle();
  const told = world.keep();
  await confirmNew(world, 1);
  await world.settle();
  world.deliver();
  for (const message of told) await edge.hear(message);
  await confirmNew(world, 2);
  const next = world.keep();
  await world.settle();
  const [first, second] = [told, next]
    .map((messages) => messages.find(({ kind }) => kind === 'feed'))
    .map((message) => (message?.kind === 'feed' ? message.body : null));
  t.regex(first?.position.name ?? '', /^[0-9a-f]{32}$/);
  t.is(second?.afterName, first?.position.name);
  t.not(second?.position.name, first?.position.name);
  t.deepEqual(edge.queue().feed, first?.position);
  await world.close();
});

test('P55: of the names of an office the newest are kept, and who stands further back starts again from a snapshot', async (t) => {
  const world = await worldInMemory();
  await confirmNew(world, 1);
  const edge = world.edge(simulatedDisk());
  edge.plug();
  await world.settle();
  edge.unplug();
  const before = await epochOf(world);
  await world.store.db.transaction().execute(async (trx) => {
    for (let count = 0; count < feedNamesKept; count += 1) await nextFeedRevision(trx, kiosk.office, world.clock.now());
  });
  t.is((await world.store.db.selectFrom('feedName').select('revision').execute()).length, feedNamesKept);
  await confirmNew(world, 2);
  edge.plug();
  await world.settle();
  t.deepEqual(knownAt(edge), ['r1', 'r2']);
  t.not(await epochOf(world), before);
  await world.close();
});

test('P58: an edge made before there were names, or whose cloud does not say that it reads them, hears and says none', async (t) => {
  const world = await worldInMemory();
  const edge = world.edge(simulatedDisk(), { readsNames: false });
  edge.plug();
  await world.settle();
  for (const number of [1, 2]) {
    await confirmNew(world, number);
    await world.settle();
  }
  t.deepEqual(knownAt(edge), ['r1', 'r2']);
  t.deepEqual(edge.queue().feed, { epoch: await epochOf(world), revision: 2 });
  t.notRegex(JSON.stringify(edge.said.filter(({ kind }) => kind !== 'events')), /"name"|"reads"|"board"/);
  await world.close();
});

test('P58: an edge that has names says none to a cloud that went back to a version without them, and goes on by number', async (t) => {
  const world = await worldInMemory();
  const disk = simulatedDisk();
  const before = world.edge(disk);
  before.plug();
  await confirmNew(world, 1);
  await world.settle();
  t.truthy(before.queue().feed?.name);
  before.unplug();
  const edge = world.edge(copyDisk(disk), { known: before.queue(), readsNames: false });
  edge.plug();
  await confirmNew(world, 2);
  await world.settle();
  t.deepEqual(knownAt(edge), ['r1', 'r2']);
  t.notRegex(JSON.stringify(edge.said.filter(({ kind }) => kind !== 'events')), /"name"|"reads"/);
  await world.close();
});

test('F17: a cloud that went back to before the first notice takes it from the board, by what the edge says that it has (P59)', async (t) => {
  const board: BoardSettings = {
    notices: [{ id: 'n1', text: { cs: 'V pátek zavřeno' }, from: null, until: null, picture: null }],
    ways: {},
  };
  const world = await worldInMemory();
  const backup = world.backup();
  const disk = simulatedDisk();
  const keeper = await boardFolder(disk, '/data', t.log);
  const edge = world.edge(disk, { board: keeper });
  const settings = JSON.stringify({ ...exampleOffice, office: kiosk.office, revision: 2, board });
  await world.store.db.updateTable('office').set({ settings, settingsRevision: 2 }).execute();
  edge.plug();
  await world.settle();
  t.deepEqual(keeper.settings(), board);
  const told = world.keep();
  edge.unplug();
  edge.plug();
  await world.settle();
  t.false(
    told.some(({ kind }) => kind === 'board'),
    'what the edge has is not told again',
  );
  const restored = await worldInMemory(backup);
  const back = restored.edge(copyDisk(disk), { known: edge.queue(), board: keeper });
  back.plug();
  await restored.settle();
  t.deepEqual(keeper.settings(), emptyBoard);
  await Promise.all([world.close(), restored.close()]);
});
