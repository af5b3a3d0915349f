import { sql } from 'kysely';
import { activeStates } from './limits.ts';
import type { Trx } from './room.ts';
import { seatedStates } from './seat.ts';
import type { Asked, Standing } from './standing.ts';

type Found = { readonly what: 'twin' | 'taken' | 'active' | 'held'; readonly place: number; readonly value: string | null };

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
  const { rows } = await sql<Found>`
    select 'twin' as "what", "place", (select "id" from "reservation" where "id" = "askedId") as "value"
      from unnest(${asked.map(({ id }) => id)}::text[]) with ordinality as "asked" ("askedId", "place")
    union all
    select 'taken', "place", (select string_agg("seat"::text, ' ') ${known} and "service" = "askedService" and "startMs" = "askedMs" and ${isTaken})
      from unnest(${slots.map(({ service }) => service)}::text[], ${slots.map(({ startMs }) => startMs)}::bigint[])
        with ordinality as "asked" ("askedService", "askedMs", "place")
    union all
    select 'active', "place", (select count(*)::text from (select "service", "state", "endMs" ${known} and "email" = "askedEmail" offset 0) as "theirs"
        where "service" = "askedService" and "state" = any(${[...activeStates]}) and "endMs" > ${nowMs})
      from unnest(${addresses.map(({ service }) => service)}::text[], ${addresses.map(({ email }) => email)}::text[])
        with ordinality as "asked" ("askedService", "askedEmail", "place")
    union all
    select 'held', "place", (select count(*)::text ${known} and "service" = "askedService" and "date" = "askedDate" and "state" = 'held')
      from unnest(${days.map(({ service }) => service)}::text[], ${days.map(({ date }) => date)}::text[])
        with ordinality as "asked" ("askedService", "askedDate", "place")`.execute(trx);
  const found = new Map(rows.map(({ what, place, value }) => [`${what} ${place}`, value ?? '']));
  const placesOf = (some: readonly Asked[], key: (one: Asked) => string) => new Map(some.map((one, index) => [key(one), index + 1]));
  const places = { slots: placesOf(slots, slotOf), addresses: placesOf(addresses, addressOf), days: placesOf(days, dayOf) };
  return asked.map((one, index) => ({
    isTwin: found.get(`twin ${index + 1}`) !== '',
    taken: seatsIn(found.get(`taken ${places.slots.get(slotOf(one))}`)!),
    active: Number(found.get(`active ${places.addresses.get(addressOf(one))}`)),
    held: Number(found.get(`held ${places.days.get(dayOf(one))}`)),
  }));
}

const slotOf = ({ service, startMs }: Asked): string => `${startMs} ${service}`;
const addressOf = ({ service, email }: Asked): string => `${email} ${service}`;
const dayOf = ({ service, date }: Asked): string => `${date} ${service}`;

const distinct = (asked: readonly Asked[], key: (one: Asked) => string): readonly Asked[] => [
  ...new Map(asked.map((one) => [key(one), one])).values(),
];

const seatsIn = (words: string): readonly number[] => (words === '' ? [] : words.split(' ').map(Number));
