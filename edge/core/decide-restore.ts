import type { Fact } from '#contract/event.ts';
import type { Today } from '#contract/today.ts';
import { blockOfStranger } from './block.ts';
import { accept, type Decision } from './decision.ts';
import { type Queue, replacementOf } from './queue.ts';
import { at, values } from './sequence.ts';

/**
 * The cloud told what other journals of this edge gave today (F18). Taken once, and only for the business day that is open; numbers that
 * were given here meanwhile stay as they are, so a ticket whose ordinal is taken here gets the next one. Nobody knows what those journals
 * have given and not told yet: one that has no block of its own begins one.
 */
export function decideRestore(queue: Queue, today: Today): Decision {
  const { seen, numbersAfter } = replacementOf(queue);
  const isNew = today.seen.some(({ journal, seq }) => seq > (seen[journal] ?? -1));
  if (queue.day?.date !== today.day || !isNew) return accept();
  const restored: Fact = { name: 'day.restored', data: placed(queue, today) };
  if (numbersAfter > 0) return accept(restored);
  return accept({ name: 'block.begun', data: blockOfStranger(today.seen.length) }, restored);
}

function placed(queue: Queue, today: Today): Today {
  const known = new Set([...values(queue.tickets)].map(({ token }) => token));
  const taken = new Set<number>();
  let lastOrdinal = Math.max(queue.lastOrdinal, today.lastOrdinal);
  const tickets = today.tickets
    .filter(({ token }) => !known.has(token))
    .map((ticket) => {
      const isFree = at(queue.tickets, ticket.ordinal) === undefined && !taken.has(ticket.ordinal);
      const ordinal = isFree ? ticket.ordinal : ++lastOrdinal;
      taken.add(ordinal);
      return { ...ticket, ordinal };
    });
  const ordinals = new Map(tickets.flatMap(({ reservation, ordinal }) => (reservation ? [[reservation.id, ordinal]] : [])));
  const arrived = today.arrived.map((one) => ({ ...one, ordinal: ordinals.get(one.reservation) ?? one.ordinal }));
  return { ...today, lastOrdinal, tickets, arrived };
}
