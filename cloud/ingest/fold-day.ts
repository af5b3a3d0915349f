import type { Recorded } from '#contract/event.ts';
import type { Today } from '#contract/today.ts';

/** What one journal says of its newest business day. */
export type JournalOfDay = { readonly journal: string; readonly seq: number; readonly day: Day };

type Ticket = Today['tickets'][number];
export type Day = {
  /** `null`: it knows none, or the one it knew is closed. */
  day: string | null;
  issued: Map<string, number>;
  lastOrdinal: number;
  /** Everybody's ticket, and whether they still wait. */
  tickets: Map<number, { ticket: Ticket; waits: boolean }>;
  arrived: Map<string, number>;
};

/** What the facts of one journal come to, oldest first. */
export const dayOf = (records: readonly Recorded[]): Day => records.reduce(follow, emptyDay());

/**
 * What journals of one edge say together of the newest day among them, oldest journal first; `null` when none of them knows a day. Pure.
 * At most `max` tickets and arrivals, the newest.
 */
export function foldDay(journals: readonly JournalOfDay[], max: number): Today | null {
  const newest = journals
    .map(({ day }) => day.day ?? '')
    .toSorted()
    .at(-1);
  const same = journals.filter(({ day }) => day.day === newest);
  if (!newest || same.length === 0) return null;
  const tickets = new Map<string, Ticket>();
  const served = new Set<string>();
  const issued = new Map<string, number>();
  const arrived = new Map<string, number>();
  for (const { day } of same) {
    for (const { ticket, waits } of day.tickets.values()) {
      tickets.set(ticket.token, ticket);
      if (!waits) served.add(ticket.token);
    }
    for (const [service, last] of day.issued) issued.set(service, Math.max(last, issued.get(service) ?? 0));
    for (const [reservation, ordinal] of day.arrived) arrived.set(reservation, ordinal);
  }
  return {
    day: newest,
    seen: same.map(({ journal, seq }) => ({ journal, seq })),
    issued: Object.fromEntries(issued),
    lastOrdinal: Math.max(...same.map(({ day }) => day.lastOrdinal)),
    tickets: [...tickets.values()].filter(({ token }) => !served.has(token)).slice(-max),
    arrived: [...arrived].map(([reservation, ordinal]) => ({ reservation, ordinal })).slice(-max),
  };
}

const emptyDay = (): Day => ({ day: null, issued: new Map(), lastOrdinal: 0, tickets: new Map(), arrived: new Map() });

/** Follows one fact; the day handed in is changed and handed back. */
function follow(day: Day, fact: Recorded): Day {
  switch (fact.name) {
    case 'day.opened':
      return { ...emptyDay(), day: fact.data.day };
    case 'day.closed':
      return emptyDay();
    case 'day.dated':
      return { ...day, day: fact.data.day };
    case 'day.restored':
      return goOnFrom(day, fact.data);
    case 'ticket.issued': {
      const { ordinal, number, service, token } = fact.data;
      day.tickets.set(ordinal, { ticket: { ordinal, number, service, token, issued: fact.time, reservation: null }, waits: true });
      count(day, service, Number(number.slice(1)), ordinal);
      return day;
    }
    case 'reservation.checked-in': {
      const { reservation: id, ordinal, slot } = fact.data;
      day.arrived.set(id, ordinal);
      if (slot) change(day, ordinal, { reservation: { id, start: slot.start, end: slot.end } });
      return day;
    }
    case 'ticket.served':
    case 'ticket.missed':
      return change(day, fact.data.ordinal, {}, false);
    case 'ticket.restored':
      return change(day, fact.data.ordinal, {}, true);
    case 'ticket.transferred':
      return change(day, fact.data.ordinal, { service: fact.data.to });
    default:
      return day;
  }
}

function change(day: Day, ordinal: number, to: Partial<Ticket>, waits?: boolean): Day {
  const known = day.tickets.get(ordinal);
  if (known) day.tickets.set(ordinal, { ticket: { ...known.ticket, ...to }, waits: waits ?? known.waits });
  return day;
}

function count(day: Day, service: string, last: number, ordinal: number): void {
  day.issued.set(service, Math.max(last, day.issued.get(service) ?? 0));
  day.lastOrdinal = Math.max(day.lastOrdinal, ordinal);
}

/** A journal that had itself gone on from others carries what they had said. */
function goOnFrom(day: Day, today: Today): Day {
  for (const ticket of today.tickets) day.tickets.set(ticket.ordinal, { ticket, waits: true });
  for (const [service, last] of Object.entries(today.issued)) count(day, service, last, today.lastOrdinal);
  for (const { reservation, ordinal } of today.arrived) day.arrived.set(reservation, ordinal);
  return day;
}
