import type { Kysely } from 'kysely';
import type { Period } from '#contract/statistics/picture.ts';
import { type DayTally, mergeTallies, type Tally } from '#contract/statistics/tally.ts';
import type { Schema } from '../../store/schema.ts';
import { countDay } from './day-facts.ts';

/** The numbers of an office, a part for each day, edge and journal. Days that go on are counted as far as their events came. */
export async function talliesOf(db: Kysely<Schema>, office: string, { from, to }: Period): Promise<readonly DayTally[]> {
  const ofOffice = db.selectFrom('statisticsDay').selectAll().where('office', '=', office);
  const rows = await ofOffice.where('day', '>=', from).where('day', '<=', to).orderBy('day').execute();
  const tallies: DayTally[] = [];
  for (const row of rows) {
    const tally = row.total === null ? await countDay(db, row) : decode(row.day, row.total, row.groups);
    if (tally) tallies.push(tally);
  }
  return tallies;
}

/** What stands in the table was written by `followDays`. */
const decode = (day: string, total: string, groups: string | null): DayTally => ({
  day,
  total: JSON.parse(total) as Tally,
  ...(JSON.parse(groups ?? '{}') as Omit<DayTally, 'day' | 'total'>),
});

/** Everything of a period, by office. */
export async function totalsByOffice(db: Kysely<Schema>, { from, to }: Period): Promise<ReadonlyMap<string, Tally>> {
  const rows = await db.selectFrom('statisticsDay').selectAll().where('day', '>=', from).where('day', '<=', to).execute();
  const totals = new Map<string, Tally[]>();
  for (const row of rows) {
    const total = row.total === null ? (await countDay(db, row))?.total : (JSON.parse(row.total) as Tally);
    if (total) totals.set(row.office, [...(totals.get(row.office) ?? []), total]);
  }
  return new Map([...totals].map(([office, tallies]) => [office, mergeTallies(tallies)]));
}
