import type { QueueEvent } from '#contract/event.ts';
import { type Queue, servicesAt, ticketOf, waitingFor } from './queue.ts';

/** Something to be done once in the world because of a fact. What is shown steadily is a view, not an effect. */
export type Effect =
  | { readonly kind: 'print'; readonly ordinal: number; readonly copy: boolean }
  | { readonly kind: 'announce'; readonly number: string; readonly counter: number }
  | { readonly kind: 'beep'; readonly counter: number };

/** The effects of one fact, given the queue after the whole decision it belongs to. Pure. Nothing follows from most facts. */
export function react(event: QueueEvent, queue: Queue): readonly Effect[] {
  switch (event.name) {
    case 'ticket.issued':
      return [{ kind: 'print', ordinal: event.data.ordinal, copy: false }, ...beeps(queue, event.data.service)];
    case 'copy.granted':
      return [{ kind: 'print', ordinal: event.data.ordinal, copy: true }];
    case 'ticket.called':
    case 'ticket.recalled':
      return [{ kind: 'announce', number: event.data.number, counter: event.data.counter }];
    case 'ticket.returned':
    case 'ticket.restored':
    case 'ticket.transferred':
      return ticketOf(queue, event.data.ordinal).state === 'waiting' ? beeps(queue, ticketOf(queue, event.data.ordinal).service) : [];
    default:
      return [];
  }
}

/** Idle units beep once when their empty queue gets its first person (calling rule). */
function beeps(queue: Queue, service: string): readonly Effect[] {
  return Object.values(queue.counters)
    .filter(({ number, state, ticket }) => state === 'open' && ticket === null && servicesAt(queue, number).includes(service))
    .filter(({ number }) => servicesAt(queue, number).reduce((sum, id) => sum + waitingFor(queue, id), 0) === 1)
    .map(({ number }) => ({ kind: 'beep', counter: number }));
}
