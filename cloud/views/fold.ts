import type { Recorded } from '#contract/event.ts';
import type { Schema } from '../store/schema.ts';

export type TicketRow = Omit<Schema['ticket'], 'office' | 'edge'>;

/** One change of the read models that a fact brings; whose edge it is stands outside. */
export type RowChange =
  | { readonly table: 'ticket'; readonly change: 'add'; readonly row: TicketRow }
  /** The ticket of this ordinal in the edge's current business day. */
  | { readonly table: 'ticket'; readonly change: 'set'; readonly ordinal: number; readonly to: Partial<TicketRow> }
  | {
      readonly table: 'ticket';
      readonly change: 'expire';
      readonly day: string;
      readonly ordinals: readonly number[];
      readonly atMs: number;
    }
  | { readonly table: 'ticket'; readonly change: 'redate'; readonly from: string; readonly day: string }
  | {
      readonly table: 'counter';
      readonly change: 'set';
      readonly number: number;
      readonly to: Partial<Pick<Schema['counter'], 'state' | 'ticket'>>;
    }
  | { readonly table: 'counter'; readonly change: 'free-all' };

/** What one fact changes in the read models, in order. Pure; facts that they do not show change nothing. */
export function fold(fact: Recorded): readonly RowChange[] {
  const atMs = Date.parse(fact.time);
  switch (fact.name) {
    case 'day.opened':
      return [{ table: 'counter', change: 'free-all' }];
    case 'day.closed':
      return [
        { table: 'ticket', change: 'expire', day: fact.data.day, ordinals: fact.data.expired, atMs },
        { table: 'counter', change: 'free-all' },
      ];
    case 'day.dated':
      // A clock that was not trusted may have been right.
      if (fact.data.from === fact.data.day) return [];
      return [{ table: 'ticket', change: 'redate', from: fact.data.from, day: fact.data.day }];
    case 'ticket.issued': {
      const { ordinal, number, service, token, day } = fact.data;
      const none = { counter: null, reservation: null, calledMs: null, endedMs: null };
      return [{ table: 'ticket', change: 'add', row: { day, ordinal, number, service, token, state: 'waiting', issuedMs: atMs, ...none } }];
    }
    case 'day.restored':
      return fact.data.tickets.map((ticket) => ({ table: 'ticket', change: 'add', row: restoredRow(fact.data.day, ticket) }));
    case 'counter.opened':
      return [setCounter(fact.data.counter, { state: 'open' })];
    case 'counter.closed':
      return [setCounter(fact.data.counter, { state: 'closed', ticket: null })];
    case 'reservation.checked-in':
      return [setTicket(fact.data.ordinal, { reservation: fact.data.reservation })];
    case 'ticket.called':
    case 'ticket.recalled':
    case 'ticket.served':
    case 'ticket.missed':
    case 'ticket.parked':
    case 'ticket.returned':
    case 'ticket.transferred':
    case 'ticket.restored':
      return foldTicket(fact, atMs);
    case 'reservation.lapsed':
    case 'copy.granted':
    case 'slip.printed':
    case 'slip.failed':
    case 'printer.changed':
    case 'pin.missed':
    case 'feed.applied':
    case 'feed.kept':
    case 'block.begun':
    case 'issuing.stopped':
    case 'issuing.resumed':
    case 'settings.applied':
      return [];
    default:
      return unknown(fact);
  }
}

/** A ticket of another journal of this day waits again, at the place of its age (F18). */
function restoredRow(day: string, ticket: Extract<Recorded, { name: 'day.restored' }>['data']['tickets'][number]): TicketRow {
  const { ordinal, number, service, token, issued, reservation } = ticket;
  const waiting = { state: 'waiting' as const, counter: null, calledMs: null, endedMs: null };
  return { day, ordinal, number, service, token, reservation: reservation?.id ?? null, issuedMs: Date.parse(issued), ...waiting };
}

type TicketFact = Exclude<Extract<Recorded, { name: `ticket.${string}` }>, { name: 'ticket.issued' }>;

function foldTicket(fact: TicketFact, atMs: number): readonly RowChange[] {
  const { ordinal, number } = fact.data;
  switch (fact.name) {
    case 'ticket.called':
      return [
        setTicket(ordinal, { state: 'called', counter: fact.data.counter, calledMs: atMs }),
        setCounter(fact.data.counter, { ticket: number }),
      ];
    case 'ticket.recalled':
      return [];
    case 'ticket.served':
      return [setTicket(ordinal, { state: 'served', endedMs: atMs }), setCounter(fact.data.counter, { ticket: null })];
    case 'ticket.missed':
      return [setTicket(ordinal, { state: 'noShow', endedMs: atMs }), setCounter(fact.data.counter, { ticket: null })];
    case 'ticket.parked':
      return [setTicket(ordinal, { state: 'parked', counter: null }), setCounter(fact.data.counter, { ticket: null })];
    case 'ticket.returned':
      return [setTicket(ordinal, { state: 'waiting', counter: null })];
    case 'ticket.transferred':
      return [
        setTicket(ordinal, { state: 'waiting', counter: null, service: fact.data.to }),
        setCounter(fact.data.counter, { ticket: null }),
      ];
    case 'ticket.restored':
      return fact.data.place === 'queue'
        ? [setTicket(ordinal, { state: 'waiting', counter: null, endedMs: null })]
        : [
            setTicket(ordinal, { state: 'called', counter: fact.data.counter, endedMs: null }),
            setCounter(fact.data.counter, { ticket: number }),
          ];
  }
}

const setTicket = (ordinal: number, to: Partial<TicketRow>): RowChange => ({ table: 'ticket', change: 'set', ordinal, to });

const setCounter = (number: number, to: Partial<Pick<Schema['counter'], 'state' | 'ticket'>>): RowChange => ({
  table: 'counter',
  change: 'set',
  number,
  to,
});

function unknown(fact: never): never {
  throw new Error(`the read models know no event named ${JSON.stringify((fact as Recorded).name)}`);
}
