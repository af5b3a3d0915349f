import type { Transaction } from 'kysely';
import type { FedReservation, FeedPosition } from '#contract/reservation.ts';
import { feedNameOf } from '../store/feed-name.ts';
import type { Schema } from '../store/schema.ts';
import type { Projection } from './events.ts';

/** Brings back what an edge was told and the cloud has forgotten; writes in the given transaction and may be repeated. */
export type Recall = (
  trx: Transaction<Schema>,
  told: { readonly office: string; readonly reservation: FedReservation; readonly position: FeedPosition; readonly nowMs: number },
) => Promise<boolean>;

/**
 * The way back of the feed (F17): an edge's journal holds every reservation it was told of, and its events bring them to a cloud that was
 * restored from a backup. Must run before the facts of check-ins and lapses are followed.
 */
export function recallReservations(recall: Recall, now: () => number): Projection {
  return async (trx, { office }, facts) => {
    for (const fact of facts) {
      if (fact.name !== 'feed.applied' && fact.name !== 'feed.kept') continue;
      // So it is in all the usual life of a cloud: nothing of its own list is forgotten, whatever has become of it since.
      if (fact.name === 'feed.applied' && (await isOfThisList(trx, office, fact.data.position))) continue;
      const told = fact.name === 'feed.applied' ? fact.data.changes : fact.data.reservations;
      // What a snapshot lacked is only brought back, never set against what the cloud has learnt of it since.
      const position = fact.name === 'feed.applied' ? fact.data.position : { ...fact.data.position, revision: -1 };
      for (const reservation of told) await recall(trx, { office, reservation, position, nowMs: now() });
    }
  };
}

const isOfThisList = async (trx: Transaction<Schema>, office: string, { revision, name }: FeedPosition): Promise<boolean> =>
  name !== undefined && name === (await feedNameOf(trx, office, revision));
