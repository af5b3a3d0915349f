import { join } from 'node:path';
import type { Recorded } from '#contract/event.ts';
import type { Disk } from '../disk/port.ts';
import { type Entry, type Header, readLine } from './line.ts';
import { lossesIn, type ReadSegment, segmentsIn } from './recover-journal.ts';
import { readSegment, segmentName } from './segment.ts';

/** One segment as `fronta journal verify` tells it. */
export type Verdict = {
  readonly file: string;
  readonly entries: number;
  readonly bytes: number;
  readonly torn: boolean;
  readonly loss: string | null;
};

/** Reads the whole journal and says of each segment what is wrong. Changes nothing. */
export function verifyJournal(disk: Disk, folder: string): readonly Verdict[] {
  const read = readAll(disk, folder);
  return read.map((segment, index) => ({
    file: join(folder, segmentName(segment.first)),
    entries: segment.entries.length,
    bytes: disk.size(join(folder, segmentName(segment.first))),
    torn: segment.tail !== null,
    loss: lossesIn(folder, read.slice(index, index + 2)).find((loss) => loss.startsWith(join(folder, segmentName(segment.first)))) ?? null,
  }));
}

/** What can still be read of a damaged journal. */
export type Salvage = {
  /** `null` where not even a header can be read. */
  readonly journal: string | null;
  /** Intact entries that follow without a gap on entry `after`, to the end of a whole decision. */
  readonly following: readonly Recorded[];
  /** Every intact entry wherever it stands: behind the damage too. */
  readonly scattered: readonly Recorded[];
};

/** Takes every line with a true checksum out of the segments, whatever is between them. */
export function salvage(disk: Disk, folder: string, after: number): Salvage {
  let journal: string | null = null;
  const scattered = new Map<number, Entry>();
  for (const first of segmentsIn(disk, folder)) {
    for (const value of intactLines(disk.read(join(folder, segmentName(first))))) {
      if (isHeader(value)) journal ??= value.journal;
      else scattered.set(value.seq, value);
    }
  }
  const following: Entry[] = [];
  for (let seq = after + 1; scattered.has(seq); seq++) following.push(scattered.get(seq)!);
  const whole = following.findLastIndex(({ more }) => !more) + 1;
  return { journal, following: following.slice(0, whole), scattered: [...scattered.values()] };
}

const readAll = (disk: Disk, folder: string): readonly ReadSegment[] =>
  segmentsIn(disk, folder).map((first) => ({ first, ...readSegment(disk.read(join(folder, segmentName(first))), first) }));

const isHeader = (value: Header | Entry): value is Header => 'format' in value;

function* intactLines(read: Uint8Array): Generator<Header | Entry> {
  const bytes = Buffer.from(read.buffer, read.byteOffset, read.byteLength);
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(0x0a, start);
    const line = readLine(bytes, start, end < 0 ? bytes.length : end);
    if ('value' in line) yield line.value as Header | Entry;
    start = end < 0 ? bytes.length : end + 1;
  }
}
