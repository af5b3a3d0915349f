import type { Disk } from '../disk/port.ts';
import { ballastIn } from './ballast.ts';
import type { Kept } from './kept-entries.ts';
import type { Entry } from './line.ts';
import { liveSegment, type SegmentEnd } from './live-segment.ts';
import { mishapOf } from './mishap.ts';

/** Puts entries on the disk for good, group by group, segment by segment, with the reserve's room when the disk is full (F3). */
export type DurableWriter = {
  /** The last entry that is safe. */
  last(): number;
  /** Makes the disk ready for the next group. Answers what stood in the way, or `null`. */
  attach(): Error | null;
  /** One write and one fdatasync. Answers what stood in the way; then nothing of the group counts. */
  write(group: readonly Entry[]): Error | null;
  /** Whether the disk stalls, so that a group had better be written beside the loop. */
  isSlow(): boolean;
  /** As `write`, syncing beside the loop. Nothing else may be asked of the writer until it has resolved. */
  writeBeside(group: readonly Entry[]): Promise<Error | null>;
  /** Begins the next segment if this one is full, so that no visitor's press has to wait for it. */
  turnPage(): void;
  /** Makes the reserve if it is missing and there is room for it. */
  keepReserve(): void;
  close(): void;
};

export type WriterOptions = {
  readonly disk: Disk;
  readonly folder: string;
  readonly id: string;
  readonly end: SegmentEnd;
  readonly last: number;
  readonly kept: Kept;
  readonly segmentBytesMax: number;
  readonly ballastBytes: number;
  /** The reserve was released. */
  readonly onFull: () => void;
};

export function durableWriter({ disk, folder, id, end, last, kept, segmentBytesMax, ballastBytes, onFull }: WriterOptions): DurableWriter {
  const ballast = ballastIn(disk, folder, ballastBytes);
  let live = liveSegment(disk, folder, id, end);
  let durableSeq = last;

  function attempt(call: () => void): Error | null {
    const error = errorOf(call);
    return error && released(error) ? errorOf(call) : error;
  }

  /** Nothing is tried twice on one descriptor: the segment opens another one (F4). */
  function released(error: Error): boolean {
    if (mishapOf(error) !== 'full' || !ballast.release()) return false;
    onFull();
    return true;
  }

  async function attemptBeside(group: readonly Entry[]): Promise<Error | null> {
    const error = await laterErrorOf(() => live.writeBeside(group));
    return error && released(error) ? laterErrorOf(() => live.writeBeside(group)) : error;
  }

  function written(group: readonly Entry[], error: Error | null): Error | null {
    if (error) return error;
    durableSeq = group.at(-1)!.seq;
    kept.add(group);
    return null;
  }

  return {
    last: () => durableSeq,
    attach: () => attempt(live.attach),
    write: (group) =>
      written(
        group,
        attempt(() => live.write(group)),
      ),
    isSlow: () => disk.beside?.isNeeded() ?? false,
    writeBeside: async (group) => written(group, await attemptBeside(group)),
    /** If the new segment cannot be made, the next group's write finds out what to do: nothing was promised in it yet. */
    turnPage() {
      if (live.bytes <= segmentBytesMax) return;
      live.close();
      live = liveSegment(disk, folder, id, { first: durableSeq + 1, bytes: 0, keepTail: false });
      kept.begin(durableSeq + 1);
      attempt(live.attach);
    },
    keepReserve: () => void ballast.keep(),
    close: () => live.close(),
  };
}

function errorOf(call: () => void): Error | null {
  try {
    call();
    return null;
  } catch (error) {
    return error as Error;
  }
}

async function laterErrorOf(call: () => Promise<void>): Promise<Error | null> {
  try {
    await call();
    return null;
  } catch (error) {
    return error as Error;
  }
}
