import test from 'ava';
import { simulatedDisk } from '../../../edge/disk/simulated.ts';
import { openJournal } from '../../../edge/journal/disk-journal.ts';
import { createLookingBack } from '../../../edge/loop/looking-back.ts';
import { OlderCopy } from '../../../edge/loop/older-copy.ts';

const stamp = { wall: Date.parse('2026-11-23T07:10:00.000Z'), steady: 0, clockTrusted: true };

test('F18, F2: an older copy goes on while what it promised is in memory alone, and ends once it is on the disk', async (t) => {
  const disk = simulatedDisk();
  const { journal } = openJournal({ disk, folder: '/data/journal', mintId: () => 'a'.repeat(32), after: 0, ballastBytes: 4 });
  const append = () => journal.append([{ name: 'counter.opened', data: { counter: 1 } }], stamp).durable;
  await append();
  disk.onCall(() => {
    throw Object.assign(new Error('EROFS'), { code: 'EROFS' });
  });
  await append();
  t.is(journal.durability(), 'volatile');
  const failures: Error[] = [];
  const asked: number[] = [];
  const link = { reads: () => true };
  const { begin, compare } = createLookingBack({ journal, link, fail: (error) => void failures.push(error as Error) }, (upTo) =>
    asked.push(upTo),
  );
  begin(1);
  compare({ journal: journal.id, first: 1, names: ['another event'] });
  t.deepEqual([asked, failures], [[1], []]);
  disk.onCall(() => undefined);
  journal.tend();
  t.is(journal.durability(), 'durable');
  begin(1);
  compare({ journal: journal.id, first: 1, names: ['another event'] });
  t.true(failures[0] instanceof OlderCopy);
});
