import type { Kysely } from 'kysely';
import type { EdgeName } from '#contract/topic.ts';
import type { Schema } from '../store/schema.ts';

/** A journal whose last event is older than this says nothing of today. */
const dayMs = 36 * 3_600_000;

/**
 * From which `seq` on a journal speaks of the last day that it opened, 1 where it opened none; `null` when its last word is too old to say
 * anything of the day at `atMs`.
 */
export async function newestDayFrom(db: Kysely<Schema>, from: EdgeName, journal: string, atMs: number): Promise<number | null> {
  const newest = await eventsOf(db, from, journal).select('time').orderBy('seq', 'desc').limit(1).executeTakeFirst();
  if (!newest || atMs - Date.parse(newest.time) > dayMs) return null;
  const opened = eventsOf(db, from, journal).select('seq').where('name', '=', 'day.opened');
  return (await opened.orderBy('seq', 'desc').limit(1).executeTakeFirst())?.seq ?? 1;
}

/** The events of one journal. */
export const eventsOf = (db: Kysely<Schema>, { office, edge }: EdgeName, journal: string) =>
  db.selectFrom('event').where('office', '=', office).where('edge', '=', edge).where('journal', '=', journal);
