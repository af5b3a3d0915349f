import type { Kysely, Transaction } from 'kysely';
import type { Recorded } from '#contract/event.ts';
import type { EdgeName } from '#contract/topic.ts';
import type { Schema } from '../../store/schema.ts';
import { countDay, type DayPlace, turns } from './day-facts.ts';

type Trx = Transaction<Schema>;

/**
 * Keeps the numbers of each day, in the transaction that stores its events: a row when it is opened, the numbers when it is closed. Facts
 * come of one day, and only its first may turn the day. Numbers are always counted from all events of the day, so that doing it again
 * changes nothing.
 */
export async function followDays(trx: Trx, from: EdgeName, facts: readonly Recorded[]): Promise<void> {
  for (const fact of facts) {
    if (fact.name !== 'day.opened' && fact.name !== 'day.dated' && fact.name !== 'day.closed') continue;
    const journal = await currentJournal(trx, from);
    if (journal === null) return;
    const place = { ...from, journal };
    if (fact.name === 'day.opened') await begin(trx, { ...place, fromSeq: fact.seq, toSeq: null, day: fact.data.day });
    else if (fact.name === 'day.dated') await date(trx, place, fact.seq, fact.data.day);
    else await close(trx, place, fact.seq);
  }
}

/**
 * Counts the days whose events were stored before there were statistics; answers how many of them it counted, at most `max`. Harmless beside
 * other processes that do the same.
 */
export async function countMissingDays(db: Kysely<Schema>, max: number): Promise<number> {
  const opened = await db
    .selectFrom('event as opening')
    .select(['opening.office', 'opening.edge', 'opening.journal', 'opening.seq', 'opening.envelope'])
    .where(turns)
    .where('opening.name', '=', 'day.opened')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('statisticsDay as known')
            .select('known.day')
            .whereRef('known.office', '=', 'opening.office')
            .whereRef('known.edge', '=', 'opening.edge')
            .whereRef('known.journal', '=', 'opening.journal')
            .whereRef('known.fromSeq', '=', 'opening.seq'),
        ),
      ),
    )
    .limit(max)
    .execute();
  for (const { office, edge, journal, seq, envelope } of opened) {
    const { data } = JSON.parse(envelope) as { data: { day: string } };
    const place = { office, edge, journal, fromSeq: seq, toSeq: null, day: data.day };
    await db.transaction().execute(async (trx) => {
      await begin(trx, place);
      const closing = await nextClosing(trx, place);
      if (closing !== null) await close(trx, place, closing);
    });
  }
  return opened.length;
}

async function begin(trx: Trx, { office, edge, journal, fromSeq, day }: DayPlace): Promise<void> {
  await trx
    .insertInto('statisticsDay')
    .values({ office, edge, journal, fromSeq, toSeq: null, day, total: null, groups: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

type Whose = Pick<DayPlace, 'office' | 'edge' | 'journal'>;

/** The day of this journal in which the fact lies. */
const around = (trx: Trx, { office, edge, journal }: Whose, seq: number) =>
  trx
    .selectFrom('statisticsDay')
    .selectAll()
    .where('office', '=', office)
    .where('edge', '=', edge)
    .where('journal', '=', journal)
    .where('fromSeq', '<=', seq)
    .orderBy('fromSeq', 'desc')
    .limit(1)
    .executeTakeFirst();

async function date(trx: Trx, whose: Whose, seq: number, day: string): Promise<void> {
  const known = await around(trx, whose, seq);
  if (known) await set(trx, known, { day });
}

async function close(trx: Trx, whose: Whose, seq: number): Promise<void> {
  const known = await around(trx, whose, seq);
  if (!known) return;
  const counted = await countDay(trx, { ...known, toSeq: seq });
  if (!counted) return;
  const { day, total, ...groups } = counted;
  await set(trx, known, { toSeq: seq, day, total: JSON.stringify(total), groups: JSON.stringify(groups) });
}

async function set(trx: Trx, { office, edge, journal, fromSeq }: DayPlace, to: Partial<Schema['statisticsDay']>): Promise<void> {
  const ofJournal = trx
    .updateTable('statisticsDay')
    .set(to)
    .where('office', '=', office)
    .where('edge', '=', edge)
    .where('journal', '=', journal);
  await ofJournal.where('fromSeq', '=', fromSeq).execute();
}

/** Events are taken from the journal that counts, and from no other. */
async function currentJournal(trx: Trx, { office, edge }: EdgeName): Promise<string | null> {
  const ofEdge = trx.selectFrom('journal').select('id').where('office', '=', office).where('edge', '=', edge);
  return (await ofEdge.where('standing', '=', 'current').executeTakeFirst())?.id ?? null;
}

async function nextClosing(trx: Trx, { office, edge, journal, fromSeq }: DayPlace): Promise<number | null> {
  const ofJournal = trx.selectFrom('event').where('office', '=', office).where('edge', '=', edge).where('journal', '=', journal);
  const turn = await ofJournal
    .select(['seq', 'name'])
    .where(turns)
    .where('name', '<>', 'settings.applied')
    .where('seq', '>', fromSeq)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst();
  return turn?.name === 'day.closed' ? turn.seq : null;
}
