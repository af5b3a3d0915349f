import type { Kysely } from 'kysely';
import { eventNamesMax, nameOfEvent } from '#contract/event-name.ts';
import type { EdgeName } from '#contract/topic.ts';
import type { Schema } from '../store/schema.ts';
import { eventsOf } from './journal-day.ts';

export type Names = { readonly first: number; readonly names: readonly (string | null)[] };

/**
 * The names of a journal's newest events up to `upTo`, `eventNamesMax` at most, as they stand here; `null` for one that is missing or says too
 * little of itself. An edge sees by them where its journal and what the cloud has of it part (P62).
 */
export async function namesOfEvents(
  db: Kysely<Schema>,
  from: EdgeName,
  journal: string,
  upTo: number,
  most = eventNamesMax,
): Promise<Names> {
  const first = Math.max(1, upTo - most + 1);
  const names: (string | null)[] = Array.from({ length: Math.max(0, upTo - first + 1) }, () => null);
  const rows = await eventsOf(db, from, journal)
    .select(['seq', 'envelope'])
    .where('seq', '>=', first)
    .where('seq', '<=', upTo)
    .orderBy('seq')
    .execute();
  for (const { seq, envelope } of rows) names[seq - first] = nameIn(seq, envelope);
  return { first, names };
}

/** What cannot be read stands in its place all the same (F25), and has what it says of itself. */
function nameIn(seq: number, envelope: string): string | null {
  const said: unknown = JSON.parse(envelope);
  if (typeof said !== 'object' || said === null) return null;
  const { time, steadyMs, boot, data } = said as { readonly [key: string]: unknown };
  if (typeof time !== 'string' || typeof steadyMs !== 'number' || typeof boot !== 'number') return null;
  return nameOfEvent({ seq, time, steadyMs, boot, data });
}
