import type { Kysely } from 'kysely';
import type { Schema } from '../store/schema.ts';

/** Rows kept; older ones make room. */
export const setAsideRowsMax = 10_000;
/** Characters of a message kept. */
const payloadLengthMax = 16 * 1024;
const reasonLengthMax = 1_000;

export type Unread = { readonly topic: string; readonly reason: string; readonly payload: string };

/** Keeps what was not understood with its reason (F25). */
export async function setAside(db: Kysely<Schema>, atMs: number, { topic, reason, payload }: Unread): Promise<void> {
  const row = {
    receivedMs: atMs,
    topic: topic.slice(0, reasonLengthMax),
    reason: reason.slice(0, reasonLengthMax),
    payload: payload.slice(0, payloadLengthMax),
  };
  const { id } = await db.insertInto('setAside').values(row).returning('id').executeTakeFirstOrThrow();
  await db
    .deleteFrom('setAside')
    .where('id', '<=', id - setAsideRowsMax)
    .execute();
}
