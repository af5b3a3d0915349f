import { asQueueEvent, type Recorded } from '#contract/event.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import { evolve } from '../core/evolve.ts';
import { emptyQueue, type Queue } from '../core/queue.ts';
import type { Snapshot } from '../state/port.ts';

/** The queue as the snapshot and the later entries of the journal tell it. Without either, an office with these settings. */
export function recoverQueue(snapshot: Snapshot | null, entries: readonly Recorded[], settings: OfficeSettings): Queue {
  const start = snapshot ? (snapshot.queue as Queue) : emptyQueue(settings);
  return entries.map(asQueueEvent).reduce(evolve, start);
}
