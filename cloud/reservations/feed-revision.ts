import type { Transaction } from 'kysely';
import { drawFeedName, feedNameOf, timeOfFeedName } from '../store/feed-name.ts';
import type { Schema } from '../store/schema.ts';

/** Names of an office that are kept: an edge that stands further back, after months away, starts again from a snapshot. */
export const feedNamesKept = 4_096;

/**
 * The office's next feed revision, taken at `nowMs` inside the transaction of a change that edges must hear of. The row of the office is locked
 * by it until the commit, so revisions become visible in their order and a reader never skips one. Its name is drawn with it (P55): the number
 * comes again after a restore, the name does not. It says when, and never an earlier moment than the revision before, whatever clocks do.
 */
export async function nextFeedRevision(trx: Transaction<Schema>, office: string, nowMs: number): Promise<number> {
  const { feedRevision } = await trx
    .updateTable('office')
    .set((row) => ({ feedRevision: row('feedRevision', '+', 1) }))
    .where('id', '=', office)
    .returning('feedRevision')
    .executeTakeFirstOrThrow();
  const before = timeOfFeedName((await feedNameOf(trx, office, feedRevision - 1)) ?? '');
  const name = drawFeedName(Math.max(nowMs, before === null ? 0 : before + 1));
  await trx.insertInto('feedName').values({ office, revision: feedRevision, name }).execute();
  await trx
    .deleteFrom('feedName')
    .where('office', '=', office)
    .where('revision', '=', feedRevision - feedNamesKept)
    .execute();
  return feedRevision;
}
