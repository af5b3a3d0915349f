import type { Kysely } from 'kysely';
import type { Schema } from '../store/schema.ts';

/** States whose reservation keeps its seat; the index `reservationSeat` names the same. */
export const seatedStates = ['held', 'confirmed', 'checkedIn', 'fulfilled', 'noShow'] as const;

export type SlotKey = { readonly office: string; readonly service: string; readonly startMs: number };

/** Seats of the slot that are taken, a cancelled one that has not returned yet included. */
export async function takenSeats(db: Kysely<Schema>, slot: SlotKey, nowMs: number): Promise<number[]> {
  const rows = await db
    .selectFrom('reservation')
    .select('seat')
    .where('office', '=', slot.office)
    .where('service', '=', slot.service)
    .where('startMs', '=', slot.startMs)
    .where((row) => row.or([row('state', 'in', seatedStates), row.and([row('state', '=', 'cancelled'), row('seatReturnsMs', '>', nowMs)])]))
    .execute();
  return rows.map((row) => row.seat);
}

/** The lowest seats from 0 that nobody has, at most `capacity` of the slot. */
export function freeSeats(taken: readonly number[], capacity: number): number[] {
  const known = new Set(taken);
  return Array.from({ length: capacity }, (_, seat) => seat).filter((seat) => !known.has(seat));
}

/** The first of them, without the others; `null` when the slot is full. */
export function freeSeat(taken: readonly number[], capacity: number): number | null {
  const known = new Set(taken);
  for (let seat = 0; seat < capacity; seat += 1) if (!known.has(seat)) return seat;
  return null;
}
