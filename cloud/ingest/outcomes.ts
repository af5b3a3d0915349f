import type { Transaction } from 'kysely';
import type { Recorded } from '#contract/event.ts';
import type { Slot } from '#contract/merge.ts';
import type { Today } from '#contract/today.ts';
import type { EdgeName } from '#contract/topic.ts';
import type { Schema } from '../store/schema.ts';
import type { Projection } from './events.ts';

type Trx = Transaction<Schema>;
type Which = { readonly office: string; readonly reservation: string; readonly atMs: number };
type Came = { readonly ticketNumber: string | null; readonly slot: Slot | null };

/** What becomes of a reservation by what an edge tells; each writes in the given transaction and may be repeated. */
export type Outcomes = {
  checkIn(trx: Trx, which: Which & Came): Promise<boolean>;
  /** As `checkIn`, of somebody of whom nothing else is known. */
  arrive(trx: Trx, which: Which & Came): Promise<boolean>;
  lapse(trx: Trx, which: Which): Promise<boolean>;
  fulfil(trx: Trx, which: Which): Promise<boolean>;
  markNoShow(trx: Trx, which: Which): Promise<boolean>;
  restore(trx: Trx, which: Which): Promise<boolean>;
};

/** Lets reservations follow the facts of the edges. Must run after the read model of tickets, which tells whose ticket it was. */
export function followReservations(outcomes: Outcomes): Projection {
  return async (trx, from, facts) => {
    const told = facts.filter((fact) => tellsOfTicket(fact) || fact.name === 'reservation.lapsed' || fact.name === 'day.restored');
    const ordinals = told.flatMap((fact) => (tellsOfTicket(fact) ? [fact.data.ordinal] : []));
    const tickets = ordinals.length > 0 ? await reservedTickets(trx, from, ordinals) : new Map<number, TicketOf>();
    for (const fact of told) await followOne(trx, from.office, fact, tickets, outcomes);
  };
}

type TicketOf = { readonly number: string; readonly reservation: string };
type OfTicket = Extract<Recorded, { name: 'reservation.checked-in' | 'ticket.served' | 'ticket.missed' | 'ticket.restored' }>;

const tellsOfTicket = (fact: Recorded): fact is OfTicket => fact.name === 'reservation.checked-in' || fact.name in outcomeOf;

async function followOne(
  trx: Trx,
  office: string,
  fact: Recorded,
  tickets: ReadonlyMap<number, TicketOf>,
  outcomes: Outcomes,
): Promise<void> {
  const atMs = Date.parse(fact.time);
  switch (fact.name) {
    case 'reservation.checked-in': {
      const { reservation, slot, ordinal } = fact.data;
      const ticketNumber = tickets.get(ordinal)?.number ?? null;
      await outcomes.checkIn(trx, { office, reservation, ticketNumber, slot: slot ? slotOf(slot) : null, atMs });
      return;
    }
    case 'reservation.lapsed':
      await outcomes.lapse(trx, { office, reservation: fact.data.reservation, atMs });
      return;
    case 'day.restored':
      for (const came of arrivedIn(fact.data)) await outcomes.arrive(trx, { office, ...came, atMs });
      return;
    case 'ticket.served':
    case 'ticket.missed':
    case 'ticket.restored': {
      const reservation = tickets.get(fact.data.ordinal)?.reservation;
      if (reservation) await outcomes[outcomeOf[fact.name]](trx, { office, reservation, atMs });
      return;
    }
    default:
      return;
  }
}

/** Whom a cloud once knew to have come, as it told the journal: one restored from a backup may have forgotten them with the journal before (F17, P64). */
function arrivedIn({ arrived, tickets }: Today): readonly (Came & { readonly reservation: string })[] {
  const waiting = new Map(tickets.flatMap(({ number, reservation: of }) => (of ? [[of.id, { number, ...of }]] : [])));
  return arrived.map(({ reservation }) => {
    const { number, start, end } = waiting.get(reservation) ?? {};
    const slot = start && end ? slotOf({ date: start.slice(0, 'YYYY-MM-DD'.length), start, end }) : null;
    return { reservation, ticketNumber: number ?? null, slot };
  });
}

const slotOf = ({ date, start, end }: { readonly date: string; readonly start: string; readonly end: string }): Slot => ({
  date,
  startMs: Date.parse(start),
  endMs: Date.parse(end),
});

const outcomeOf = { 'ticket.served': 'fulfil', 'ticket.missed': 'markNoShow', 'ticket.restored': 'restore' } as const;

/** Those of the tickets that are of a reservation. Ordinals begin anew with each business day, and facts speak of the current one. */
async function reservedTickets(trx: Trx, { office, edge }: EdgeName, ordinals: readonly number[]): Promise<Map<number, TicketOf>> {
  const ofEdge = trx.selectFrom('ticket').where('office', '=', office).where('edge', '=', edge);
  const newest = await ofEdge.select('day').orderBy('day', 'desc').limit(1).executeTakeFirst();
  if (!newest) return new Map();
  // By the two ends: a list of hundreds costs more to ask than the few between them of whom nothing was told.
  const least = ordinals.reduce((a, b) => Math.min(a, b));
  const greatest = ordinals.reduce((a, b) => Math.max(a, b));
  const rows = await ofEdge
    .select(['ordinal', 'number', 'reservation'])
    .where('day', '=', newest.day)
    .where('ordinal', '>=', least)
    .where('ordinal', '<=', greatest)
    .where('reservation', 'is not', null)
    .execute();
  return new Map(rows.flatMap(({ ordinal, number, reservation }) => (reservation === null ? [] : [[ordinal, { number, reservation }]])));
}
