import test from 'ava';
import { type SimulatedDisk, simulatedDisk } from '../../../edge/disk/simulated.ts';
import { openJournal } from '../../../edge/journal/disk-journal.ts';
import type { Entry } from '../../../edge/journal/line.ts';
import type { Journal } from '../../../edge/journal/port.ts';
import { failedStartsMax, spareMemoryIn } from '../../../edge/journal/spare-memory.ts';
import { fact, folder, openOn, stamp } from './journal-on.ts';

const refusing = (code: string) => () => {
  throw Object.assign(new Error(`${code}: the disk takes nothing`), { code });
};
const healed = (): undefined => undefined;
const ballast = `${folder}/ballast`;
const seqs = (disk: SimulatedDisk): readonly number[] => openOn(disk).entries.map(({ seq }) => seq);

/** Appends one fact and answers the number of its entry once it was promised. */
async function give(journal: Journal, counter: number): Promise<number> {
  const { records, durable } = journal.append([fact(counter)], stamp);
  await durable;
  return records[0]!.seq;
}

function opened(): { disk: SimulatedDisk; journal: Journal; told: string[] } {
  const disk = simulatedDisk();
  const { journal } = openOn(disk);
  const told: string[] = [];
  journal.onDurability((state) => told.push(state));
  return { disk, journal, told };
}

for (const code of ['EROFS', 'ENOSPC', 'EDQUOT'])
  test(`F2 F3: a disk that says ${code} is declared at the first append, numbers go on from memory, and all is appended when it takes them again`, async (t) => {
    const { disk, journal, told } = opened();
    t.is(await give(journal, 1), 1);
    disk.onCall(refusing(code));
    t.is(await give(journal, 2), 2);
    t.deepEqual([journal.durability(), journal.last(), journal.given()], ['volatile', 1, 2]);
    t.is(await give(journal, 3), 3);
    t.deepEqual(
      journal.read(1, 10).map(({ seq }) => seq),
      [1],
      'what is in memory only is not sent to the cloud',
    );
    journal.tend();
    t.is(journal.durability(), 'volatile');
    disk.onCall(healed);
    journal.tend();
    t.deepEqual([journal.durability(), journal.last()], ['durable', 3]);
    t.deepEqual(told, ['volatile', 'durable']);
    t.is(await give(journal, 4), 4);
    t.deepEqual(
      journal.read(1, 10).map(({ seq }) => seq),
      [1, 2, 3, 4],
    );
    disk.cutPower();
    t.deepEqual(seqs(disk), [1, 2, 3, 4]);
  });

test('F2: a start on a read-only disk reads everything, changes nothing and goes on from memory', async (t) => {
  const { disk, journal } = opened();
  await give(journal, 1);
  disk.kill();
  const torn = Buffer.concat([disk.bytes(`${folder}/000000000001.journal`), Buffer.from('1234abcd {"seq":2')]);
  disk.setBytes(`${folder}/000000000001.journal`, torn);
  disk.onCall(refusing('EROFS'));
  const second = openOn(disk);
  t.is(second.journal.durability(), 'volatile');
  t.deepEqual(
    second.entries.map(({ seq }) => seq),
    [1],
  );
  t.is(await give(second.journal, 2), 2);
  t.is(Buffer.compare(disk.bytes(`${folder}/000000000001.journal`), torn), 0);
  disk.onCall(healed);
  second.journal.tend();
  disk.cutPower();
  t.deepEqual(seqs(disk), [1, 2]);
  t.is(disk.paths().filter((path) => path.includes('.torn-')).length, 1, 'the torn tail was copied aside before it was cut');
});

test('F3: a full disk first takes the reserve, promises go on durably, and the reserve is made anew when there is room', async (t) => {
  const { disk, journal, told } = opened();
  journal.tend();
  t.is(disk.size(ballast), 1024 * 1024);
  disk.setCapacity(disk.paths().reduce((sum, path) => sum + disk.size(path), 0) + 10);
  t.is(await give(journal, 1), 1);
  t.deepEqual([journal.durability(), journal.last(), disk.size(ballast)], ['durable', 1, 0]);
  t.deepEqual(told, ['durable'], 'it is told although nothing is lost');
  journal.tend();
  t.is(disk.size(ballast), 0, 'the last room is not taken from the journal');
  disk.setCapacity(10 * 1024 * 1024);
  journal.tend();
  t.is(disk.size(ballast), 1024 * 1024);
});

test('F3: when the reserve is used up too the journal is volatile, and space again makes it durable with every entry in order', async (t) => {
  const { disk, journal } = opened();
  journal.tend();
  disk.setCapacity(disk.paths().reduce((sum, path) => sum + disk.size(path), 0));
  let promised = 0;
  while (journal.durability() === 'durable') promised = await give(journal, promised + 1);
  t.true(promised > 3_000, 'the reserve lasts for thousands of entries');
  for (let more = 0; more < 600; more++) promised = await give(journal, promised + 1);
  t.true(journal.last() < promised);
  disk.setCapacity(64 * 1024 * 1024);
  journal.tend();
  t.deepEqual([journal.durability(), journal.last()], ['durable', promised]);
  disk.cutPower();
  t.deepEqual(
    seqs(disk),
    Array.from({ length: promised }, (_, index) => index + 1),
  );
});

test('F4: a broken disk ends the promises for good, and after too many such starts the office goes on from memory', async (t) => {
  const disk = simulatedDisk();
  const spare = spareMemoryIn(simulatedDisk(), '/run/fronta');
  const start = () =>
    openJournal({ disk, folder, mintId: () => 'a'.repeat(32), after: 0, spare, enduring: spare.hasFailedTooOften(stamp.wall) }).journal;
  await give(start(), 1);
  disk.kill();
  disk.onCall(refusing('EIO'));
  for (let failed = 0; failed < failedStartsMax; failed++) {
    t.throws(start, { code: 'EIO' });
    spare.noteFailure(stamp.wall);
  }
  const journal = start();
  t.is(journal.durability(), 'volatile');
  t.is(await give(journal, 2), 2, 'with the next number');
});

test('F4: starts that failed long ago do not count', (t) => {
  const spare = spareMemoryIn(simulatedDisk(), '/run/fronta');
  for (let failed = 0; failed < failedStartsMax; failed++) spare.noteFailure(stamp.wall);
  t.true(spare.hasFailedTooOften(stamp.wall + 60_000));
  t.false(spare.hasFailedTooOften(stamp.wall + 3_600_000));
});

test('F2: a daemon that dies in volatile mode reuses no number: the next one takes up what was given', async (t) => {
  const disk = simulatedDisk();
  const spare = spareMemoryIn(simulatedDisk(), '/run/fronta');
  const start = () => openJournal({ disk, folder, mintId: () => 'a'.repeat(32), after: 0, spare });
  await give(start().journal, 1);
  disk.onCall(refusing('EROFS'));
  disk.kill();
  const second = start().journal;
  for (const number of [2, 3]) t.is(await give(second, number), number);
  disk.kill();
  const third = start();
  t.deepEqual(
    third.entries.map(({ seq }) => seq),
    [1, 2, 3],
  );
  t.is(third.newest?.seq, 3);
  t.is(await give(third.journal, 4), 4);
  disk.kill();
  disk.onCall(healed);
  const fourth = start();
  t.deepEqual([fourth.journal.durability(), fourth.journal.last()], ['durable', 4]);
  t.is(spare.read(), null);
  disk.cutPower();
  t.deepEqual(seqs(disk), [1, 2, 3, 4]);
});

test('F2: a decision is never parted, in memory or when it is appended at last', async (t) => {
  const { disk, journal } = opened();
  disk.onCall(refusing('EROFS'));
  for (let decision = 0; decision < 300; decision++) await journal.append([fact(1), fact(2), fact(3)], stamp).durable;
  disk.onCall(healed);
  journal.tend();
  const entries = journal.read(1, 1_000) as readonly Entry[];
  t.is(journal.last(), 900);
  for (const { group } of entries) t.is((group - 1) % 3, 0);
});
