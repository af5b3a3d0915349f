import { forecast } from '../forecast.ts';
import { isoInstant } from '../instant.ts';
import { type Queue, ticketOf, waitingFor } from '../queue.ts';
import type { PublicView } from './screens.ts';

/** The queue as anybody may see it. */
export function publicView(queue: Queue, wall: number): PublicView {
  return {
    asOf: isoInstant(wall),
    services: queue.settings.services.map(({ id }) => ({ id, waiting: waitingFor(queue, id), forecast: forecast(queue, id) })),
    counters: Object.values(queue.counters).map(({ number, state, ticket }) => ({ number, state, ticket: numberOf(queue, ticket) })),
    lastCalls: queue.lastCalls.map(({ number, counter, at }) => ({ ticket: number, counter, at: isoInstant(at) })),
  };
}

export const numberOf = (queue: Queue, ordinal: number | null): string | null =>
  ordinal === null ? null : ticketOf(queue, ordinal).number;
