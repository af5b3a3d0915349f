import type { Transaction } from 'kysely';
import type { Recorded } from '#contract/event.ts';
import type { FeedPosition } from '#contract/reservation.ts';
import { feedNameOf, timeOfFeedName } from '../store/feed-name.ts';
import type { ForgottenWord } from '../store/forgotten-word.ts';
import type { Schema } from '../store/schema.ts';
import type { Projection } from './events.ts';

type Trx = Transaction<Schema>;

/** Brings back what an edge was told and the cloud has forgotten; writes in the given transaction and may be repeated. */
export type Recall = (trx: Trx, word: ForgottenWord, nowMs: number) => Promise<boolean>;

/**
 * The way back of the feed (F17): an edge's journal holds every reservation it was told of, and its events bring them to a cloud that was
 * restored from a backup. Must run before the facts of check-ins and lapses are followed.
 */
export function recallReservations(recall: Recall, now: () => number): Projection {
  return async (trx, { office }, facts) => {
    for (const fact of facts) {
      if (fact.name !== 'feed.applied' && fact.name !== 'feed.kept') continue;
      const { position } = fact.data;
      const isKept = fact.name === 'feed.kept';
      // So it is in all the usual life of a cloud: nothing of its own list is forgotten, whatever has become of it since.
      if (!isKept && (await isOfThisList(trx, office, position))) continue;
      const times = { saidMs: timeOfFeedName(position.name ?? ''), heardMs: heardMs(fact) };
      for (const reservation of fact.name === 'feed.applied' ? fact.data.changes : fact.data.reservations)
        await recall(trx, { office, reservation, position, ...times, isKept }, now());
    }
  };
}

const isOfThisList = async (trx: Trx, office: string, { revision, name }: FeedPosition): Promise<boolean> =>
  name !== undefined && name === (await feedNameOf(trx, office, revision));

const heardMs = ({ clockTrusted, time }: Recorded): number | null => (clockTrusted ? Date.parse(time) : null);
