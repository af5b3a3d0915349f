import test from 'ava';
import type { SimulatedDisk } from '../../../edge/disk/simulated.ts';
import { DamagedJournal } from '../../../edge/journal/recover-journal.ts';
import { firstSegment, journalOf, openOn } from './journal-on.ts';

/** How many entries are there after a start, or 'refused' when the journal is damaged where something was promised. */
function startOn(disk: SimulatedDisk): number | 'refused' {
  try {
    return openOn(disk).entries.length;
  } catch (error) {
    if (error instanceof DamagedJournal) return 'refused';
    throw error;
  }
}

const count = 500;
const bytesEach = 60;

test('a journal cut at any offset recovers to the whole entries before it', async (t) => {
  const disk = await journalOf(count, bytesEach);
  const bytes = Buffer.from(disk.bytes(firstSegment));
  t.true(bytes.length > 64 * 1024);
  const ends = [...bytes.entries()].filter(([, byte]) => byte === 0x0a).map(([index]) => index + 1);
  for (let offset = 0; offset <= bytes.length; offset += offset > bytes.length - 2_000 ? 7 : 499) {
    disk.setBytes(firstSegment, bytes.subarray(0, offset));
    const whole = Math.max(0, ends.filter((end) => end <= offset).length - 1);
    const found = startOn(disk);
    if (found !== whole) return t.fail(`cut at ${offset}: ${found} entries, not ${whole}`);
  }
  t.pass();
});

test('a flipped bit is always noticed: refused where promises follow, reported at the end', async (t) => {
  const disk = await journalOf(count, bytesEach);
  const bytes = Buffer.from(disk.bytes(firstSegment));
  const lastLine = bytes.lastIndexOf(0x0a, bytes.length - 2) + 1;
  for (let offset = 0; offset < bytes.length; offset += 509) {
    const damaged = Buffer.from(bytes);
    damaged[offset] = bytes[offset]! ^ (1 << (offset % 8));
    disk.setBytes(firstSegment, damaged);
    const found = startOn(disk);
    if (found !== (offset < lastLine ? 'refused' : count - 1)) return t.fail(`a bit at ${offset}: ${found}`);
  }
  t.pass();
});

test('a zeroed or garbage tail is cut back to the last whole entry', async (t) => {
  const disk = await journalOf(50, bytesEach);
  const bytes = Buffer.from(disk.bytes(firstSegment));
  for (const tail of [Buffer.alloc(4096), Buffer.alloc(4096, 0xa5), Buffer.from('\n\n\n'), bytes.subarray(0, 700)]) {
    disk.setBytes(firstSegment, Buffer.concat([bytes, tail]));
    t.is(startOn(disk), 50);
    t.is(Buffer.compare(disk.bytes(firstSegment), bytes), 0, 'the journal is byte for byte what it was');
  }
});

test('a hole before promised entries is refused by name and place, and nothing is changed', async (t) => {
  const disk = await journalOf(50, bytesEach);
  const damaged = Buffer.from(disk.bytes(firstSegment));
  damaged.fill(0, 3_000, 3_512);
  disk.setBytes(firstSegment, damaged);
  const error = t.throws(() => openOn(disk), { instanceOf: DamagedJournal });
  t.regex(error.message, /000000000001\.journal at byte \d+, after entry \d+: .*fronta rebuild/s);
  t.is(Buffer.compare(disk.bytes(firstSegment), damaged), 0);
});

test('a segment that is missing in the middle is refused', async (t) => {
  const disk = await journalOf(400, 10_000);
  const segments = disk.paths();
  t.true(segments.length >= 3);
  disk.remove(segments[1]!);
  t.is(startOn(disk), 'refused');
});
