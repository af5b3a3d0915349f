import { remembered } from '#contract/remembered.ts';
import type { FedReservation } from '#contract/reservation.ts';
import type { ReservationTable } from '../store/schema.ts';

/** A reservation as edges are told of it; `null` for one they never hear of: not confirmed, or its personal data already deleted. */
export function asFed(row: Omit<ReservationTable, 'id'> & { readonly id: string }, timeZone: string): FedReservation | null {
  const state = fedState(row.state);
  if (state === null || row.pinHash === null) return null;
  const { id, service, date, pinHash } = row;
  return { id, service, date, start: zoned(row.startMs, timeZone), end: zoned(row.endMs, timeZone), state, pinHash };
}

function fedState(state: ReservationTable['state']): FedReservation['state'] | null {
  switch (state) {
    case 'confirmed':
    case 'checkedIn':
    case 'fulfilled':
    case 'noShow':
      return 'live';
    case 'cancelled':
      return 'cancelled';
    case 'lapsed':
      return 'lapsed';
    case 'held':
    case 'expired':
      return null;
  }
}

/** Hours written before: each is that of several reservations, and of every message about one. */
const written = remembered<string, string>(4_096);

/** With the offset of the office's zone, which tells the repeated hour of autumn apart (F6). */
const zoned = (atMs: number, timeZone: string): string =>
  written(`${atMs} ${timeZone}`, () =>
    Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone).toString({ timeZoneName: 'never', smallestUnit: 'second' }),
  );
