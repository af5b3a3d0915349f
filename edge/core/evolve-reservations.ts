import type { QueueEvent } from '#contract/event.ts';
import type { FedReservation } from '#contract/reservation.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import { enqueued } from './evolve-ticket.ts';
import { wallOf } from './instant.ts';
import { cameMax, counterOf, type Queue, type Reservation, replacementOf, ticketOf } from './queue.ts';
import { stateOf } from './standing.ts';

type ReservationEvent = Extract<
  QueueEvent,
  { name: 'reservation.checked-in' | 'reservation.lapsed' | 'feed.applied' | 'feed.kept' | 'settings.applied' }
>;

/** Days that a reservation is remembered after its date, so that a late visitor is told kindly. */
const daysKept = 1;

/** The queue after the cloud told something, or a reservation's life went on here. */
export function evolveReservations(queue: Queue, event: ReservationEvent): Queue {
  switch (event.name) {
    case 'feed.applied': {
      const { changes, replaces, position } = event.data;
      const known = replaces ? onlyTouchedHere(queue.reservations) : queue.reservations;
      return { ...queue, feed: position, reservations: changes.reduce(learnedBy(queue), known) };
    }
    case 'feed.kept':
      return { ...queue, reservations: event.data.reservations.reduce(learnedBy(queue), queue.reservations) };
    case 'settings.applied': {
      const { settings, pinKey, publicOrigin } = event.data;
      return { ...queue, settings, pinKey, publicOrigin, counters: countersOf(queue, settings) };
    }
    case 'reservation.checked-in': {
      const reservation = reservationById(queue, event.data.reservation);
      const ticket = ticketOf(queue, event.data.ordinal);
      const reserved = { id: reservation.id, start: wallOf(reservation.start), end: wallOf(reservation.end) };
      const kept = withReservation(queue, {
        ...reservation,
        here: 'checkedIn',
        ordinal: ticket.ordinal,
        cameFor: event.data.slot ?? slotOf(reservation),
      });
      return enqueued({ ...kept, keypad: { misses: 0, restUntilSteady: 0 } }, { ...ticket, reservation: reserved });
    }
    case 'reservation.lapsed':
      return withReservation(queue, { ...reservationById(queue, event.data.reservation), here: 'lapsed', lapsedMs: event.at.wall });
  }
}

/** The oldest date whose reservations are remembered, ISO; before all others while no trusted clock has named the day (F5). */
export const oldestKept = ({ day }: Pick<Queue, 'day'>): string =>
  day?.trusted ? Temporal.PlainDate.from(day.date).subtract({ days: daysKept }).toString() : '';

/**
 * Forgets reservations of days that are over when this day is opened, and keeps only the names of those whose visitor came: nothing that the
 * cloud says later may make them expected again (F17).
 */
export function forgetOldDays(queue: Queue, day: Queue['day']): Pick<Queue, 'reservations' | 'came'> {
  const oldest = oldestKept({ day });
  const ofDays = Object.entries(queue.reservations);
  const over = ofDays.flatMap(([date, ofDay]) => (date < oldest ? Object.values(ofDay) : []));
  return {
    reservations: Object.fromEntries(ofDays.filter(([date]) => date >= oldest)),
    came: rememberedToo(
      queue.came,
      over.filter(({ here }) => here === 'checkedIn').map(({ id }) => id),
    ),
  };
}

/** The names of those who came, with these as the newest. */
export const rememberedToo = (came: Queue['came'] = [], ids: readonly string[]): readonly string[] =>
  ids.length === 0 ? came : [...new Set([...came, ...ids])].slice(-cameMax);

/**
 * A fed change arrives: what happened here stays, only the cloud's part changes. A moved reservation leaves its old date, and one that
 * was moved to a day which is forgotten here is forgotten with it, unless its visitor came: the name must be remembered then.
 */
function learnedBy(queue: Queue): (known: Queue['reservations'], fed: FedReservation) => Queue['reservations'] {
  const { arrived } = replacementOf(queue);
  const oldest = oldestKept(queue);
  return (known, fed) => {
    const before = findReservation(known, fed.id);
    const elsewhere = before && before.date !== fed.date ? { ...known, [before.date]: omit(known[before.date] ?? {}, fed.id) } : known;
    if (fed.date < oldest) return before?.here === 'checkedIn' ? known : elsewhere;
    const reservation = before ? stillTrue({ ...before, ...fed }) : asFed(fed, arrived[fed.id] ?? null);
    return { ...elsewhere, [fed.date]: { ...elsewhere[fed.date], [fed.id]: reservation } };
  };
}

/** One that this journal hears of first; it may have been checked in under another journal of today (F18). */
const asFed = (fed: FedReservation, ordinal: number | null): Reservation => ({
  ...fed,
  here: ordinal === null ? 'expected' : 'checkedIn',
  ordinal,
});

/** A lapse of an hour that the reservation has left since is none (merge). */
function stillTrue(reservation: Reservation): Reservation {
  if (reservation.here !== 'lapsed' || stateOf({ ...reservation, state: 'live' }) === 'lapsed') return reservation;
  const { lapsedMs: _, ...rest } = reservation;
  return { ...rest, here: 'expected' };
}

const slotOf = ({ date, start, end }: Reservation) => ({ date, start, end });

function onlyTouchedHere(reservations: Queue['reservations']): Queue['reservations'] {
  const kept = Object.entries(reservations).map(([date, ofDay]) => {
    const touched = Object.entries(ofDay).filter(([, reservation]) => reservation.here !== 'expected');
    return [date, Object.fromEntries(touched)] as const;
  });
  return Object.fromEntries(kept);
}

/** The reservation, which must be known: an unknown one in the journal is a bug. */
export function reservationById(queue: Queue, id: string): Reservation {
  const found = findReservation(queue.reservations, id);
  if (!found) throw new Error(`no reservation is called ${id}`);
  return found;
}

/** The reservation of any day with this id. */
export function findReservation(reservations: Queue['reservations'], id: string): Reservation | undefined {
  for (const ofDay of Object.values(reservations)) if (ofDay[id]) return ofDay[id];
  return undefined;
}

export const withReservation = (queue: Queue, reservation: Reservation): Queue => ({
  ...queue,
  reservations: { ...queue.reservations, [reservation.date]: { ...queue.reservations[reservation.date], [reservation.id]: reservation } },
});

function omit(ofDay: Readonly<Record<string, Reservation>>, id: string): Readonly<Record<string, Reservation>> {
  const { [id]: _, ...rest } = ofDay;
  return rest;
}

/** Counters that the settings no longer have are dropped unless someone is attended there. */
function countersOf(queue: Queue, settings: OfficeSettings): Queue['counters'] {
  const numbers = new Set(settings.counters.map(({ number }) => number));
  for (const counter of Object.values(queue.counters)) if (counter.ticket !== null) numbers.add(counter.number);
  return Object.fromEntries([...numbers].map((number) => [number, counterOf(queue, number)]));
}
