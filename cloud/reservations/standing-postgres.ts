import { sql } from 'kysely';
import { activeStates } from './limits.ts';
import type { Trx } from './room.ts';
import { seatedStates } from './seat.ts';
import type { Asked, Standing } from './standing.ts';

/** For each id, slot, address and day that was asked for, in their order. */
type Found = readonly [twins: boolean[], taken: string[], active: number[], held: number[]];

/**
 * What `readStanding` answers, on PostgreSQL in one statement whose words are always the same. Each row that is asked for is looked up by itself: asked for
 * a list of addresses, of which it keeps no samples (migration 0011), PostgreSQL would take every third reservation for one of them and read all of them.
 * `offset 0` keeps it from looking for an address among all of a service, which it takes for as few while it has no samples at all.
 */
export async function standingOnPostgres(trx: Trx, office: string, asked: readonly Asked[], nowMs: number): Promise<readonly Standing[]> {
  const slots = distinct(asked, slotOf);
  const addresses = distinct(asked, addressOf);
  const days = distinct(asked, dayOf);
  const known = sql`from "reservation" where "office" = ${office}`;
  const isTaken = sql`("state" = any(${[...seatedStates]}) or ("state" = 'cancelled' and "seatReturnsMs" > ${nowMs}))`;
  const { rows } = await sql<{ readonly found: Found }>`select json_build_array(
    array(select (select "id" from "reservation" where "id" = "askedId") is not null
      from unnest(${asked.map(({ id }) => id)}::text[]) with ordinality as "asked" ("askedId", "place") order by "place"),
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
  const [twins, taken, active, held] = rows[0]!.found;
  const placesOf = (some: readonly Asked[], key: (one: Asked) => string) => new Map(some.map((one, index) => [key(one), index]));
  const places = { slots: placesOf(slots, slotOf), addresses: placesOf(addresses, addressOf), days: placesOf(days, dayOf) };
  return asked.map((one, index) => ({
    isTwin: twins[index]!,
    taken: seatsIn(taken[places.slots.get(slotOf(one))!]!),
    active: active[places.addresses.get(addressOf(one))!]!,
    held: held[places.days.get(dayOf(one))!]!,
  }));
}

const slotOf = ({ service, startMs }: Asked): string => `${startMs} ${service}`;
const addressOf = ({ service, email }: Asked): string => `${email} ${service}`;
const dayOf = ({ service, date }: Asked): string => `${date} ${service}`;

const distinct = (asked: readonly Asked[], key: (one: Asked) => string): readonly Asked[] => [
  ...new Map(asked.map((one) => [key(one), one])).values(),
];

const seatsIn = (words: string): readonly number[] => (words === '' ? [] : words.split(' ').map(Number));
