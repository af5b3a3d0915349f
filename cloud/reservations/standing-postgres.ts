import { sql } from 'kysely';
import { activeStates } from './limits.ts';
import { seatedStates } from './seat.ts';
import type { Found, Question } from './standing.ts';

/**
 * How things stand, as it is asked of PostgreSQL. Each row that is asked for is looked up by itself: asked for a list of addresses, of which it keeps no samples (migration
 * 0011), PostgreSQL would take every third reservation for one of them and read all of them.
 * `offset 0` keeps it from looking for an address among all of a service, which it takes for as few while it has no samples at all.
 */
export const askPostgres: Question = async (trx, office, { ids, slots, addresses, days }, nowMs) => {
  const known = sql`from "reservation" where "office" = ${office}`;
  const isTaken = sql`("state" = any(${[...seatedStates]}) or ("state" = 'cancelled' and "seatReturnsMs" > ${nowMs}))`;
  const { rows } = await sql<{ readonly found: Found }>`select json_build_array(
    array(select (select "id" from "reservation" where "id" = "askedId") is not null
      from unnest(${ids}::text[]) with ordinality as "asked" ("askedId", "place") order by "place"),
    array(select coalesce((select string_agg("seat"::text, ' ') ${known} and "service" = "askedService" and "startMs" = "askedMs" and ${isTaken}), '')
      from unnest(${slots.map(({ service }) => service)}::text[], ${slots.map(({ startMs }) => startMs)}::bigint[])
        with ordinality as "asked" ("askedService", "askedMs", "place") order by "place"),
    array(select (select count(*) from (select "service", "state", "endMs" ${known} and "email" = "askedEmail" offset 0) as "theirs"
        where "service" = "askedService" and "state" = any(${[...activeStates]}) and "endMs" > ${nowMs})
      from unnest(${addresses.map(({ service }) => service)}::text[], ${addresses.map(({ email }) => email)}::text[])
        with ordinality as "asked" ("askedService", "askedEmail", "place") order by "place"),
    array(select (select count(*) ${known} and "service" = "askedService" and "date" = "askedDate" and "state" = 'held')
      from unnest(${days.map(({ service }) => service)}::text[], ${days.map(({ date }) => date)}::text[])
        with ordinality as "asked" ("askedService", "askedDate", "place") order by "place")) as "found"`.execute(trx);
  return rows[0]!.found;
};
