import { type Entry, readLine } from './line.ts';

/** A segment of the past, read piece by piece. */
export type SegmentReader = {
  readonly first: number;
  /** Entries from `from` on, at most `max`; none behind the end or behind a damaged line. */
  read(from: number, max: number): readonly Entry[];
};

const lineFeed = 0x0a;

/**
 * Reads no more of a segment than is asked for: all its entries at once would keep a press waiting while the cloud catches up. Pieces that
 * follow one another cost no search. `first` is the segment's first entry.
 */
export function segmentReader(bytes: Uint8Array, first: number): SegmentReader {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const begin = endOfLine(text, 0) ?? text.length;
  let next = { seq: first, offset: begin };
  return {
    first,
    read(from, max) {
      if (from < next.seq) next = { seq: first, offset: begin };
      const entries: Entry[] = [];
      for (let end = endOfLine(text, next.offset); end !== null && entries.length < max; end = endOfLine(text, next.offset)) {
        if (next.seq >= from) {
          const read = readLine(text, next.offset, end - 1);
          if ('damage' in read || (read.value as Entry).seq !== next.seq) break;
          entries.push(read.value as Entry);
        }
        next = { seq: next.seq + 1, offset: end };
      }
      return entries;
    },
  };
}

/** Where the line ends that begins at `offset`, its LF included; `null` when it does not. */
function endOfLine(text: Buffer, offset: number): number | null {
  const found = text.indexOf(lineFeed, offset);
  return found < 0 ? null : found + 1;
}
