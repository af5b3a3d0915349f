import test from 'ava';
import { type Entry, writeLine } from '../../../edge/journal/line.ts';
import { segmentReader } from '../../../edge/journal/segment-reader.ts';
import { filler } from '../../cloud/edge-client.ts';

const first = 101;
const header = writeLine({ format: 1, journal: 'a'.repeat(32), first });
const lines = filler(200).map((fact, index) =>
  writeLine({ ...fact, seq: first + index, time: '2026-11-23T08:10:00Z', steadyMs: 1, boot: 1, clockTrusted: true, group: first }),
);
const reader = (text = header + lines.join('')) => segmentReader(Buffer.from(text), first);
const seqs = (entries: readonly Entry[]): readonly number[] => entries.map(({ seq }) => seq);
const run = (from: number, count: number): readonly number[] => Array.from({ length: count }, (_, index) => from + index);

test('a segment is read piece by piece, forwards, and again from before', (t) => {
  const piece = reader();
  t.deepEqual(seqs(piece.read(101, 64)), run(101, 64));
  t.deepEqual(seqs(piece.read(165, 64)), run(165, 64));
  t.deepEqual(seqs(piece.read(240, 64)), run(240, 61));
  t.deepEqual(piece.read(301, 64), []);
  t.deepEqual(seqs(piece.read(110, 3)), run(110, 3));
});

test('what is asked for from before the segment begins with its first entry', (t) => {
  t.deepEqual(seqs(reader().read(50, 2)), [101, 102]);
});

test('nothing is read of a damaged line, of what stands behind it, and of a line without its end', (t) => {
  const spoilt = lines.with(5, lines[5]!.replace('ok', 'ko'));
  t.deepEqual(seqs(reader(header + spoilt.join('')).read(101, 64)), run(101, 5));
  t.deepEqual(reader(header + spoilt.join('')).read(106, 64), []);
  t.deepEqual(seqs(reader((header + lines.slice(0, 3).join('')).slice(0, -1)).read(101, 64)), [101, 102]);
  t.deepEqual(reader('').read(101, 64), []);
});
