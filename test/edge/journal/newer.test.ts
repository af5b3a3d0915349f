import test from 'ava';
import { simulatedDisk } from '../../../edge/disk/simulated.ts';
import { writeLine } from '../../../edge/journal/line.ts';
import { NewerJournal } from '../../../edge/journal/recover-journal.ts';
import { firstSegment, journalOf, openOn } from './journal-on.ts';

const header = (format: number) => writeLine({ format, journal: 'a'.repeat(32), first: 1 });
const entry = (seq: number, name: string) =>
  writeLine({ seq, group: seq, name, data: {}, time: '2026-11-23T07:10:00.000Z', steadyMs: 1, boot: 1, clockTrusted: true });

function diskWith(text: string) {
  const disk = simulatedDisk();
  disk.setBytes(firstSegment, Buffer.from(text));
  return disk;
}

test('F30: a journal with a fact of a later version is refused in words and left as it is', (t) => {
  const text = header(1) + entry(1, 'counter.opened') + entry(2, 'robot.greeted') + entry(3, 'counter.closed');
  const disk = diskWith(text);
  const error = t.throws(() => openOn(disk), { instanceOf: NewerJournal });
  t.regex(error!.message, /later version of this program \(entry 2 is a "robot\.greeted"\).*nothing was changed.*Do not rebuild/);
  t.is(Buffer.from(disk.bytes(firstSegment)).toString(), text);
  t.deepEqual(disk.paths(), [firstSegment]);
});

test('F30: so is one whose segments have a form of a later version, be there entries or none', (t) => {
  for (const text of [header(2), header(2) + entry(1, 'counter.opened')]) {
    const disk = diskWith(text);
    t.throws(() => openOn(disk), { instanceOf: NewerJournal, message: /000000000001\.journal: format 2 is not known to this version/ });
    t.is(Buffer.from(disk.bytes(firstSegment)).toString(), text);
  }
});

test('a journal of this version is none of that', async (t) => {
  t.is(openOn(await journalOf(3)).entries.length, 3);
});
