import { setImmediate as breathe } from 'node:timers/promises';
import test from 'ava';
import type { SimulatedDisk } from '../../../edge/disk/simulated.ts';
import { writeLine } from '../../../edge/journal/line.ts';
import { DamagedJournal } from '../../../edge/journal/recover-journal.ts';
import { readSegment } from '../../../edge/journal/segment.ts';
import { firstSegment, journalOf, openOn } from './journal-on.ts';

/** Every place is tried on the reader. Through a whole start that needs minutes: without FRONTA_FULL=1 only some are. */
const everyPlace = process.env.FRONTA_FULL === '1';
const timeoutMs = 20 * 60_000;
const places = everyPlace ? 'every' : 'some';

/** How many entries are there after a start, or 'refused' when the journal is damaged where something was promised. */
function startOn(disk: SimulatedDisk): number | 'refused' {
  try {
    return openOn(disk).entries.length;
  } catch (error) {
    if (error instanceof DamagedJournal) return 'refused';
    throw error;
  }
}

/** The same without the rest of a start: the reader alone decides. */
function readBack(bytes: Uint8Array): { readonly found: number | 'refused'; readonly noticed: boolean } {
  const { entries, tail } = readSegment(bytes, 1);
  return { found: tail?.promised ? 'refused' : entries.length, noticed: tail !== null };
}

const entriesOf = async (count: number, bytesEach: number): Promise<{ disk: SimulatedDisk; bytes: Buffer; ends: readonly number[] }> => {
  const disk = await journalOf(count, bytesEach);
  const bytes = Buffer.from(disk.bytes(firstSegment));
  return { disk, bytes, ends: [...bytes.entries()].filter(([, byte]) => byte === 0x0a).map(([index]) => index + 1) };
};

test(`F1: a journal of 64 KB cut at every offset is read to the whole entries before it, through a start at ${places} offset`, async (t) => {
  const { disk, bytes, ends } = await entriesOf(60, 1_000);
  t.timeout(timeoutMs);
  t.true(bytes.length > 64 * 1024);
  let whole = -1;
  for (let offset = 0; offset <= bytes.length; offset++) {
    if (offset % 1_024 === 0) await breathe();
    if (ends.includes(offset)) whole++;
    const cut = bytes.subarray(0, offset);
    const { found, noticed } = readBack(cut);
    if (found !== Math.max(0, whole) || noticed !== !ends.includes(offset))
      return t.fail(`cut at ${offset}: ${found} entries, not ${whole}`);
    if (!everyPlace && offset % 251 !== 0) continue;
    disk.setBytes(firstSegment, cut);
    if (startOn(disk) !== Math.max(0, whole)) return t.fail(`a start on a journal cut at ${offset}`);
  }
  t.pass();
});

test('F1: every single flipped bit of every line of a journal of 64 KB is noticed: refused where promises follow, a torn tail at the end', async (t) => {
  const { bytes, ends } = await entriesOf(500, 60);
  t.timeout(timeoutMs);
  t.true(bytes.length > 64 * 1024);
  const lineAt = (index: number): Buffer => bytes.subarray(ends[index - 1] ?? 0, ends[index]);
  for (let index = 0; index < ends.length; index++) {
    await breathe();
    const { around, begins, first, isLast } = neighbours(lineAt, index, ends.length);
    for (let offset = 0; offset < lineAt(index).length; offset++)
      for (let bit = 0; bit < 8; bit++) {
        around[begins + offset]! ^= 1 << bit;
        const { tail, entries } = readSegment(around, first);
        around[begins + offset]! ^= 1 << bit;
        if (!tail || tail.promised === isLast || entries.length !== (index > 1 ? 1 : 0))
          return t.fail(`line ${index}, byte ${offset}, bit ${bit}`);
      }
  }
  t.pass();
});

/** A line with what decides over it: the entry before, the entry after, and a header. Entries do not look any further. */
function neighbours(lineAt: (index: number) => Buffer, index: number, count: number) {
  const isLast = index === count - 1;
  const next = isLast ? [] : [lineAt(index + 1)];
  if (index === 0) return { around: Buffer.concat([lineAt(0), ...next]), begins: 0, first: 1, isLast };
  const first = Math.max(1, index - 1);
  const before = [Buffer.from(writeLine({ format: 1, journal: 'a'.repeat(32), first })), ...(index > 1 ? [lineAt(index - 1)] : [])];
  const around = Buffer.concat([...before, lineAt(index), ...next]);
  return { around, begins: Buffer.concat(before).length, first, isLast };
}

test(`F1: a flipped bit at ${everyPlace ? 'every seventh' : 'some'} place of a journal of 64 KB stops a start, or is reported at its end`, async (t) => {
  const { disk, bytes } = await entriesOf(60, 1_000);
  t.timeout(timeoutMs);
  const lastLine = bytes.lastIndexOf(0x0a, bytes.length - 2) + 1;
  for (let place = 0; place < bytes.length * 8; place += everyPlace ? 7 : 1_021) {
    if (place % 64 === 0) await breathe();
    const damaged = Buffer.from(bytes);
    damaged[place >> 3]! ^= 1 << (place & 7);
    disk.setBytes(firstSegment, damaged);
    const found = startOn(disk);
    if (found !== (place >> 3 < lastLine ? 'refused' : 59)) return t.fail(`bit ${place}: ${found}`);
  }
  t.pass();
});

test('F1: whatever stands behind the last entry, of any length up to two blocks, is cut back to it', async (t) => {
  const { bytes } = await entriesOf(60, 1_000);
  const kinds: readonly ((length: number) => Uint8Array)[] = [
    (length) => Buffer.alloc(length),
    (length) => Buffer.alloc(length, 0xa5),
    (length) => Buffer.alloc(length, 0x0a),
    (length) => bytes.subarray(0, length),
    (length) => bytes.subarray(20_000, 20_000 + length),
  ];
  for (const kind of kinds)
    for (let length = 1; length <= 8_192; length += 13) {
      const { found } = readBack(Buffer.concat([bytes, kind(length)]));
      if (found !== 60) return t.fail(`${length} bytes: ${found}`);
    }
  const disk = await journalOf(50, 60);
  const whole = Buffer.from(disk.bytes(firstSegment));
  for (const tail of [Buffer.alloc(4096), Buffer.alloc(4096, 0xa5), Buffer.from('\n\n\n'), whole.subarray(0, 700)]) {
    disk.setBytes(firstSegment, Buffer.concat([whole, tail]));
    t.is(startOn(disk), 50);
    t.is(Buffer.compare(disk.bytes(firstSegment), whole), 0, 'the journal is byte for byte what it was');
  }
});

test('F1: a hole or a stale older block at every sector before promised entries is refused, in the last write it is cut', async (t) => {
  const { bytes, ends } = await entriesOf(60, 1_000);
  for (const size of [512, 4_096])
    for (let begin = 0; begin < bytes.length; begin += 512)
      for (const older of [0, 512, 4_096, 20_480]) {
        const damaged = Buffer.from(bytes);
        if (older === 0) damaged.fill(0, begin, Math.min(begin + size, bytes.length));
        else bytes.copy(damaged, begin, Math.max(0, begin - older), Math.max(0, begin - older) + Math.min(size, bytes.length - begin));
        if (damaged.equals(bytes)) continue;
        const { found, noticed } = readBack(damaged);
        const behind = ends.findIndex((end) => end >= Math.min(begin + size, bytes.length));
        const lost = ends.filter((end) => end <= begin).length - 1;
        const mustRefuse = behind < ends.length - 1;
        if (!noticed || (mustRefuse ? found !== 'refused' : found !== 'refused' && found < Math.max(0, lost)))
          return t.fail(`${size} at ${begin}, ${older}: ${found}`);
      }
  t.pass();
});

test('a hole before promised entries is refused by name and place, and nothing is changed', async (t) => {
  const disk = await journalOf(50, 60);
  const damaged = Buffer.from(disk.bytes(firstSegment));
  damaged.fill(0, 3_000, 3_512);
  disk.setBytes(firstSegment, damaged);
  const error = t.throws(() => openOn(disk), { instanceOf: DamagedJournal });
  t.regex(error.message, /000000000001\.journal at byte \d+, after entry \d+: .*fronta rebuild/s);
  t.is(Buffer.compare(disk.bytes(firstSegment), damaged), 0);
});

test('a segment that is missing in the middle, or shorter than the next one says, is refused', async (t) => {
  const disk = await journalOf(400, 10_000);
  const segments = disk.paths().filter((path) => path.endsWith('.journal'));
  t.true(segments.length >= 3);
  const first = Buffer.from(disk.bytes(segments[0]!));
  disk.setBytes(segments[0]!, first.subarray(0, first.lastIndexOf(0x0a, first.length - 2) + 1));
  t.is(startOn(disk), 'refused');
  disk.setBytes(segments[0]!, first);
  disk.remove(segments[1]!);
  t.is(startOn(disk), 'refused');
});
