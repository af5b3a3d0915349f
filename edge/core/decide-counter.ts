import type { Fact } from '#contract/event.ts';
import { accept, type Command, type CounterAction, type CounterRefusal, type Decision, type Now, refuse } from './decision.ts';
import { type Counter, counterOf, type Queue, serviceOf, type Ticket, ticketByNumber, ticketOf } from './queue.ts';
import { type Call, nextCall, pickedCall } from './rules.ts';

/** A clerk acts at a counter, by the unit or on the staff page (calling rule). */
export function decideCounter(queue: Queue, { counter: number, action, from }: Extract<Command, { kind: 'counter' }>, now: Now): Decision {
  if (!(number in queue.counters)) return no('unknown-counter');
  const counter = counterOf(queue, number);
  const ticket = counter.ticket === null ? null : ticketOf(queue, counter.ticket);
  if (action.action === 'open')
    return counter.state === 'open' ? no('counter-open') : accept({ name: 'counter.opened', data: { counter: number } });
  if (action.action === 'pause' && counter.state === 'closed') return accept({ name: 'counter.opened', data: { counter: number } });
  if (counter.state === 'closed') return no('counter-closed');
  const finished = ticket ? [ended(queue, counter, ticket, from, now)] : [];
  switch (action.action) {
    case 'close':
    case 'pause':
      return accept(...finished, { name: 'counter.closed', data: { counter: number } });
    case 'next':
      return next(queue, number, finished, now);
    case 'undo':
      return undo(queue, counter);
    case 'pick':
      return pick(queue, number, action.number, finished);
    default:
      return ticket ? withTicket(queue, number, ticket, action) : no('no-ticket');
  }
}

/** Finishes whom the counter attends and calls the next one; with nobody to call, finishing alone is already done. */
function next(queue: Queue, counter: number, finished: readonly Fact[], now: Now): Decision {
  const call = nextCall(queue, counter, now);
  if (call) return accept(...finished, called(counter, call));
  return finished.length > 0 ? accept(...finished) : no('nobody-waiting');
}

function pick(queue: Queue, counter: number, number: string, finished: readonly Fact[]): Decision {
  const ticket = ticketByNumber(queue, number);
  if (!ticket) return no('unknown-ticket');
  if (ticket.state !== 'waiting' && ticket.state !== 'parked') return no('not-waiting');
  return accept(...finished, called(counter, pickedCall(queue, counter, ticket)));
}

/** What can be done with the ticket at the counter. */
function withTicket(queue: Queue, counter: number, ticket: Ticket, action: CounterAction): Decision {
  const { ordinal, number, service, calls } = ticket;
  const data = { ordinal, number, counter };
  switch (action.action) {
    case 'recall':
      return accept({ name: 'ticket.recalled', data });
    case 'finish':
      return accept({ name: 'ticket.served', data });
    case 'park':
      return accept({ name: 'ticket.parked', data });
    case 'no-show':
      return calls < queue.settings.policies.callsMax
        ? no('call-again-first')
        : accept({ name: 'ticket.missed', data: { ...data, inferred: false } });
    case 'transfer':
      if (!serviceOf(queue, action.to)) return no('unknown-service');
      return action.to === service ? no('same-service') : accept({ name: 'ticket.transferred', data: { ...data, to: action.to } });
    default:
      throw new Error(`a ticket knows no action "${action.action}"`);
  }
}

/** Puts the last finish or no-show back: to the counter if it is free, else to its place in the queue. */
function undo(queue: Queue, { number: counter, ticket, ended: last }: Counter): Decision {
  if (last === null) return no('nothing-to-undo');
  const { number } = ticketOf(queue, last.ordinal);
  const place = ticket === null ? 'counter' : 'queue';
  return accept({ name: 'ticket.restored', data: { ordinal: last.ordinal, number, counter, place } });
}

/** How an attended ticket ends by what comes next: served, or on a one-key unit, a next soon after the call means nobody came. */
function ended(
  queue: Queue,
  { number: counter }: Counter,
  { ordinal, number, called: at }: Ticket,
  from: 'unit' | 'staff',
  now: Now,
): Fact {
  const oneKey = queue.settings.counters.find((one) => one.number === counter)?.unitKeys === 'one';
  const soon = at !== null && now.steady - at.steady < queue.settings.policies.inferNoShowSeconds * 1000;
  if (oneKey && from === 'unit' && soon) return { name: 'ticket.missed', data: { ordinal, number, counter, inferred: true } };
  return { name: 'ticket.served', data: { ordinal, number, counter } };
}

const called = (counter: number, { ticket: { ordinal, number }, rule, passedOver }: Call): Fact => ({
  name: 'ticket.called',
  data: { ordinal, number, counter, rule, passedOver },
});

const no = (word: CounterRefusal | 'unknown-service' | 'unknown-ticket'): Decision => refuse({ word });
