import type { QueueEvent } from '#contract/event.ts';
import { learn } from './forecast.ts';
import {
  counterOf,
  type Foretold,
  lastCallsMax,
  nothingForetold,
  type Queue,
  type Reserved,
  servicesAt,
  type Ticket,
  ticketOf,
  withCounter,
} from './queue.ts';
import { put, without } from './sequence.ts';

type TicketEvent = Extract<QueueEvent, { name: `ticket.${string}` | `slip.${string}` | `copy.${string}` }>;

/** The queue after something happened to one ticket. */
export function evolveTicket(queue: Queue, event: TicketEvent): Queue {
  const { data, at: now } = event;
  if (event.name === 'ticket.issued') return issued(queue, event);
  const ticket = ticketOf(queue, data.ordinal);
  switch (event.name) {
    case 'ticket.called':
      return called(queue, ticket, event);
    case 'ticket.recalled': {
      const calls = ticket.calls + 1;
      const lastCalls = queue.lastCalls.map((call) => (call.number === ticket.number ? { ...call, calls } : call));
      return { ...withTicket(queue, { ...ticket, calls }), lastCalls };
    }
    case 'ticket.served': {
      const served = left(queue, { ...ticket, state: 'served' }, event.data.counter, 'served');
      return learn(served, ticket, now);
    }
    case 'ticket.missed':
      return left(queue, { ...ticket, state: 'noShow' }, event.data.counter, 'noShow');
    case 'ticket.parked': {
      const untilSteady = now.steady + queue.settings.policies.parkMinutes * 60_000;
      const away = left(queue, { ...ticket, state: 'parked' }, event.data.counter, null);
      return { ...away, parked: [...away.parked, { ordinal: ticket.ordinal, untilSteady }] };
    }
    case 'ticket.returned':
      return enqueued(unparked(queue, ticket.ordinal), { ...ticket, state: 'waiting', counter: null });
    case 'ticket.transferred':
      return enqueued(left(queue, ticket, event.data.counter, null), {
        ...ticket,
        state: 'waiting',
        counter: null,
        service: event.data.to,
      });
    case 'ticket.restored':
      return restored(queue, ticket, event.data.counter, event.data.place);
    case 'copy.granted':
      return withTicket(queue, { ...ticket, copies: ticket.copies + 1, slip: 'asked' });
    case 'slip.printed':
      return withTicket(queue, { ...ticket, slip: 'printed' });
    case 'slip.failed':
      return withTicket(queue, { ...ticket, slip: 'failed' });
  }
}

function issued(queue: Queue, { data, at }: Extract<TicketEvent, { name: 'ticket.issued' }>): Queue {
  const ticket: Ticket = {
    ordinal: data.ordinal,
    number: data.number,
    service: data.service,
    token: data.token,
    state: 'waiting',
    issued: at,
    reservation: null,
    counter: null,
    called: null,
    calls: 0,
    rule: null,
    passedOver: 0,
    ahead: data.ahead,
    forecast: data.forecast,
    slip: 'asked',
    copies: 0,
  };
  const numbered = {
    ...queue,
    issued: { ...queue.issued, [data.service]: Number(data.number.slice(1)) },
    lastOrdinal: data.ordinal,
    lastPress: data.origin === 'button' ? { ...queue.lastPress, [data.service]: at.steady } : queue.lastPress,
  };
  return enqueued(numbered, ticket);
}

function called(queue: Queue, ticket: Ticket, { data, at }: Extract<TicketEvent, { name: 'ticket.called' }>): Queue {
  const { counter, rule, passedOver } = data;
  const away = dequeued(unparked(queue, ticket.ordinal), ticket);
  const attended = withCounter(away, { ...counterOf(away, counter), ticket: ticket.ordinal });
  const call = { number: ticket.number, counter, at: at.wall, calls: 1 };
  return {
    ...withTicket(attended, { ...ticket, state: 'called', counter, called: at, calls: 1, rule, passedOver }),
    lastCalls: [call, ...queue.lastCalls.filter(({ number }) => number !== ticket.number)].slice(0, lastCallsMax),
    preferredInRow: countPreferred(queue, servicesAt(queue, counter), rule),
    foretold: comparedWith(ticket, at.steady, queue.foretold ?? nothingForetold),
  };
}

/** Whether the range that stood on the slip held the truth; a ticket that was called before says nothing any more. */
function comparedWith({ forecast, called, issued }: Ticket, calledSteady: number, { told, held }: Foretold): Foretold {
  if (forecast === null || called !== null) return { told, held };
  const waited = (calledSteady - issued.steady) / 1000;
  return { told: told + 1, held: held + Number(waited >= forecast.fromSeconds && waited <= forecast.toSeconds) };
}

/** Preferred calls raise the count of every service of the counter; an ordinary one ends the row (fairness bound). A pick by hand counts as neither. */
function countPreferred(queue: Queue, services: readonly string[], rule: Ticket['rule']): Queue['preferredInRow'] {
  if (rule === 'picked') return queue.preferredInRow;
  const counts = services.map((service) => [service, rule === 'reservation' ? (queue.preferredInRow[service] ?? 0) + 1 : 0]);
  return { ...queue.preferredInRow, ...Object.fromEntries(counts) };
}

/** The ticket has left its counter; `as` is what undo can put back. */
function left(queue: Queue, ticket: Ticket, counter: number, as: 'served' | 'noShow' | null): Queue {
  const ended = as === null ? null : { ordinal: ticket.ordinal, as };
  return withCounter(withTicket(queue, ticket), { ...counterOf(queue, counter), ticket: null, ended });
}

function restored(queue: Queue, ticket: Ticket, counter: number, place: 'counter' | 'queue'): Queue {
  const forgotten = withCounter(queue, { ...counterOf(queue, counter), ended: null });
  if (place === 'queue') return enqueued(forgotten, { ...ticket, state: 'waiting', counter: null });
  const back = withCounter(forgotten, { ...counterOf(forgotten, counter), ticket: ticket.ordinal });
  return withTicket(back, { ...ticket, state: 'called', counter });
}

const withTicket = (queue: Queue, ticket: Ticket): Queue => ({ ...queue, tickets: put(queue.tickets, ticket.ordinal, ticket) });

/** Into the queue of its service, at the place of its age: an ordinal never changes. */
export function enqueued(queue: Queue, ticket: Ticket): Queue {
  const { service, ordinal, reservation } = ticket;
  const waiting = { ...queue.waiting, [service]: put(queue.waiting[service] ?? [], ordinal, ordinal) };
  const reserved = reservation ? withReserved(queue, service, { ordinal, start: reservation.start }) : queue.reserved;
  return { ...withTicket(queue, ticket), waiting, reserved };
}

function dequeued(queue: Queue, { service, ordinal }: Ticket): Queue {
  const waiting = { ...queue.waiting, [service]: without(queue.waiting[service] ?? [], ordinal) };
  const reserved = { ...queue.reserved, [service]: (queue.reserved[service] ?? []).filter((one) => one.ordinal !== ordinal) };
  return { ...queue, waiting, reserved };
}

const unparked = (queue: Queue, ordinal: number): Queue => ({ ...queue, parked: queue.parked.filter((one) => one.ordinal !== ordinal) });

function withReserved(queue: Queue, service: string, one: Reserved): Queue['reserved'] {
  const others = (queue.reserved[service] ?? []).filter(({ ordinal }) => ordinal !== one.ordinal);
  return { ...queue.reserved, [service]: [...others, one].toSorted((a, b) => a.start - b.start || a.ordinal - b.ordinal) };
}
