import { type RawBuilder, sql } from 'kysely';
import { activeStates } from './limits.ts';
import { seatedStates } from './seat.ts';
import type { Found, Lists, Question } from './standing.ts';

type Row = Readonly<Record<'twins' | 'taken' | 'active' | 'held', string>>;

/**
 * How things stand, as it is asked of SQLite: each row that is asked for is looked up by itself in the index that begins with what is known of it. The `+`
 * keeps it from looking for an address by anything else.
 */
export function questionOfSqlite(office: string, { ids, slots, addresses, days }: Lists, nowMs: number): RawBuilder<Row> {
  const known = sql`from "reservation" where "office" = ${office}`;
  const isTaken = sql`("state" in (${words(seatedStates)}) or ("state" = 'cancelled' and "seatReturnsMs" > ${nowMs}))`;
  return sql<Row>`select
    (select json_group_array(exists (select 1 from "reservation" where "id" = "asked"."value")) from json_each(${JSON.stringify(ids)}) as "asked") as "twins",
    (select json_group_array((select coalesce(group_concat("seat", ' '), '') ${known} and "service" = "asked"."value"->>'service'
        and "startMs" = "asked"."value"->>'startMs' and ${isTaken}))
      from json_each(${listed(slots, ({ service, startMs }) => ({ service, startMs }))}) as "asked") as "taken",
    (select json_group_array((select count(*) ${known} and "email" = "asked"."value"->>'email' and "service" = "asked"."value"->>'service'
        and +"state" in (${words(activeStates)}) and +"endMs" > ${nowMs}))
      from json_each(${listed(addresses, ({ service, email }) => ({ service, email }))}) as "asked") as "active",
    (select json_group_array((select count(*) ${known} and "service" = "asked"."value"->>'service' and "date" = "asked"."value"->>'date' and "state" = 'held'))
      from json_each(${listed(days, ({ service, date }) => ({ service, date }))}) as "asked") as "held"`;
}

export const askSqlite: Question = async (trx, office, lists, nowMs) => {
  const { rows } = await questionOfSqlite(office, lists, nowMs).execute(trx);
  const { twins, taken, active, held } = rows[0]!;
  return [twins, taken, active, held].map((list) => JSON.parse(list)) as unknown as Found;
};

const words = (all: readonly string[]): RawBuilder<unknown> => sql.join(all.map((one) => sql.lit(one)));
const listed = <One>(all: readonly One[], only: (one: One) => object): string => JSON.stringify(all.map(only));
