import { type Entry, type Header, readLine } from './line.ts';

/** What a segment's bytes hold: its intact run of entries, where it ends, and what follows if something does. */
export type Segment = {
  readonly header: Header | null;
  readonly entries: readonly Entry[];
  /** Bytes of header and whole decisions: what stays when the rest is cut. */
  readonly intactBytes: number;
  readonly tail: Tail | null;
};
/**
 * Bytes after the intact run. `promised`: a later intact entry proves that what is lost here had been synced. `newer`: they are no damage, but
 * of a form that a later version writes.
 */
export type Tail = { readonly offset: number; readonly damage: string; readonly promised: boolean; readonly newer?: true };

const lineFeed = 0x0a;

/** The file of the segment that begins with this entry; names sort as their entries do. */
export const segmentName = (first: number): string => `${String(first).padStart(12, '0')}.journal`;

/** Reads a segment whose entries must go on from `first`; everything wrong with it becomes its tail. */
export function readSegment(read: Uint8Array, first: number): Segment {
  const bytes = Buffer.from(read.buffer, read.byteOffset, read.byteLength);
  const begin = lineAt(bytes, 0);
  const header = headerOf(bytes, begin, first);
  if (typeof header === 'string') return { header: null, entries: [], intactBytes: 0, tail: tailOf(bytes, 0, first - 1, header) };
  if (header.format !== 1) {
    const damage = `format ${JSON.stringify(header.format)} is not known to this version`;
    return { header: null, entries: [], intactBytes: 0, tail: { ...tailOf(bytes, 0, first - 1, damage), newer: true } };
  }
  const entries: Entry[] = [];
  let whole = { count: 0, bytes: endOf(begin) };
  for (let line = lineAt(bytes, whole.bytes); line.start < bytes.length; line = lineAt(bytes, endOf(line))) {
    const entry = entryOf(bytes, line, first + entries.length);
    if (typeof entry === 'string') return cut(header, entries, whole, tailOf(bytes, line.start, first + entries.length, entry));
    entries.push(entry);
    if (!entry.more) whole = { count: entries.length, bytes: endOf(line) };
  }
  const unfinished = whole.count < entries.length;
  const tail = unfinished ? { offset: whole.bytes, damage: 'a decision without its end', promised: false } : null;
  return cut(header, entries, whole, tail);
}

/** Where a line begins, where its LF stands, and whether there is one. */
type Line = { readonly start: number; readonly stop: number; readonly ended: boolean };

const cut = (header: Header, entries: readonly Entry[], whole: { count: number; bytes: number }, tail: Tail | null): Segment => ({
  header,
  entries: entries.slice(0, whole.count),
  intactBytes: whole.bytes,
  tail: tail && { ...tail, offset: Math.min(tail.offset, whole.bytes) },
});

const endOf = ({ stop, ended }: Line): number => (ended ? stop + 1 : stop);

function lineAt(bytes: Buffer, start: number): Line {
  const found = bytes.indexOf(lineFeed, start);
  return { start, stop: found < 0 ? bytes.length : found, ended: found >= 0 };
}

function headerOf(bytes: Buffer, line: Line, first: number): Header | string {
  if (!line.ended) return 'no header';
  const read = readLine(bytes, line.start, line.stop);
  if ('damage' in read) return `header: ${read.damage}`;
  const header = read.value as Header;
  if (header.format !== 1) return header;
  return header.first === first ? header : `header begins at entry ${header.first}, not ${first}`;
}

function entryOf(bytes: Buffer, line: Line, seq: number): Entry | string {
  if (!line.ended) return 'a line without its end';
  const read = readLine(bytes, line.start, line.stop);
  if ('damage' in read) return read.damage;
  const entry = read.value as Entry;
  return entry.seq === seq ? entry : `entry ${entry.seq} where ${seq} belongs`;
}

/**
 * Whether the damage lost a promise: some later entry is intact and its group began after the entry missing here. A header was synced
 * before any entry was written, so any entry at all proves it.
 */
function tailOf(bytes: Buffer, offset: number, missing: number, damage: string): Tail {
  let promised = false;
  for (let line = lineAt(bytes, offset); line.start < bytes.length && !promised; line = lineAt(bytes, endOf(line)))
    promised = isProof(bytes, line.start, line.stop, missing) || endsInProof(bytes, line.start, line.stop, missing);
  return { offset, damage, promised };
}

function isProof(bytes: Buffer, start: number, stop: number, missing: number): boolean {
  const read = readLine(bytes, start, stop);
  return 'value' in read && (read.value as Entry).group > missing;
}

/** Whether a whole entry stands at the end of a damaged line: the line feed before it is what is lost. */
function endsInProof(bytes: Buffer, start: number, stop: number, missing: number): boolean {
  const line = bytes.subarray(start, stop);
  for (let brace = line.indexOf(' {'); brace >= 0; brace = line.indexOf(' {', brace + 1))
    if (brace > checksumLength && isProof(line, brace - checksumLength, line.length, missing)) return true;
  return false;
}

const checksumLength = 8;
