import type { EdgeName } from '#contract/topic.ts';
import type { CloudClock } from '../clock.ts';
import type { Store } from '../store/open.ts';
import { readDeliveries } from './deliveries.ts';
import { type Delivery, type Projection, type Refused, type Stored, storeDeliveries } from './events.ts';
import { createGathering } from './gathering.ts';

/** What became of a part of what an edge sent: it is committed or refused, or nobody can read it. Plain data, so that it can come from another thread. */
export type Taken =
  | { readonly kind: 'stored'; readonly journal: string; readonly outcome: Stored | Refused }
  | { readonly kind: 'unreadable'; readonly reason: string; readonly text: string };

/**
 * Reads and stores `events` messages of one edge, in their order, and tells of each part once it is committed and not before. Resolves after
 * the last word; rejects when something could not be stored, and what came after it was not taken.
 */
export type Taking = (from: EdgeName, texts: readonly string[], tell: (taken: Taken) => Promise<void>) => Promise<void>;

export type TakingOptions = {
  readonly store: Pick<Store, 'db'>;
  readonly clock: CloudClock;
  /** What follows from each new fact; run in this order within the transaction that stores them. */
  readonly projections: readonly Projection[];
};

/** Takes events where it is called. What comes of many edges at once is committed together. */
export function createTaking({ store, clock, projections }: TakingOptions): Taking {
  const gathering = createGathering((deliveries) => storeDeliveries(store.db, deliveries, { atMs: clock.now(), projections }));

  /** One commit for all of it; where that fails, for each batch, up to the one that cannot be stored. */
  const take = async (delivery: Delivery, tell: (taken: Taken) => Promise<void>): Promise<void> => {
    const outcome = await gathering.store(delivery).catch((error: unknown) => {
      if (delivery.batches.length === 1) throw error;
      return null;
    });
    if (outcome) return tell({ kind: 'stored', journal: delivery.journal, outcome });
    for (const batch of delivery.batches) await take({ ...delivery, batches: [batch] }, tell);
  };

  return async (from, texts, tell) => {
    for (const delivery of readDeliveries(from, texts))
      if ('reason' in delivery) await tell({ kind: 'unreadable', ...delivery });
      else await take(delivery, tell);
  };
}
