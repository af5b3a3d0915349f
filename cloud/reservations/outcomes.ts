import type { Transaction } from 'kysely';
import type { Schema } from '../store/schema.ts';
import { mergeOutcome, type Outcome } from './merge-outcome.ts';
import { seatedStates } from './seat.ts';

type Trx = Transaction<Schema>;
type Which = { readonly office: string; readonly reservation: string; readonly atMs: number };

/*
 * What ingest calls inside its own transaction when an edge tells of a reservation. Each is idempotent and tolerates any order; a
 * reservation this cloud does not know (restored from a backup, F17) is left alone and answered with false.
 */

/** The PIN was accepted at the kiosk; wins over a cancel, a lapse and an expiry (F20). */
export const checkIn = (trx: Trx, which: Which & { readonly ticketNumber: string | null }): Promise<boolean> =>
  record(trx, which, 'checkedIn', which.ticketNumber);

/** Nobody checked in by the end of the slot. */
export const lapse = (trx: Trx, which: Which): Promise<boolean> => record(trx, which, 'lapsed');

/** The ticket of the reservation was served. */
export const fulfil = (trx: Trx, which: Which): Promise<boolean> => record(trx, which, 'fulfilled');

/** Checked in, called, did not come. */
export const markNoShow = (trx: Trx, which: Which): Promise<boolean> => record(trx, which, 'noShow');

/** A finish or no-show was put back at the counter. */
export const restore = (trx: Trx, which: Which): Promise<boolean> => record(trx, which, 'restored');

async function record(trx: Trx, which: Which, kind: Outcome['kind'], ticketNumber: string | null = null): Promise<boolean> {
  const row = await trx
    .selectFrom('reservation')
    .selectAll()
    .where('office', '=', which.office)
    .where('id', '=', which.reservation)
    .executeTakeFirst();
  if (row === undefined) return false;
  const standing = mergeOutcome(row, { kind, atMs: which.atMs });
  const number = ticketNumber ?? row.ticketNumber;
  if (standing.state === row.state && standing.endedMs === row.endedMs && number === row.ticketNumber) return true;
  const revived = isSeated(standing.state) && !isSeated(row.state);
  await trx
    .updateTable('reservation')
    .set({ state: standing.state, endedMs: standing.endedMs, ticketNumber: number, seat: revived ? await anySeat(trx, row) : row.seat })
    .where('id', '=', row.id)
    .execute();
  return true;
}

const isSeated = (state: string): boolean => (seatedStates as readonly string[]).includes(state);

/** Its own seat, or the next free number even beyond the capacity: who stands at the kiosk is there, whatever the calendar says. */
async function anySeat(trx: Trx, row: Schema['reservation']): Promise<number> {
  const others = await trx
    .selectFrom('reservation')
    .select('seat')
    .where('office', '=', row.office)
    .where('service', '=', row.service)
    .where('startMs', '=', row.startMs)
    .where('state', 'in', seatedStates)
    .execute();
  const taken = new Set(others.map((other) => other.seat));
  let seat = row.seat;
  while (taken.has(seat)) seat += 1;
  return seat;
}
