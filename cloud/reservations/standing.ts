import { activeStates } from './limits.ts';
import type { Trx } from './room.ts';
import { seatedStates } from './seat.ts';

/** What a wish asks for, as the database knows it. */
export type Asked = {
  readonly id: string;
  readonly service: string;
  readonly date: string;
  readonly startMs: number;
  readonly email: string;
};

/** What the rules of booking look at before they grant a wish. */
export type Standing = {
  /** Whether there is a reservation of this id already. */
  readonly isTwin: boolean;
  /** Seats of the slot that are taken, a cancelled one that has not returned yet included. */
  readonly taken: readonly number[];
  /** Live reservations of this address for the service. */
  readonly active: number;
  /** Reservations of the service's day that wait to be confirmed. */
  readonly held: number;
};

/** What is asked for, each of it once. */
export type Lists = {
  readonly ids: readonly string[];
  readonly slots: readonly Pick<Asked, 'service' | 'startMs'>[];
  readonly addresses: readonly Pick<Asked, 'service' | 'email'>[];
  readonly days: readonly Pick<Asked, 'service' | 'date'>[];
};

/** For each id, slot, address and day that was asked for, in their order: what `Standing` says; the seats that are taken between blanks. */
export type Found = readonly [
  twins: readonly (boolean | number)[],
  taken: readonly string[],
  active: readonly number[],
  held: readonly number[],
];

export type Question = (trx: Trx, office: string, lists: Lists, nowMs: number) => Promise<Found>;

/** How things stand at an office for each of these wishes, in their order: four questions, however many wishes there are and reservations on file. */
export async function readStanding(trx: Trx, office: string, asked: readonly Asked[], nowMs: number): Promise<readonly Standing[]> {
  const twins = await trx.selectFrom('reservation').select('id').where('id', 'in', each(asked, 'id')).execute();
  const taken = await trx
    .selectFrom('reservation')
    .select(['service', 'startMs', 'seat'])
    .where('office', '=', office)
    .where('service', 'in', each(asked, 'service'))
    .where('startMs', 'in', each(asked, 'startMs'))
    .where((row) => row.or([row('state', 'in', seatedStates), row.and([row('state', '=', 'cancelled'), row('seatReturnsMs', '>', nowMs)])]))
    .execute();
  // What they are is looked at here: asked for live ones, SQLite goes through all that live instead of those of the addresses.
  const known = await trx
    .selectFrom('reservation')
    .select(['service', 'email', 'state', 'endMs'])
    .where('office', '=', office)
    .where('email', 'in', each(asked, 'email'))
    .execute();
  const held = await trx
    .selectFrom('reservation')
    .select(['service', 'date', (row) => row.fn.countAll<number>().as('number')])
    .where('office', '=', office)
    .where('service', 'in', each(asked, 'service'))
    .where('date', 'in', each(asked, 'date'))
    .where('state', '=', 'held')
    .groupBy(['service', 'date'])
    .execute();
  const ids = new Set(twins.map(({ id }) => id));
  const seats = Map.groupBy(taken, ({ service, startMs }) => `${service} ${startMs}`);
  const active = known.filter(({ state, endMs }) => (activeStates as readonly string[]).includes(state) && endMs > nowMs);
  const addresses = Map.groupBy(active, ({ service, email }) => `${service} ${email}`);
  const days = new Map(held.map(({ service, date, number }) => [`${service} ${date}`, Number(number)]));
  return asked.map(({ id, service, startMs, email, date }) => ({
    isTwin: ids.has(id),
    taken: (seats.get(`${service} ${startMs}`) ?? []).map(({ seat }) => seat),
    active: addresses.get(`${service} ${email}`)?.length ?? 0,
    held: days.get(`${service} ${date}`) ?? 0,
  }));
}

const each = <Column extends keyof Asked>(asked: readonly Asked[], column: Column): Asked[Column][] => [
  ...new Set(asked.map((one) => one[column])),
];
