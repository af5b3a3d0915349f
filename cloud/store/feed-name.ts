import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/**
 * How an office's list names a feed revision (P55); `null` for one that it gave before there were names, or so long ago that its name is not kept.
 * Who says a revision with its name stood on this very list, whatever the epoch was called then.
 */
export async function feedNameOf(db: Kysely<Schema>, office: string, revision: number): Promise<string | null> {
  const row = await db
    .selectFrom('feedName')
    .select('name')
    .where('office', '=', office)
    .where('revision', '=', revision)
    .executeTakeFirst();
  return row?.name ?? null;
}
