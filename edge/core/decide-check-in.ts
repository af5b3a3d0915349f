import { localDate } from '#contract/business-day.ts';
import { issue } from './decide-take.ts';
import { accept, type Command, type Decision, type Now, type Refusal, refuse } from './decision.ts';
import { forecast } from './forecast.ts';
import { wallOf } from './instant.ts';
import { nextNumber, type Queue, type Reservation, serviceOf } from './queue.ts';
import { at } from './sequence.ts';
import { stateOf } from './standing.ts';

/**
 * A PIN was completed with OK (check-in rule). Each outcome has its own words for the visitor; only an unknown PIN is a miss.
 * While the clock is not trusted a known reservation is taken whatever the hour; the event says so by its flag (F5).
 */
export function decideCheckIn(queue: Queue, command: Extract<Command, { kind: 'check-in' }>, now: Now): Decision {
  const restMs = queue.keypad.restUntilSteady - now.steady;
  if (restMs > 0) return refuse({ word: 'keypad-rests', seconds: Math.ceil(restMs / 1000) });
  const reservation = command.pinHash === null ? null : bestMatch(queue, command.pinHash, now);
  if (reservation === null) return miss(queue, command.offlineSince);
  if (stateOf(reservation) === 'checkedIn') return again(queue, reservation, command.offlineSince);
  const refusal = mayCheckIn(queue, reservation, now);
  if (refusal) return refuse(refusal);
  return checkIn(queue, reservation, command.token, now);
}

function checkIn(queue: Queue, { id, service, date, start, end }: Reservation, token: string, now: Now): Decision {
  if (!serviceOf(queue, service)) return refuse({ word: 'unknown-service' });
  if (nextNumber(queue, service) === null) return refuse({ word: 'numbers-used' });
  const begins = wallOf(start);
  const ahead = (queue.reserved[service] ?? []).filter((other) => other.start <= begins).length;
  const issued = issue(queue, { service, origin: 'reservation', token, ahead, forecast: forecast(queue, service, ahead) });
  const data = { reservation: id, ordinal: queue.lastOrdinal + 1, early: begins > now.wall, slot: { date, start, end } };
  return accept(issued, { name: 'reservation.checked-in', data });
}

/** The reservation that this PIN most likely means: today's before other days', one that can still be used before one that cannot. */
function bestMatch(queue: Queue, pinHash: string, now: Now): Reservation | null {
  const today = localDate(now.wall, queue.settings);
  const all = Object.values(queue.reservations).flatMap((ofDay) => Object.values(ofDay));
  const matches = all.filter((one) => one.pinHash === pinHash && (one.date >= today || !now.clockTrusted));
  const rank = (one: Reservation): number => {
    const state = stateOf(one);
    if (state === 'checkedIn') return 1;
    return state === 'confirmed' ? 0 : 2;
  };
  return (
    matches.toSorted((a, b) => Number(a.date !== today) - Number(b.date !== today) || rank(a) - rank(b) || compare(a.start, b.start))[0] ??
    null
  );
}

/** Whether any reservation that nobody came for yet may be checked in at this moment. */
export function mayCheckInNow(queue: Queue, now: Now): boolean {
  const today = Object.values(queue.reservations[localDate(now.wall, queue.settings)] ?? {});
  return today.some((one) => stateOf(one) === 'confirmed' && mayCheckIn(queue, one, now) === null);
}

function mayCheckIn(queue: Queue, reservation: Reservation, now: Now): Refusal | null {
  const { service } = reservation;
  const state = stateOf(reservation);
  if (state === 'cancelled') return { word: 'cancelled', service };
  if (!now.clockTrusted) return null;
  const start = wallOf(reservation.start);
  const end = wallOf(reservation.end);
  if (reservation.date !== localDate(now.wall, queue.settings)) return { word: 'other-day', start, end };
  // A lapse is not asked for: one that came of a clock that ran ahead binds nobody when the clock is right again (F7).
  if (now.wall >= end) return { word: 'too-late', start, end, service };
  const from = start - queue.settings.policies.earlyMinutes * 60_000;
  return now.wall < from ? { word: 'too-early', start, end, from } : null;
}

/** The same PIN again: the same number, printed as a copy at most `copiesMax` times; a PIN of a past business day is unknown. */
function again(queue: Queue, reservation: Reservation, offlineSince: number | null): Decision {
  const ticket = reservation.ordinal === null ? undefined : at(queue.tickets, reservation.ordinal);
  if (ticket?.reservation?.id !== reservation.id) return miss(queue, offlineSince);
  const { ordinal, number, copies } = ticket;
  const copy = copies < queue.settings.policies.copiesMax;
  const refusal: Refusal = { word: 'already-used', number, copy };
  return copy ? refuse(refusal, { name: 'copy.granted', data: { ordinal, number } }) : refuse(refusal);
}

function miss(queue: Queue, offlineSince: number | null): Decision {
  const refusal: Refusal = offlineSince === null ? { word: 'unknown-pin' } : { word: 'reservations-stale', since: offlineSince };
  return refuse(refusal, { name: 'pin.missed', data: { inARow: queue.keypad.misses + 1 } });
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
