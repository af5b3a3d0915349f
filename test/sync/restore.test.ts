import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { trialLengthMs } from '../../cloud/ingest/standing.ts';
import { replacementOf } from '../../edge/core/queue.ts';
import { values } from '../../edge/core/sequence.ts';
import { stateOf } from '../../edge/core/standing.ts';
import { simulatedDisk } from '../../edge/disk/simulated.ts';
import { backUp, confirmNew, promises, step } from './long-run.ts';
import { copyDisk, openWorld, type WorldEdge } from './world.ts';

/** With FRONTA_FULL=1 every one of a thousand, else a sample of fewer. */
const all = process.env.FRONTA_FULL === '1';
const steps = all ? 1_400 : 160;
const every = all ? 1 : 40;
/** Each so many-th restored cloud goes on booking before the edge is back. */
const lateEvery = all ? 10 : 2;

const knownAt = (edge: WorldEdge): string[] =>
  Object.values(edge.queue().reservations)
    .flatMap((ofDay) => Object.values(ofDay))
    .map((one) => `${one.id} ${stateOf(one)} ${one.start} ${one.pinHash}`)
    .toSorted();

test('F17: whichever revision the cloud is restored to, both sides come together again and no promise is lost (P28)', async (t) => {
  t.timeout(1_200_000);
  const folder = mkdtempSync(join(tmpdir(), 'fronta-restore-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const world = await openWorld(`sqlite:${join(folder, 'cloud.sqlite')}`);
  world.clock.pass(10 * 60_000);
  const disk = simulatedDisk();
  const edge = world.edge(disk);
  edge.plug();
  await world.settle();
  const backups: string[] = [];
  let backedUp = -1;
  for (let number = 1; number <= steps; number += 1) {
    const { feedRevision } = await world.store.db.selectFrom('office').select('feedRevision').executeTakeFirstOrThrow();
    if (feedRevision % every === 0 && feedRevision !== backedUp) {
      backedUp = feedRevision;
      backups.push(join(folder, `backup-${feedRevision}.sqlite`));
      await backUp(world, backups.at(-1)!);
    }
    await step(world, edge, number);
  }
  const [promised, known] = [await promises(world), knownAt(edge)];
  await world.close();
  t.true(promised.size > steps / 2);
  for (const [index, backup] of backups.entries()) {
    const restored = await openWorld(`sqlite:${backup}`);
    restored.clock.pass(10 * 60_000);
    // The list of the restored cloud may have grown past the edge's position before the edge is back.
    const late = index % lateEvery === 1 ? steps : 0;
    for (let number = 1; number <= late; number += 1) await confirmNew(restored, steps + number);
    const back = restored.edge(copyDisk(disk));
    back.plug();
    await restored.settle();
    const now = await promises(restored);
    for (const [id, promise] of promised) t.is(now.get(id), promise, `${id} after ${backup}`);
    t.deepEqual(
      knownAt(back).filter((line) => !/^r(\d+)/.test(line) || Number(line.slice(1).split(' ')[0]) <= steps),
      known,
      backup,
    );
    t.is(knownAt(back).length, now.size, backup);
    const { count } = await restored.store.db
      .selectFrom('event')
      .select((row) => row.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    t.is(Number(count), back.last(), 'every event is stored once');
    t.is(back.unsent(), 0);
    await restored.close();
    rmSync(backup);
  }
});

test('F18: at whichever entry the card is lost, the new one counts its numbers and goes on with those who wait and those who have arrived', async (t) => {
  t.timeout(1_200_000);
  const folder = mkdtempSync(join(tmpdir(), 'fronta-re-image-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const world = await openWorld(`sqlite:${join(folder, 'cloud.sqlite')}`);
  world.clock.pass(10 * 60_000);
  const edge = world.edge(simulatedDisk());
  edge.plug();
  await world.settle();
  let backedUp = 0;
  for (let number = 1; number <= steps; number += 1) {
    await step(world, edge, number);
    if (Math.floor(edge.last() / every) === backedUp) continue;
    backedUp = Math.floor(edge.last() / every);
    const backup = join(folder, `${number}.sqlite`);
    await backUp(world, backup);
    const replaced = await openWorld(`sqlite:${backup}`);
    replaced.clock.pass(11 * 60_000);
    const fresh = replaced.edge(simulatedDisk(), { mint: 'b'.repeat(32), replaces: number % 2 === 0 });
    fresh.plug();
    await replaced.settle();
    replaced.clock.pass(trialLengthMs);
    replaced.runTimers();
    await replaced.settle();
    const [before, after] = [edge.queue(), fresh.queue()];
    t.deepEqual(replacementOf(after).elsewhere ?? {}, before.issued, `numbers at entry ${edge.last()}`);
    t.deepEqual(
      [...values(after.tickets)].map(({ number: given, token, ordinal }) => [given, token, ordinal]),
      [...values(before.tickets)]
        .filter(({ state }) => state === 'waiting')
        .map(({ number: given, token, ordinal }) => [given, token, ordinal]),
    );
    t.deepEqual(knownAt(fresh), knownAt(edge));
    await replaced.close();
    rmSync(backup);
  }
  await world.close();
});
