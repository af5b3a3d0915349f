import test from 'ava';
import { all, confirmNew, every, knownAt, promises, revisions, run } from './long-run.ts';
import { copyDisk, worldInMemory } from './world.ts';

/** Each so many-th restored cloud goes on booking before the edge is back. */
const lateEvery = all ? 10 : 5;

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
