import test from 'ava';
import { simulatedDisk } from '../../../edge/disk/simulated.ts';
import { openJournal } from '../../../edge/journal/disk-journal.ts';
import { fact, firstSegment, folder, journalOf, openOn, stamp } from './journal-on.ts';

test('F1: what was promised is there after a power cut, in order, with the next number after it', async (t) => {
  const disk = await journalOf(3);
  disk.cutPower();
  const { journal, entries, torn } = openOn(disk);
  t.deepEqual(
    entries.map(({ seq, data }) => [seq, data]),
    [1, 2, 3].map((n) => [n, { counter: n }]),
  );
  t.is(torn, null);
  t.is(journal.boot, 2);
  t.is(journal.append([fact(4)], stamp).records[0]!.seq, 4);
});

test('F1: what nobody was promised may be lost, wherever the power cut tears it', async (t) => {
  const whole = await journalOf(2);
  const promised = whole.bytes(firstSegment).length;
  for (let kept = 0; ; kept++) {
    const disk = await journalOf(2);
    const { journal } = openOn(disk);
    let left = 0;
    disk.onCall((call) => {
      if (call !== 'sync') return undefined;
      left = disk.bytes(firstSegment).length - promised;
      throw new Error('the power is gone');
    });
    await t.throwsAsync(journal.append([fact(3), fact(4)], stamp).durable);
    disk.onCall(() => undefined);
    if (kept > left) break;
    disk.cutPower(() => kept);
    const entries = openOn(disk).entries.map(({ seq }) => seq);
    t.deepEqual(entries, kept === left ? [1, 2, 3, 4] : [1, 2], `${kept} of ${left} bytes kept: a decision is there whole or not at all`);
  }
});

test('appends that wait together share one write and one sync', async (t) => {
  const disk = simulatedDisk();
  const { journal } = openOn(disk);
  const calls: string[] = [];
  disk.onCall((call) => void calls.push(call));
  const all = [1, 2, 3].map((n) => journal.append([fact(n)], stamp));
  t.is(journal.last(), 0, 'nothing is promised before the sync');
  await Promise.all(all.map(({ durable }) => durable));
  t.deepEqual(calls, ['write', 'sync']);
  t.is(journal.last(), 3);
});

test('a short write is completed, not taken for done', async (t) => {
  const disk = simulatedDisk();
  const { journal } = openOn(disk);
  disk.onCall((call) => (call === 'write' ? 7 : undefined));
  await journal.append([fact(1)], stamp).durable.catch(() => undefined);
  disk.onCall(() => undefined);
  disk.cutPower();
  t.is(openOn(disk).entries.length, 1);
});

test('F4: after a failed sync nothing more is promised on that journal', async (t) => {
  const disk = simulatedDisk();
  const { journal } = openOn(disk);
  disk.onCall((call) => {
    if (call === 'sync') throw Object.assign(new Error('EIO'), { code: 'EIO' });
    return undefined;
  });
  await t.throwsAsync(journal.append([fact(1)], stamp).durable, { message: 'EIO' });
  disk.onCall(() => undefined);
  await t.throwsAsync(journal.append([fact(2)], stamp).durable, { message: 'EIO' });
  t.is(journal.last(), 0);
});

test('segments rotate, and every entry stays readable for the cloud', async (t) => {
  const disk = simulatedDisk();
  const { journal } = openOn(disk);
  for (let index = 1; index <= 300; index++) await journal.append([fact(index, 10_000)], stamp).durable;
  t.true(disk.paths().length > 2);
  t.deepEqual(
    journal.read(1, 2).map(({ seq }) => seq),
    [1, 2],
  );
  t.deepEqual(
    journal.read(299, 5).map(({ seq }) => seq),
    [299, 300],
  );
  t.is(openOn(disk, 290).entries.length, 10, 'a restart replays only what the snapshot does not know');
  t.is(openOn(disk, 300).journal.boot, 2);
});

test('a torn tail is copied aside before it is cut', async (t) => {
  const disk = await journalOf(2);
  disk.setBytes(firstSegment, Buffer.concat([disk.bytes(firstSegment), Buffer.from('1234abcd {"seq":3')]));
  const { torn, entries } = openOn(disk);
  t.regex(torn!, /000000000001\.journal: .* at byte \d+; the tail was copied aside/);
  t.is(entries.length, 2);
  const aside = disk.paths().find((path) => path.startsWith(`${folder}/000000000001.journal.torn-`))!;
  t.is(Buffer.from(disk.bytes(aside)).toString(), '1234abcd {"seq":3');
});

test('whoever waits for the entry that fills a segment does not wait until the next one is made', async (t) => {
  const disk = simulatedDisk();
  const { journal } = openJournal({ disk, folder, mintId: () => 'a'.repeat(32), after: 0, segmentBytesMax: 100 });
  await journal.append([fact(1, 200)], stamp).durable;
  t.is(disk.size(`${folder}/000000000002.journal`), 0);
  await new Promise(setImmediate);
  t.true(disk.size(`${folder}/000000000002.journal`) > 0);
  await journal.append([fact(2, 200)], stamp).durable;
  await journal.close();
  await new Promise(setImmediate);
  t.is(disk.size(`${folder}/000000000003.journal`), 0);
  t.deepEqual(
    openOn(disk).entries.map(({ seq }) => seq),
    [1, 2],
  );
});
