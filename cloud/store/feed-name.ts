import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/**
 * Draws a name for a feed revision that is given now: 32 hexadecimal digits in the layout of a UUID of version 7 (RFC 9562, 5.7), which are the
 * milliseconds since 1970 of that moment by the cloud's clock and 74 random bits.
 */
export function drawFeedName(atMs: number): string {
  const random = randomBytes(10);
  random[0] = 0x70 | (random[0]! & 0x0f);
  random[2] = 0x80 | (random[2]! & 0x3f);
  return atMs.toString(16).padStart(12, '0') + random.toString('hex');
}

/** When a revision of this name was given, milliseconds since 1970; `null` for a name that says no time: all of its bits were random once. */
export const timeOfFeedName = (name: string): number | null =>
  /^[0-9a-f]{12}7[0-9a-f]{3}[89ab]/.test(name) ? Number.parseInt(name.slice(0, 12), 16) : null;

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
