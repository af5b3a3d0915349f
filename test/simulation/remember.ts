import type { Moment } from '#contract/event.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import { blockOfNewJournal } from '../../edge/core/new-journal.ts';
import { type Queue, replacing } from '../../edge/core/queue.ts';
import type { Disk } from '../../edge/disk/port.ts';
import { type OpenedJournal, openJournal } from '../../edge/journal/disk-journal.ts';
import type { SpareMemory } from '../../edge/journal/spare-memory.ts';
import { recoverQueue } from '../../edge/loop/recover.ts';
import { replaceOlderCopy } from '../../edge/older-copy.ts';
import type { Snapshots } from '../../edge/state/port.ts';
import { twoGenerations } from '../../edge/state/two-generations.ts';
import type { Sabotage } from './planted/port.ts';

export type Memory = {
  readonly opened: OpenedJournal;
  readonly snapshots: Snapshots;
  readonly queue: Queue;
  readonly acked: number;
  readonly snapshotSeq: number;
};

type Parts = {
  readonly disk: Disk;
  readonly spare: SpareMemory;
  readonly settings: OfficeSettings;
  readonly wall: number;
  readonly clockTrusted: boolean;
  readonly segmentBytesMax: number;
  /** Which replacement the card is, 0 for the first. */
  readonly replacement: number;
  readonly mintId: () => string;
  readonly sabotage: Sabotage;
};

const folder = '/data/journal';
/** Small, so that a life of many starts does not spend its time on it. */
const ballastBytes = 16_384;

/** What the disk remembers at a start, taken up as the edge's main does it. */
export async function remember({
  disk,
  spare,
  settings,
  wall,
  segmentBytesMax,
  mintId,
  sabotage,
  replacement,
  clockTrusted,
}: Parts): Promise<Memory> {
  const away = (resume: Moment): number => (clockTrusted ? Math.max(0, wall - resume.wall) : 0);
  const now = (resume: Moment | null) => ({ wall, steady: resume ? resume.steady + away(resume) : 0, clockTrusted });
  await replaceOlderCopy({ disk, data: '/data', settings, now, mintId });
  const snapshots = sabotage.snapshots(twoGenerations(disk, '/data', () => undefined));
  const enduring = spare.hasFailedTooOften(wall);
  const open = (after: number) => openJournal({ disk, folder, mintId, after, spare, enduring, segmentBytesMax, ballastBytes });
  let snapshot = await snapshots.load();
  let opened = open(snapshot?.seq ?? 0);
  let lost: Queue | null = null;
  if (snapshot && snapshot.journal !== opened.journal.id) {
    await opened.journal.close();
    lost = snapshot.queue as Queue;
    snapshot = null;
    opened = open(0);
  }
  if (snapshot && snapshot.seq > opened.journal.last())
    throw new Error(`the journal ends at entry ${opened.journal.last()}, the snapshot knows entry ${snapshot.seq}`);
  if (opened.journal.first > (snapshot?.seq ?? 0) + 1)
    throw new Error(`the journal begins at ${opened.journal.first}, and no snapshot knows what was before`);
  const queue = sabotage.queue(recoverQueue(snapshot, opened.entries, settings));
  const block = opened.journal.given() === 0 ? blockOfNewJournal(replacement, lost) : null;
  return {
    opened,
    snapshots,
    queue: block ? replacing(queue, block) : queue,
    acked: snapshot?.acked ?? 0,
    snapshotSeq: snapshot?.seq ?? 0,
  };
}
