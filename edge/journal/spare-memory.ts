import { join } from 'node:path';
import type { Disk } from '../disk/port.ts';
import { type Entry, type Header, readLine, writeLine } from './line.ts';
import { writeAll } from './write-all.ts';

/** A start that fails to append within this time of others like it counts as one of a row. */
const failedStartMs = 10 * 60_000;
/** Failed starts in a row after which the office goes on from memory instead of ending again (F4). */
export const failedStartsMax = 3;

/**
 * A folder that outlives the process but not the power (systemd's RuntimeDirectory). Holds what was given in volatile mode, so that a
 * daemon that dies meanwhile reuses no number, and the starts that failed. It is a second help, never a promise: no error of it matters.
 */
export type SpareMemory = {
  /** What a daemon before this one gave in volatile mode: its journal and the entries. */
  read(): { readonly journal: string; readonly entries: readonly Entry[] } | null;
  add(journal: string, entries: readonly Entry[]): void;
  /** What was given is on the disk now. Failed starts are forgotten by time alone: one that opens a file proves nothing. */
  clear(): void;
  /** Notes that this start ends because the disk failed. `wall` ms. */
  noteFailure(wall: number): void;
  /** Whether so many starts failed lately that the next failure must not end the process again. */
  hasFailedTooOften(wall: number): boolean;
};

export function spareMemoryIn(disk: Disk, folder: string): SpareMemory {
  const given = join(folder, 'given-in-memory');
  const failures = join(folder, 'failed-starts');
  const lines = (path: string): readonly unknown[] =>
    withoutError(() => {
      const read = Buffer.from(disk.read(path)).toString('utf8').split('\n').slice(0, -1);
      const values = read.map((line) => readLine(Buffer.from(line)));
      const damaged = values.findIndex((line) => 'damage' in line);
      return values.slice(0, damaged < 0 ? values.length : damaged).map((line) => (line as { value: unknown }).value);
    }) ?? [];
  const addLines = (path: string, texts: readonly string[]): void => {
    withoutError(() => {
      disk.list(folder);
      const descriptor = disk.open(path);
      try {
        writeAll(disk, descriptor, Buffer.from(texts.join('')));
      } finally {
        disk.close(descriptor);
      }
    });
  };

  return {
    read() {
      const [header, ...entries] = lines(given) as [Header?, ...Entry[]];
      return header ? { journal: header.journal, entries } : null;
    },
    add(journal, entries) {
      const isNew = withoutError(() => disk.size(given)) === 0;
      const header = isNew ? [writeLine({ format: 1, journal, first: entries[0]!.seq })] : [];
      addLines(given, [...header, ...entries.map(writeLine)]);
    },
    clear() {
      if (withoutError(() => disk.size(given))) withoutError(() => disk.remove(given));
    },
    noteFailure: (wall) => addLines(failures, [writeLine({ failedAt: wall })]),
    hasFailedTooOften(wall) {
      const recent = (lines(failures) as { failedAt: number }[]).filter(({ failedAt }) => Math.abs(wall - failedAt) < failedStartMs);
      return recent.length >= failedStartsMax;
    },
  };
}

/** No spare memory at all: what was given in volatile mode lives as long as the process. */
export const noSpareMemory: SpareMemory = {
  read: () => null,
  add: () => undefined,
  clear: () => undefined,
  noteFailure: () => undefined,
  hasFailedTooOften: () => false,
};

function withoutError<Value>(call: () => Value): Value | null {
  try {
    return call();
  } catch {
    return null;
  }
}
