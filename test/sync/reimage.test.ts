import test from 'ava';
import { trialLengthMs } from '../../cloud/ingest/standing.ts';
import { replacementOf } from '../../edge/core/queue.ts';
import { values } from '../../edge/core/sequence.ts';
import { simulatedDisk } from '../../edge/disk/simulated.ts';
import { every, knownAt, run } from './long-run.ts';
import { worldInMemory } from './world.ts';

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
