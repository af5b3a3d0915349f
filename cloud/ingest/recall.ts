import type { Transaction } from 'kysely';
import { Envelope, unseal } from '#contract/envelope.ts';
import type { FedReservation, FeedPosition } from '#contract/reservation.ts';
import type { EdgeName } from '#contract/topic.ts';
import { feedNameOf } from '../store/feed-name.ts';
import type { Schema } from '../store/schema.ts';
import type { Projection } from './events.ts';
import { eventsOf } from './journal-day.ts';
import { journalsOf } from './standing.ts';

type Trx = Transaction<Schema>;

/** Brings back what an edge was told and the cloud has forgotten; writes in the given transaction and may be repeated. */
export type Recall = (
  trx: Trx,
  told: {
    readonly office: string;
    readonly reservation: FedReservation;
    readonly position: FeedPosition;
    /** The cloud's present list, too, has told the edge just this: whoever changed it since did so after the forgotten list had ended. */
    readonly wasOurs: boolean;
    readonly nowMs: number;
  },
) => Promise<boolean>;

/** Where it is searched for what the present list has said before: in so many of an edge's journals, so many of their last events and words. */
const [journalsMax, eventsMax, wordsMax] = [4, 20_000, 64];

/**
 * The way back of the feed (F17): an edge's journal holds every reservation it was told of, and its events bring them to a cloud that was
 * restored from a backup. Must run before the facts of check-ins and lapses are followed.
 */
export function recallReservations(recall: Recall, now: () => number): Projection {
  return async (trx, from, facts) => {
    const { office } = from;
    let ours: ReadonlySet<string> | null = null;
    for (const fact of facts) {
      if (fact.name !== 'feed.applied' && fact.name !== 'feed.kept') continue;
      // So it is in all the usual life of a cloud: nothing of its own list is forgotten, whatever has become of it since.
      if (fact.name === 'feed.applied' && (await isOfThisList(trx, office, fact.data.position))) continue;
      const told = fact.name === 'feed.applied' ? fact.data.changes : fact.data.reservations;
      // What a snapshot lacked is only brought back, never set against what the cloud has learnt of it since.
      const position = fact.name === 'feed.applied' ? fact.data.position : { ...fact.data.position, revision: -1 };
      ours ??= await saidByThisList(trx, from);
      for (const reservation of told) {
        const wasOurs = fact.name === 'feed.applied' && ours.has(sameness(reservation));
        await recall(trx, { office, reservation, position, wasOurs, nowMs: now() });
      }
    }
  };
}

const isOfThisList = async (trx: Trx, office: string, { revision, name }: FeedPosition): Promise<boolean> =>
  name !== undefined && name === (await feedNameOf(trx, office, revision));

/** What an edge's newest words say that the present list has told it. Asked after a restore alone. */
async function saidByThisList(trx: Trx, from: EdgeName): Promise<ReadonlySet<string>> {
  const said = new Set<string>();
  for (const { id, lastSeq } of (await journalsOf(trx, from)).slice(-journalsMax)) {
    const words = eventsOf(trx, from, id)
      .select('envelope')
      .where('seq', '>', lastSeq - eventsMax)
      .where('name', '=', 'feed.applied');
    for (const { envelope } of await words.orderBy('seq', 'desc').limit(wordsMax).execute()) {
      const word = unseal(Envelope.parse(JSON.parse(envelope)));
      if (!('recorded' in word) || word.recorded.name !== 'feed.applied') continue;
      const { position, changes } = word.recorded.data;
      if (await isOfThisList(trx, from.office, position)) for (const reservation of changes) said.add(sameness(reservation));
    }
  }
  return said;
}

const sameness = ({ id, start, state, pinHash }: FedReservation): string => `${id} ${start} ${state} ${pinHash}`;
