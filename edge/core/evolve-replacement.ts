import type { Moment, QueueEvent } from '#contract/event.ts';
import type { Today } from '#contract/today.ts';
import { isOwn, placeOf } from './block.ts';
import { findReservation, withReservation } from './evolve-reservations.ts';
import { enqueued } from './evolve-ticket.ts';
import { wallOf } from './instant.ts';
import { type Queue, replacementOf, type Ticket } from './queue.ts';

type ReplacementEvent = Extract<QueueEvent, { name: 'block.begun' | 'day.restored' }>;

/** The queue of a journal that goes on where another one of the same day ended (F18). */
export function evolveReplacement(queue: Queue, event: ReplacementEvent): Queue {
  if (event.name === 'day.restored') return restored(queue, event.data, event.at);
  const { numbersAfter, ordinalsAfter } = event.data;
  const { elsewhere, seen, arrived } = replacementOf(queue);
  return {
    ...queue,
    issued: {},
    lastOrdinal: Math.max(queue.lastOrdinal, ordinalsAfter),
    replacement: { numbersAfter, elsewhere: atLeast(elsewhere, queue.issued), seen, arrived },
  };
}

/** Counts that grow to what these last numbers tell. */
const atLeast = (counts: Queue['issued'] = {}, last: Queue['issued']): Queue['issued'] => ({
  ...counts,
  ...Object.fromEntries(Object.entries(last).map(([service, number]) => [service, Math.max(counts[service] ?? 0, placeOf(number))])),
});

function restored(queue: Queue, today: Today, now: Moment): Queue {
  const { numbersAfter, elsewhere, seen, arrived } = replacementOf(queue);
  const told = Object.entries(today.issued);
  const own = told.filter(([, last]) => isOwn(last, numbersAfter));
  const replacement = {
    numbersAfter,
    elsewhere: atLeast(elsewhere, Object.fromEntries(told.filter(([, last]) => !isOwn(last, numbersAfter)))),
    seen: { ...seen, ...Object.fromEntries(today.seen.map(({ journal, seq }) => [journal, seq])) },
    arrived: { ...arrived, ...Object.fromEntries(today.arrived.map(({ reservation, ordinal }) => [reservation, ordinal])) },
  };
  const issued = own.map(([service, last]) => [service, Math.max(last, queue.issued[service] ?? 0)]);
  const numbered: Queue = {
    ...queue,
    replacement,
    issued: { ...queue.issued, ...Object.fromEntries(issued) },
    lastOrdinal: beyondOthers(queue.lastOrdinal, today.lastOrdinal),
  };
  return today.tickets.map((one) => asTicket(one, now)).reduce(enqueued, today.arrived.reduce(withArrival, numbered));
}

function withArrival(queue: Queue, { reservation: id, ordinal }: Today['arrived'][number]): Queue {
  const known = findReservation(queue.reservations, id);
  return known && known.here !== 'checkedIn' ? withReservation(queue, { ...known, here: 'checkedIn', ordinal }) : queue;
}

/** A journal further on may have given some that nobody was told of: ordinals go by age, and none is given twice. */
const beyondOthers = (here: number, there: number): number =>
  there > here ? Math.ceil(there / untoldOrdinals) * untoldOrdinals + untoldOrdinals : here;
const untoldOrdinals = 1_000;

/** A ticket of the other journal waits here at the place of its age, its waiting time going on. */
function asTicket({ ordinal, number, service, token, issued, reservation }: Today['tickets'][number], now: Moment): Ticket {
  const wall = wallOf(issued);
  return {
    ordinal,
    number,
    service,
    token,
    state: 'waiting',
    issued: { wall, steady: now.steady - Math.max(0, now.wall - wall) },
    reservation: reservation && { id: reservation.id, start: wallOf(reservation.start), end: wallOf(reservation.end) },
    counter: null,
    called: null,
    calls: 0,
    rule: null,
    passedOver: 0,
    ahead: 0,
    forecast: null,
    slip: 'printed',
    copies: 0,
  };
}
