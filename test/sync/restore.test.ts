import test from 'ava';
import { trialLengthMs } from '../../cloud/ingest/standing.ts';
import { replacementOf } from '../../edge/core/queue.ts';
import { values } from '../../edge/core/sequence.ts';
import { stateOf } from '../../edge/core/standing.ts';
import { simulatedDisk } from '../../edge/disk/simulated.ts';
import { confirmNew, promises, step } from './long-run.ts';
import { copyDisk, type WorldEdge, worldInMemory } from './world.ts';

/**
 * A run of a thousand revisions. With FRONTA_FULL=1 the cloud is restored to every one of them and the card lost at every entry, else at a
 * sample that goes through the whole run.
 */
const all = process.env.FRONTA_FULL === '1';
const revisions = 1_000;
const every = all ? 1 : 40;
/** Each so many-th restored cloud goes on booking before the edge is back. */
const lateEvery = all ? 10 : 5;

const knownAt = (edge: WorldEdge): string[] =>
  Object.values(edge.queue().reservations)
    .flatMap((ofDay) => Object.values(ofDay))
    .map((one) => `${one.id} ${stateOf(one)} ${one.start} ${one.pinHash}`)
    .toSorted();

/** The run, and what it looked like at each moment that is asked for. */
async function run(look: (world: Awaited<ReturnType<typeof worldInMemory>>, edge: WorldEdge, revision: number) => Promise<void>) {
  const world = await worldInMemory();
  world.clock.pass(10 * 60_000);
  const disk = simulatedDisk();
  const edge = world.edge(disk);
  edge.plug();
  await world.settle();
  let revision = 0;
  let steps = 0;
  while (revision < revisions) {
    await look(world, edge, revision);
    await step(world, edge, ++steps);
    const office = await world.store.db.selectFrom('office').select('feedRevision').executeTakeFirstOrThrow();
    revision = office.feedRevision;
  }
  return { world, edge, disk, steps };
}

test('F17: whichever revision the cloud is restored to, both sides come together again and no promise is lost (P28)', async (t) => {
  t.timeout(1_200_000);
  const backups = new Map<number, unknown>();
  const { world, edge, disk, steps } = await run(async ({ backup }, _, revision) => {
    if (revision % every === 0 && !backups.has(revision)) backups.set(revision, backup());
  });
  const [promised, known] = [await promises(world), knownAt(edge)];
  t.true(promised.size > revisions / 2 && backups.size >= revisions / every - 1);
  for (const [revision, backup] of backups) {
    const restored = await worldInMemory(backup);
    restored.clock.pass(10 * 60_000);
    // The list of the restored cloud may have grown past the edge's position before the edge is back.
    const late = (revision / every) % lateEvery === 1 ? steps : 0;
    for (let number = 1; number <= late; number += 1) await confirmNew(restored, steps + number);
    const back = restored.edge(copyDisk(disk), { known: edge.queue() });
    back.plug();
    await restored.settle();
    const now = await promises(restored);
    const lost = [...promised].filter(([id, promise]) => now.get(id) !== promise).map(([id]) => id);
    t.deepEqual(lost, [], `lost after revision ${revision}`);
    t.deepEqual(
      knownAt(back).filter((line) => !/^r(\d+)/.test(line) || Number(line.slice(1).split(' ')[0]) <= steps),
      known,
      `after revision ${revision}`,
    );
    t.is(knownAt(back).length, now.size, `after revision ${revision}`);
    const { count } = await restored.store.db
      .selectFrom('event')
      .select((row) => row.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    t.is(Number(count), back.last(), 'every event is stored once');
    t.is(back.unsent(), 0);
    await restored.close();
  }
  await world.close();
});

test('F18: at whichever entry the card is lost, the new one counts its numbers and goes on with those who wait and those who have arrived', async (t) => {
  t.timeout(1_200_000);
  let lookedAt = -1;
  let looks = 0;
  const { world, edge } = await run(async ({ backup }, lost) => {
    if (Math.floor(lost.last() / every) === lookedAt) return;
    lookedAt = Math.floor(lost.last() / every);
    looks += 1;
    const replaced = await worldInMemory(backup());
    replaced.clock.pass(11 * 60_000);
    const fresh = replaced.edge(simulatedDisk(), { mint: 'b'.repeat(32), replaces: looks % 2 === 0 });
    fresh.plug();
    await replaced.settle();
    replaced.clock.pass(trialLengthMs);
    replaced.runTimers();
    await replaced.settle();
    const [before, after] = [lost.queue(), fresh.queue()];
    t.deepEqual(replacementOf(after).elsewhere ?? {}, before.issued, `numbers at entry ${lost.last()}`);
    t.deepEqual(
      [...values(after.tickets)].map(({ number: given, token, ordinal }) => [given, token, ordinal]),
      [...values(before.tickets)]
        .filter(({ state }) => state === 'waiting')
        .map(({ number: given, token, ordinal }) => [given, token, ordinal]),
    );
    t.deepEqual(knownAt(fresh), knownAt(lost));
    await replaced.close();
  });
  t.true(looks > edge.last() / every / 2);
  await world.close();
});
