import { localDate } from '#contract/business-day.ts';
import { asServers, type Line, type Server } from '#contract/wait.ts';
import { meanSeconds, openCounters } from './forecast.ts';
import { wallOf } from './instant.ts';
import { type Queue, ticketOf, waitingFor } from './queue.ts';
import { stateOf } from './standing.ts';

/**
 * When everybody of today will have been served if nobody else takes a ticket: those attended, waiting and parked, and the reservations
 * still to come, which are not over before their hour has begun. Wall ms; `null` when people wait for a service that no open counter serves.
 */
export function doneToday(queue: Queue, wall: number): number | null {
  const services = queue.settings.services.map(({ id }) => id);
  const parked = queue.parked.map(({ ordinal }) => ticketOf(queue, ordinal).service);
  const booked = stillToCome(queue, wall);
  const lines = services.map((id) => ({
    people: waitingFor(queue, id) + parked.filter((one) => one === id).length + booked.filter(({ service }) => service === id).length,
    seconds: meanSeconds(queue, id),
  }));
  const { cycles, servers } = asServers(lines, openCounters(queue));
  const seconds = drained(cycles, servers);
  if (seconds === null) return null;
  const lastBooked = booked.map(({ service, start }) => start + Math.round(1000 * meanSeconds(queue, service)));
  return Math.max(wall + 1000 * Math.round(seconds), ...lastBooked);
}

type Booked = { readonly service: string; readonly start: number };

function stillToCome(queue: Queue, wall: number): readonly Booked[] {
  return Object.values(queue.reservations[localDate(wall, queue.settings)] ?? {})
    .filter((one) => stateOf(one) === 'confirmed' && wallOf(one.end) > wall)
    .map(({ service, start }) => ({ service, start: wallOf(start) }));
}

/** Steps in which a line is served at most, as in the forecast of one ticket. */
const stepsMax = 16;

/**
 * Seconds until the counters have served everybody: whoever is free first takes from the fullest line that it serves, and the end is when
 * the last one that had work is free. `null` when a line with people has no counter. Pure and deterministic.
 */
export function drained(lines: readonly Line[], servers: readonly Server[]): number | null {
  const left = lines.map(({ people }) => people);
  const free = servers.map(({ freeInSeconds }) => freeInSeconds);
  let end = Math.max(0, ...free);
  for (;;) {
    const waiting = left.flatMap((people, line) => (people > 0 ? [line] : []));
    if (waiting.length === 0) return end;
    const able = servers.flatMap((server, index) => (server.lines.some((line) => waiting.includes(line)) ? [index] : []));
    const next = able.toSorted((a, b) => free[a]! - free[b]!)[0];
    if (next === undefined) return null;
    const line = waiting.filter((one) => servers[next]!.lines.includes(one)).toSorted((a, b) => left[b]! - left[a]!)[0]!;
    const people = Math.min(left[line]!, Math.max(1, lines[line]!.people / stepsMax));
    left[line]! -= people;
    free[next]! += people * lines[line]!.seconds;
    end = Math.max(end, free[next]!);
  }
}
