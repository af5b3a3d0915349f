import test from 'ava';
import { simulatedDisk } from '../../../edge/disk/simulated.ts';
import { quickSyncsMin, stallMs, watchStalls } from '../../../edge/disk/stalls.ts';
import { openJournal } from '../../../edge/journal/disk-journal.ts';
import { fact, firstSegment, folder, openOn, stamp } from './journal-on.ts';

/** A journal on a disk that stalls: each sync of a group waits until the test lets it go, or says what fails. */
function stalling(segmentBytesMax?: number) {
  const disk = simulatedDisk();
  const syncs: PromiseWithResolvers<void>[] = [];
  let isNeeded = true;
  const beside = {
    isNeeded: () => isNeeded,
    async sync(descriptor: number) {
      const gate = Promise.withResolvers<void>();
      syncs.push(gate);
      await gate.promise;
      disk.sync(descriptor);
    },
  };
  const options = { disk: { ...disk, beside }, folder, mintId: () => 'a'.repeat(32), after: 0 };
  const { journal } = openJournal(segmentBytesMax === undefined ? options : { ...options, segmentBytesMax });
  const appended: number[] = [];
  const append = (counter: number): Promise<void> => {
    const { durable } = journal.append([fact(counter)], stamp);
    durable.then(
      () => appended.push(counter),
      () => undefined,
    );
    return durable;
  };
  const recover = () => {
    setQuick();
    disk.kill();
    return openOn(disk).entries.map(({ seq }) => seq);
  };
  const setQuick = (): void => {
    isNeeded = false;
  };
  return { disk, journal, syncs, append, appended, recover, setQuick };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('while the disk stalls nothing is promised, the loop goes on, and all that comes meanwhile shares the next sync (F4)', async (t) => {
  const { journal, syncs, append, appended, recover } = stalling();
  const first = append(1);
  await turn();
  const later = [append(2), append(3)];
  await turn();
  t.is(syncs.length, 1);
  t.deepEqual([journal.last(), journal.given(), appended], [0, 3, []]);
  syncs[0]!.resolve();
  await first;
  t.is(journal.last(), 1);
  await turn();
  t.is(syncs.length, 2);
  t.deepEqual(appended, [1]);
  syncs[1]!.resolve();
  await Promise.all(later);
  t.is(journal.last(), 3);
  t.deepEqual(recover(), [1, 2, 3]);
});

test('a sync beside the loop that fails is final: its group and all that waited is promised by nobody (F4)', async (t) => {
  const { journal, syncs, append, appended } = stalling();
  const first = append(1);
  await turn();
  const second = append(2);
  syncs[0]!.reject(Object.assign(new Error('EIO: i/o error'), { code: 'EIO' }));
  await t.throwsAsync(first, { message: /EIO/ });
  await t.throwsAsync(second, { message: /EIO/ });
  await t.throwsAsync(append(3), { message: /EIO/ });
  t.is(syncs.length, 1, 'nothing is tried again on this disk');
  t.deepEqual([journal.last(), appended], [0, []]);
});

test('a disk that is full while it stalls: the reserve is released, the group is written again, and then the office goes on from memory (F3)', async (t) => {
  const { disk, journal, syncs, append } = stalling();
  journal.tend();
  const told: string[] = [];
  journal.onDurability((state) => told.push(state));
  const full = Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' });
  const first = append(1);
  await turn();
  syncs[0]!.reject(full);
  await turn();
  t.is(syncs.length, 2);
  syncs[1]!.resolve();
  await first;
  t.deepEqual([journal.last(), told], [1, ['durable']]);
  const second = append(2);
  const third = append(3);
  await turn();
  syncs[2]!.reject(full);
  await Promise.all([second, third]);
  t.deepEqual([journal.last(), journal.durability(), told], [1, 'volatile', ['durable', 'volatile']]);
  journal.tend();
  t.deepEqual([journal.last(), journal.durability()], [3, 'durable']);
  t.true(disk.size(firstSegment) > 0);
});

test('a disk that is itself again is written at once again, after what is under way', async (t) => {
  const { journal, syncs, append, appended, setQuick, recover } = stalling();
  const first = append(1);
  await turn();
  setQuick();
  const second = append(2);
  await turn();
  t.deepEqual(appended, []);
  syncs[0]!.resolve();
  await Promise.all([first, second]);
  t.is(syncs.length, 1);
  t.is(journal.last(), 2);
  t.deepEqual(recover(), [1, 2]);
});

test('closing waits for what is under way, and segments turn between groups as ever', async (t) => {
  const { journal, syncs, append, appended, recover } = stalling(200);
  for (let counter = 1; counter <= 4; counter++) {
    const durable = append(counter);
    await turn();
    syncs.at(-1)!.resolve();
    await durable;
  }
  const last = append(5);
  await turn();
  const closed = journal.close();
  await turn();
  t.deepEqual(appended, [1, 2, 3, 4]);
  syncs.at(-1)!.resolve();
  await Promise.all([last, closed]);
  t.deepEqual(recover(), [1, 2, 3, 4, 5]);
});

test('one slow sync tells that the disk stalls, and only many quick ones that it does no more', (t) => {
  const stalls = watchStalls();
  stalls.took(stallMs);
  t.false(stalls.areLikely());
  stalls.took(stallMs + 1);
  for (let quick = 0; quick < quickSyncsMin; quick++) {
    t.true(stalls.areLikely());
    stalls.took(1);
  }
  t.false(stalls.areLikely());
});
