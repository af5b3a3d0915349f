import test from 'ava';
import { Envelope } from '#contract/envelope.ts';
import { nameOfEvent } from '#contract/event-name.ts';
import { exampleOffice } from '#contract/example-office.ts';
import { hashPin } from '../../cloud/reservations/pin.ts';
import { values } from '../../edge/core/sequence.ts';
import { type SimulatedDisk, simulatedDisk } from '../../edge/disk/simulated.ts';
import { openJournal } from '../../edge/journal/disk-journal.ts';
import { OlderCopy } from '../../edge/loop/older-copy.ts';
import { recoverQueue } from '../../edge/loop/recover.ts';
import { markOlderCopy, replaceOlderCopy } from '../../edge/older-copy.ts';
import { twoGenerations } from '../../edge/state/two-generations.ts';
import { confirmNew, pinNumber } from './long-run.ts';
import { copyDisk, type World, type WorldEdge, worldInMemory } from './world.ts';

const newJournal = 'd'.repeat(32);
let tokens = 0;
const take = (edge: WorldEdge) =>
  edge.submit({ kind: 'take', service: 'vozidla', origin: 'staff', token: `token-of-a-ticket-${String(++tokens).padStart(6, '0')}` });
const come = (edge: WorldEdge, number: number) =>
  edge.submit({ kind: 'check-in', pinHash: hashPin('key', pinNumber(number)), token: `token-of-check-in-${number}`, offlineSince: null });

/** What the cloud has of a journal, event by event. */
const storedOf = async ({ store }: World, journal: string): Promise<readonly string[]> =>
  (await store.db.selectFrom('event').select('envelope').where('journal', '=', journal).orderBy('seq').execute()).map(
    ({ envelope }) => envelope,
  );

/** All but the place: what an event says. */
const saidIn = (envelopes: readonly string[]): readonly string[] =>
  envelopes.map((text) => {
    const { type, time, data, steadyMs, boot, clockTrusted } = Envelope.parse(JSON.parse(text));
    return JSON.stringify({ type, time, data, steadyMs, boot, clockTrusted });
  });

/**
 * An office whose card was copied, gave `lost` more tickets that the cloud heard of, and works on from the copy, without a link, for `given` more;
 * somebody with a reservation came to each of them. Then the two meet.
 */
async function forked(lost: number, given: number, readsNames = true) {
  const world = await worldInMemory();
  world.clock.pass(10 * 60_000);
  const disk = simulatedDisk();
  const card = world.edge(disk);
  card.plug();
  await world.settle();
  for (const number of [5, 10, 15]) await confirmNew(world, number);
  await world.settle();
  for (let ticket = 0; ticket < 3; ticket++) await take(card);
  await world.settle();
  const common = card.last();
  const copy = copyDisk(disk);
  await come(card, 5);
  for (let ticket = 0; ticket < lost; ticket++) await take(card);
  await world.settle();
  card.unplug();
  world.clock.pass(60_000);
  const failures: Error[] = [];
  const older = world.edge(copy, { readsNames, fail: (error) => void failures.push(error) });
  await come(older, 10);
  for (let ticket = 0; ticket < given; ticket++) await take(older);
  const before = await storedOf(world, card.journal);
  older.plug();
  await world.settle();
  older.unplug();
  return { world, card, older, copy, common, before, failures };
}

/** The next start, on what the card says then. */
async function renewed(world: World, disk: SimulatedDisk, found: OlderCopy): Promise<WorldEdge> {
  markOlderCopy(disk, '/data', found);
  const now = () => ({ wall: world.clock.now(), steady: world.clock.now(), clockTrusted: true });
  await replaceOlderCopy({ disk, data: '/data', settings: exampleOffice, mintId: () => newJournal, now });
  const snapshot = await twoGenerations(disk, '/data', () => undefined).load();
  const { entries } = openJournal({ disk, folder: '/data/journal', mintId: () => '', after: snapshot?.seq ?? 0, ballastBytes: 4 });
  return world.edge(disk, { known: recoverQueue(snapshot, entries, exampleOffice) });
}

for (const [lost, given] of [
  [4, 4],
  [4, 9],
  [9, 2],
  [1_500, 1_600],
] as const)
  test(`F18: an older copy of a card that gave ${given} numbers where ${lost} are known notices it, and where both part (P61, P62)`, async (t) => {
    t.timeout(120_000);
    const { world, card, older, common, before, failures } = await forked(lost, given);
    t.is(failures.length, 1);
    t.true(failures[0] instanceof OlderCopy);
    t.is((failures[0] as OlderCopy).common, common);
    t.regex(failures[0]!.message, /^this is an older copy of the card: .*; both have the same up to entry \d+$/);
    t.is(older.said.filter(({ kind }) => kind === 'events').length, 0, 'nothing of it goes out');
    t.deepEqual(await storedOf(world, card.journal), before);
    await world.close();
  });

test('F18: an older copy that has caught up tells under a new journal what it gave and who came; nothing that the cloud has is lost or another (P61)', async (t) => {
  const { world, card, older, copy, common, before, failures } = await forked(4, 6);
  const numbers = (edge: WorldEdge): readonly string[] => [...values(edge.queue().tickets)].map(({ number }) => number);
  const given = numbers(older).slice(3);
  const edge = await renewed(world, copy, failures[0] as OlderCopy);
  t.is(edge.journal, newJournal);
  edge.plug();
  await world.settle();
  world.clock.pass(10_000);
  world.runTimers();
  await world.settle();
  await take(edge);
  await world.settle();
  t.is(edge.unsent(), 0);
  t.deepEqual(await storedOf(world, card.journal), before, 'the lost card keeps its place in the cloud');
  const told = await storedOf(world, newJournal);
  const untold = told.slice(0, older.last() - common);
  t.deepEqual(
    saidIn(untold)
      .map((said) => JSON.parse(said).data.number)
      .filter(Boolean),
    given,
    'what the copy gave is told once',
  );

  const tickets = [...values(edge.queue().tickets)];
  t.is(new Set(tickets.map(({ token }) => token)).size, tickets.length);
  t.is(tickets.length, 3 + 5 + 7 + 1, 'who has a number of either waits');
  t.true(tickets.every(({ state }) => state === 'waiting'));
  t.is(tickets.filter(({ number }) => number === 'A9001').length, 1, 'a number that nobody has');
  const rows = await world.store.db.selectFrom('ticket').selectAll().execute();
  for (const { ordinal, number, token, state } of tickets)
    t.deepEqual(
      rows.filter((row) => row.ordinal === ordinal).map((row) => [row.number, row.token, row.state]),
      [[number, token, state]],
    );
  const came = await world.store.db.selectFrom('reservation').select(['id', 'state']).orderBy('id').execute();
  t.deepEqual(
    came.map(({ id, state }) => `${id} ${state}`),
    ['r10 checkedIn', 'r15 confirmed', 'r5 checkedIn'],
  );
  await world.close();
});

test('F18: a new journal that had begun when its start was cut short is not replaced once more', async (t) => {
  const { world, copy, failures } = await forked(4, 6);
  const found = failures[0] as OlderCopy;
  const edge = await renewed(world, copy, found);
  markOlderCopy(copy, '/data', found);
  const again = { disk: copy, data: '/data', settings: exampleOffice, mintId: () => 'e'.repeat(32), now: () => t.fail() as never };
  t.regex((await replaceOlderCopy(again)) ?? '', /had begun/);
  t.is(await replaceOlderCopy(again), null);
  t.is(openJournal({ disk: copy, folder: '/data/journal', mintId: () => '', after: 0, ballastBytes: 4 }).journal.id, edge.journal);
  await world.close();
});

test('P61: the name of an event is the same at the edge and out of what the cloud has stored of it', async (t) => {
  const { world, card, before } = await forked(4, 1);
  for (const text of before) {
    const { seq, time, steadyMs, boot, data } = Envelope.parse(JSON.parse(text));
    t.regex(nameOfEvent({ seq, time, steadyMs, boot, data }), /^[0-9a-f]{16}$/);
  }
  t.is(new Set(before.map((text) => nameOfEvent(JSON.parse(text)))).size, card.last());
  await world.close();
});

for (const readsNames of [true, false])
  test(`P61: names of events are ${readsNames ? '' : 'not '}said to an edge that does ${readsNames ? '' : 'not '}say that it reads them`, async (t) => {
    const world = await worldInMemory();
    const edge = world.edge(simulatedDisk(), { readsNames });
    await take(edge);
    edge.plug();
    await world.settle();
    edge.unplug();
    await take(edge);
    const told = world.keep();
    edge.plug();
    await world.settle();
    const answer = told.find(({ kind }) => kind === 'resend');
    t.is('name' in (answer?.body ?? {}), readsNames);
    await world.close();
  });

test('P62: an edge of an office whose cloud cannot say where the two part begins anew all the same', async (t) => {
  const { failures } = await forked(4, 2, false);
  t.true(failures[0] instanceof OlderCopy);
  t.is((failures[0] as OlderCopy).common, null);
});
