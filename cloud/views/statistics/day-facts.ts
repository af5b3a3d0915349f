import { type Kysely, sql } from 'kysely';
import { type Envelope, unseal } from '#contract/envelope.ts';
import type { Recorded } from '#contract/event.ts';
import type { DayBook } from '#contract/statistics/day-book.ts';
import { note, openBook, rulesIn } from '#contract/statistics/day-book.ts';
import type { DayTally } from '#contract/statistics/tally.ts';
import { tallyDay } from '#contract/statistics/tally-day.ts';
import { readOffice } from '../../store/read-office.ts';
import type { Schema } from '../../store/schema.ts';

/** Where a day stands among the events. */
export type DayPlace = Pick<Schema['statisticsDay'], 'office' | 'edge' | 'journal' | 'fromSeq' | 'toSeq' | 'day'>;

/** Events read at once. */
const pageMax = 1_000;
/** Facts of one day at most; an edge that sends more is counted as far as this. */
export const factsADayMax = 100_000;

/** Facts that no number is made of: half of a day's. */
const numberless = ['slip.printed', 'slip.failed', 'printer.changed', 'copy.granted', 'pin.missed', 'counter.opened', 'counter.closed'];

/** The same words as in the index `eventTurn`: otherwise it is not used. */
export const turns = sql<boolean>`"name" in ('day.opened', 'day.closed', 'settings.applied')`;

/** The numbers of one day, counted anew from its events; `null` when the office is gone. */
export async function countDay(db: Kysely<Schema>, place: DayPlace): Promise<DayTally | null> {
  const office = await readOffice(db, place.office);
  if (!office) return null;
  const applied = await settingsBefore(db, place);
  const book = openBook(place.day, rulesIn(applied ?? office.settings));
  for await (const fact of factsOf(db, place)) note(book, fact);
  const lapsed = await reservationsIn(db, book);
  return tallyDay(book, (id) => lapsed.get(id) ?? null);
}

const eventsOf = (db: Kysely<Schema>, { office, edge, journal }: DayPlace) =>
  db.selectFrom('event').where('office', '=', office).where('edge', '=', edge).where('journal', '=', journal);

async function* factsOf(db: Kysely<Schema>, place: DayPlace): AsyncGenerator<Recorded> {
  let next = place.fromSeq;
  const end = Math.min(place.toSeq ?? Number.MAX_SAFE_INTEGER, place.fromSeq + factsADayMax);
  for (;;) {
    const rows = await eventsOf(db, place)
      .select(['seq', 'name', 'envelope'])
      .where('seq', '>=', next)
      .where('seq', '<=', end)
      .orderBy('seq')
      .limit(pageMax)
      .execute();
    for (const { name, envelope } of rows) if (!numberless.includes(name)) yield* read(envelope);
    if (rows.length < pageMax) return;
    next = rows.at(-1)!.seq + 1;
  }
}

/** The settings under which the day began, as the edge itself had journalled them. */
async function settingsBefore(db: Kysely<Schema>, place: DayPlace) {
  const row = await eventsOf(db, place)
    .select('envelope')
    .where(turns)
    .where('name', '=', 'settings.applied')
    .where('seq', '<', place.fromSeq)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  const [fact] = row ? read(row.envelope) : [];
  return fact?.name === 'settings.applied' ? fact.data.settings : null;
}

/** Those that nobody came for: their fact names the reservation alone. */
async function reservationsIn(db: Kysely<Schema>, { lapsed }: DayBook) {
  if (lapsed.length === 0) return new Map<string, { service: string; start: string }>();
  const rows = await db.selectFrom('reservation').select(['id', 'service', 'startMs']).where('id', 'in', lapsed).execute();
  return new Map(rows.map(({ id, service, startMs }) => [id, { service, start: new Date(startMs).toISOString() }]));
}

/** An event was read when it was stored; a poison one, which stands in its place, says nothing. */
function read(envelope: string): readonly Recorded[] {
  const unsealed = unseal(JSON.parse(envelope) as Envelope);
  return 'recorded' in unsealed ? [unsealed.recorded] : [];
}
