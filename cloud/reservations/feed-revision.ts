import type { Transaction } from 'kysely';
import type { Schema } from '../store/schema.ts';

/**
 * The office's next feed revision, taken inside the transaction of a change that edges must hear of. The row of the office is locked
 * by it until the commit, so revisions become visible in their order and a reader never skips one.
 */
export async function nextFeedRevision(trx: Transaction<Schema>, office: string): Promise<number> {
  const { feedRevision } = await trx
    .updateTable('office')
    .set((row) => ({ feedRevision: row('feedRevision', '+', 1) }))
    .where('id', '=', office)
    .returning('feedRevision')
    .executeTakeFirstOrThrow();
  return feedRevision;
}
