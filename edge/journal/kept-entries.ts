import { join } from 'node:path';
import type { Disk } from '../disk/port.ts';
import type { Entry } from './line.ts';
import { readSegment, segmentName } from './segment.ts';
import { type SegmentReader, segmentReader } from './segment-reader.ts';

/** Entries kept in memory for the link, which reads mostly the newest. */
const recentMax = 512;

/** The durable entries, read again for the cloud: the newest from memory, older ones a segment at a time. */
export type Kept = {
  /** The oldest entry kept. */
  first(): number;
  add(entries: readonly Entry[]): void;
  /** A new segment begins with this entry. */
  begin(first: number): void;
  /** Entries from `from` to `last`, at most `max`, none from beyond one segment. */
  read(from: number, last: number, max: number): readonly Entry[];
  /** See `Journal.forget`. */
  forget(upTo: number, beforeWall: number): number;
};

/** `newest`: the last entries of the last segment, as the start has read them. */
export function keptEntries(disk: Disk, folder: string, known: readonly number[], newest: readonly Entry[]): Kept {
  let segments = [...known];
  let recent: Entry[] = [...newest];
  /** When a trusted clock first wrote into a segment, by its first entry: asked every hour, and it never changes. */
  const trustedMs = new Map<number, number>();
  /** The segment read last: a cloud that catches up asks for it batch after batch. */
  let reader: SegmentReader | null = null;

  function older(from: number, max: number): readonly Entry[] {
    const first = segments.findLast((begin) => begin <= from) ?? segments[0]!;
    const known = reader?.first === first ? reader.read(from, max) : [];
    if (known.length > 0) return known;
    // Not this segment, or it has grown since.
    reader = segmentReader(disk.read(join(folder, segmentName(first))), first);
    return reader.read(from, max);
  }

  /** When the entries before segment `index` were all written at the latest, as a trusted clock said; `null` if none did since. */
  function writtenBefore(index: number): number | null {
    for (const first of segments.slice(index)) {
      const known = trustedMs.get(first);
      if (known !== undefined) return known;
      const trusted = readSegment(disk.read(join(folder, segmentName(first))), first).entries.find(({ clockTrusted }) => clockTrusted);
      if (!trusted) continue;
      trustedMs.set(first, Date.parse(trusted.time));
      return Date.parse(trusted.time);
    }
    return null;
  }

  return {
    first: () => segments[0]!,
    add(entries) {
      recent.push(...entries);
      if (recent.length > 2 * recentMax) recent = recent.slice(-recentMax);
    },
    begin(first) {
      segments.push(first);
    },
    read(from, last, max) {
      const newest = recent[0];
      if (newest && newest.seq <= from) {
        reader = null;
        return recent.slice(from - newest.seq, Math.min(from - newest.seq + max, last - newest.seq + 1));
      }
      return older(from, max).filter(({ seq }) => seq <= last);
    },
    forget(upTo, beforeWall) {
      const before = segments[0]!;
      try {
        while (segments.length > 1 && segments[1]! - 1 <= upTo && (writtenBefore(1) ?? beforeWall) < beforeWall) {
          disk.remove(join(folder, segmentName(segments[0]!)));
          trustedMs.delete(segments[0]!);
          segments = segments.slice(1);
          disk.syncFolder(folder);
        }
      } catch {
        // Forgetting is no promise: what could not be removed is tried again in an hour.
      }
      return segments[0]! - before;
    },
  };
}
