import type { Kysely } from 'kysely';
import { Envelope, unseal } from '#contract/envelope.ts';
import type { Recorded } from '#contract/event.ts';
import { type Today, todayTicketsMax } from '#contract/today.ts';
import { type EdgeName, edgeRoot } from '#contract/topic.ts';
import type { Schema } from '../store/schema.ts';
import { type Day, dayOf, foldDay } from './fold-day.ts';
import { eventsOf, newestDayFrom } from './journal-day.ts';
import { journalsOf } from './standing.ts';

/** Other journals of one day at most; each is another card in the same kiosk. */
const journalsOfADayMax = 8;
/** Journals whose day is kept once it was read. */
const journalsReadMax = 256;

/**
 * What was read of journals that others have replaced, by database. An edge is told nothing of a day that is closed, and so it is asked for anew
 * with every hello; a journal of the same end says the same.
 */
const daysRead = new WeakMap<Kysely<Schema>, Map<string, { readonly lastSeq: number; readonly day: Day }>>();

/**
 * What other journals of this edge say of the newest business day they know, or `null` when there is nothing that this one was not told yet
 * (F18). Read from the events themselves: the read models may already show the first tickets of the new journal.
 */
export async function todayFor(db: Kysely<Schema>, from: EdgeName, journal: string, atMs: number): Promise<Today | null> {
  const others = (await journalsOf(db, from)).filter(({ id, lastSeq }) => id !== journal && lastSeq > 0).slice(-journalsOfADayMax);
  if (others.length === 0) return null;
  const told = await toldTo(db, from, journal);
  if (others.every(({ id, lastSeq }) => (told.get(id) ?? -1) >= lastSeq)) return null;
  const days = [];
  for (const { id, lastSeq } of others) {
    const day = await dayIn(db, from, { journal: id, lastSeq }, atMs);
    if (day) days.push({ journal: id, seq: lastSeq, day });
  }
  return foldDay(days, todayTicketsMax);
}

/** How far other journals were part of what this one took in. */
async function toldTo(db: Kysely<Schema>, from: EdgeName, journal: string): Promise<Map<string, number>> {
  const rows = await eventsOf(db, from, journal).select('envelope').where('name', '=', 'day.restored').orderBy('seq').execute();
  const told = new Map<string, number>();
  for (const record of rows.flatMap(({ envelope }) => read(envelope)))
    if (record.name === 'day.restored') for (const { journal: id, seq } of record.data.seen) told.set(id, seq);
  return told;
}

/** What a journal says since its last day was opened; `null` when its last word was too long ago. */
async function dayIn(
  db: Kysely<Schema>,
  from: EdgeName,
  { journal, lastSeq }: { readonly journal: string; readonly lastSeq: number },
  atMs: number,
): Promise<Day | null> {
  const first = await newestDayFrom(db, from, journal, atMs);
  if (first === null) return null;
  const known = daysRead.get(db) ?? new Map();
  daysRead.set(db, known);
  const key = `${edgeRoot(from)} ${journal}`;
  const before = known.get(key);
  if (before?.lastSeq === lastSeq) return before.day;
  const rows = await eventsOf(db, from, journal).select('envelope').where('seq', '>=', first).orderBy('seq').execute();
  const day = dayOf(rows.flatMap(({ envelope }) => read(envelope)));
  if (known.size >= journalsReadMax) known.clear();
  known.set(key, { lastSeq, day });
  return day;
}

/** Poison events stand in the list too; they say nothing. */
function read(envelope: string): readonly Recorded[] {
  const parsed = Envelope.safeParse(JSON.parse(envelope));
  const unsealed = parsed.success ? unseal(parsed.data) : null;
  return unsealed && 'recorded' in unsealed ? [unsealed.recorded] : [];
}
