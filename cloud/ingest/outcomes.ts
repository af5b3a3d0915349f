import type { Transaction } from 'kysely';
import type { Slot } from '#contract/merge.ts';
import type { EdgeName } from '#contract/topic.ts';
import type { Schema } from '../store/schema.ts';
import type { Projection } from './events.ts';

type Trx = Transaction<Schema>;
type Which = { readonly office: string; readonly reservation: string; readonly atMs: number };

/** What becomes of a reservation by what an edge tells; each writes in the given transaction and may be repeated. */
export type Outcomes = {
  checkIn(trx: Trx, which: Which & { readonly ticketNumber: string | null; readonly slot: Slot | null }): Promise<boolean>;
  lapse(trx: Trx, which: Which): Promise<boolean>;
  fulfil(trx: Trx, which: Which): Promise<boolean>;
  markNoShow(trx: Trx, which: Which): Promise<boolean>;
  restore(trx: Trx, which: Which): Promise<boolean>;
};

/** Lets reservations follow the facts of the edges. Must run after the read model of tickets, which tells whose ticket it was. */
export function followReservations(outcomes: Outcomes): Projection {
  return async (trx, from, fact) => {
    const atMs = Date.parse(fact.time);
    const { office } = from;
    switch (fact.name) {
      case 'reservation.checked-in': {
        const ticket = await latestTicket(trx, from, fact.data.ordinal);
        const { reservation, slot } = fact.data;
        await outcomes.checkIn(trx, { office, reservation, ticketNumber: ticket?.number ?? null, slot: slot ? slotOf(slot) : null, atMs });
        return;
      }
      case 'reservation.lapsed':
        await outcomes.lapse(trx, { office, reservation: fact.data.reservation, atMs });
        return;
      case 'ticket.served':
      case 'ticket.missed':
      case 'ticket.restored': {
        const reservation = (await latestTicket(trx, from, fact.data.ordinal))?.reservation;
        if (reservation) await outcomes[outcomeOf[fact.name]](trx, { office, reservation, atMs });
        return;
      }
      default:
        return;
    }
  };
}

const slotOf = ({ date, start, end }: { readonly date: string; readonly start: string; readonly end: string }): Slot => ({
  date,
  startMs: Date.parse(start),
  endMs: Date.parse(end),
});

const outcomeOf = { 'ticket.served': 'fulfil', 'ticket.missed': 'markNoShow', 'ticket.restored': 'restore' } as const;

/** Ordinals begin anew with each business day, and facts speak of the current one. */
const latestTicket = (trx: Trx, { office, edge }: EdgeName, ordinal: number) =>
  trx
    .selectFrom('ticket')
    .select(['number', 'reservation'])
    .where('office', '=', office)
    .where('edge', '=', edge)
    .where('ordinal', '=', ordinal)
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirst();
