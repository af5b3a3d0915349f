import type { QueueEvent } from '#contract/event.ts';
import { evolveReplacement } from './evolve-replacement.ts';
import { evolveReservations, forgetOldDays, rememberedToo } from './evolve-reservations.ts';
import { evolveTicket } from './evolve-ticket.ts';
import { counterOf, noReplacement, noTickets, type Queue, replacementOf, withCounter } from './queue.ts';

/**
 * The queue after one more fact. Pure: the same queue and event always give the same queue, and the old one stays as it was.
 * Believes what was journalled; whether it may happen was `decide`'s question. An unknown fact stops the process: it is a bug.
 */
export function evolve(queue: Queue, event: QueueEvent): Queue {
  switch (event.name) {
    case 'day.opened': {
      const day = { date: event.data.day, trusted: event.data.trusted };
      const fresh = withoutTickets(queue);
      return { ...fresh, ...forgetOldDays(fresh, day), day };
    }
    case 'day.closed':
      return { ...withoutTickets(queue), day: null };
    case 'day.dated':
      return { ...queue, day: { date: event.data.day, trusted: true } };
    case 'counter.opened':
      return withCounter(queue, { ...counterOf(queue, event.data.counter), state: 'open', ended: null });
    case 'counter.closed':
      return withCounter(queue, { ...counterOf(queue, event.data.counter), state: 'closed', ended: null });
    case 'issuing.stopped':
    case 'issuing.resumed':
      return { ...queue, issuingStopped: event.name === 'issuing.stopped' };
    case 'printer.changed':
      return { ...queue, printer: event.data.state };
    case 'pin.missed':
      return { ...queue, keypad: restAfter(event.data.inARow, event.at.steady) };
    case 'ticket.issued':
    case 'ticket.called':
    case 'ticket.recalled':
    case 'ticket.served':
    case 'ticket.missed':
    case 'ticket.parked':
    case 'ticket.returned':
    case 'ticket.transferred':
    case 'ticket.restored':
    case 'copy.granted':
    case 'slip.printed':
    case 'slip.failed':
      return evolveTicket(queue, event);
    case 'reservation.checked-in':
    case 'reservation.lapsed':
    case 'feed.applied':
    case 'feed.kept':
    case 'settings.applied':
      return evolveReservations(queue, event);
    case 'block.begun':
    case 'day.restored':
      return evolveReplacement(queue, event);
    default:
      return unknown(event);
  }
}

/** PIN misses in a row after which the keypad rests (F22). */
const missesBeforeRest = 5;
const restMsFirst = 60_000;
const restMsMax = 300_000;

/** The keypad after so many misses in a row: every fifth lets it rest, 60 s doubling up to 5 min (check-in rule). */
function restAfter(misses: number, steady: number): Queue['keypad'] {
  if (misses % missesBeforeRest !== 0) return { misses, restUntilSteady: 0 };
  const restMs = Math.min(restMsFirst * 2 ** (misses / missesBeforeRest - 1), restMsMax);
  return { misses, restUntilSteady: steady + restMs };
}

/** Tickets of yesterday are no longer called; a counter keeps its being open, not its ticket, and a reservation that its visitor came elsewhere. */
function withoutTickets(queue: Queue): Queue {
  const counters = Object.values(queue.counters).map((counter) => ({ ...counter, ticket: null, ended: null }));
  return {
    ...queue,
    ...noTickets,
    replacement: noReplacement,
    came: rememberedToo(queue.came, Object.keys(replacementOf(queue).arrived)),
    counters: Object.fromEntries(counters.map((counter) => [counter.number, counter])),
  };
}

function unknown(event: never): never {
  throw new Error(`the queue knows no event named ${JSON.stringify((event as QueueEvent).name)}`);
}
