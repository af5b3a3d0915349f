import type { Kysely } from 'kysely';
import { Envelope, unseal } from '#contract/envelope.ts';
import type { EdgeName } from '#contract/topic.ts';
import type { Schema } from '../store/schema.ts';
import { journalsOf } from './standing.ts';

/** A journal whose last event is older than this says nothing of today. */
const dayMs = 36 * 3_600_000;

type Said = { readonly name: 'issuing.stopped' | 'issuing.resumed'; readonly day: string; readonly atMs: number };

/**
 * The day on which staff stopped giving tickets under another journal of this edge, as long as nobody under this one has said anything of it;
 * else `null` (F18). What was said last counts, whichever card it was said to.
 */
export async function stoppedBefore(db: Kysely<Schema>, from: EdgeName, journal: string, atMs: number): Promise<string | null> {
  const journals = (await journalsOf(db, from)).filter(({ lastSeq }) => lastSeq > 0);
  if (journals.every(({ id }) => id === journal)) return null;
  const said = await Promise.all(journals.map(async ({ id }) => ({ id, last: await lastSaid(db, from, id, atMs) })));
  const newest = said.flatMap(({ last }) => last ?? []).toSorted((a, b) => b.atMs - a.atMs)[0];
  const isOwn = said.some(({ id, last }) => id === journal && last !== null && last.day === newest?.day);
  return newest?.name === 'issuing.stopped' && !isOwn ? newest.day : null;
}

/** What a journal says last of giving tickets, of its newest day. */
async function lastSaid(db: Kysely<Schema>, { office, edge }: EdgeName, journal: string, atMs: number): Promise<Said | null> {
  const events = db.selectFrom('event').where('office', '=', office).where('edge', '=', edge).where('journal', '=', journal);
  const newest = await events.select('time').orderBy('seq', 'desc').limit(1).executeTakeFirst();
  if (!newest || atMs - Date.parse(newest.time) > dayMs) return null;
  const opened = await events.select('seq').where('name', '=', 'day.opened').orderBy('seq', 'desc').limit(1).executeTakeFirst();
  const row = await events
    .select('envelope')
    .where('seq', '>=', opened?.seq ?? 1)
    .where('name', 'in', ['issuing.stopped', 'issuing.resumed'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  const read = row && unseal(Envelope.parse(JSON.parse(row.envelope)));
  if (!read || !('recorded' in read)) return null;
  const { recorded } = read;
  if (recorded.name !== 'issuing.stopped' && recorded.name !== 'issuing.resumed') return null;
  return { name: recorded.name, day: recorded.data.day, atMs: Date.parse(recorded.time) };
}
