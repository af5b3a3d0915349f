import type { Kysely } from 'kysely';
import { Envelope, unseal } from '#contract/envelope.ts';
import type { EdgeName } from '#contract/topic.ts';
import type { Schema } from '../store/schema.ts';
import { eventsOf, newestDayFrom } from './journal-day.ts';
import { journalsOf } from './standing.ts';

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
async function lastSaid(db: Kysely<Schema>, from: EdgeName, journal: string, atMs: number): Promise<Said | null> {
  const first = await newestDayFrom(db, from, journal, atMs);
  if (first === null) return null;
  const row = await eventsOf(db, from, journal)
    .select('envelope')
    .where('seq', '>=', first)
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
