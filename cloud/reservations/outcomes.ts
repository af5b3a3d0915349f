import type { Transaction } from 'kysely';
import { judge, type Knowledge, learn, nothingKnown, type ReservationFact, type Slot } from '#contract/merge.ts';
import { readOffice } from '../store/read-office.ts';
import type { Schema } from '../store/schema.ts';
import { knowledgeOf } from './knowledge.ts';
import { seatedStates } from './seat.ts';

type Trx = Transaction<Schema>;
type Row = Schema['reservation'];
type Which = { readonly office: string; readonly reservation: string; readonly atMs: number };
type Came = { readonly ticketNumber: string | null; readonly slot?: Slot | null };

/*
 * What ingest calls inside its own transaction when an edge tells of a reservation. Each is idempotent and tolerates any order, because the
 * merge does; of a reservation this cloud does not know (restored from a backup, F17) it is kept for when it is brought back, and false.
 */

/** The PIN was accepted at the kiosk; wins over a cancel, a move, a lapse and an expiry (F20). */
export const checkIn = (trx: Trx, which: Which & Came): Promise<boolean> => record(trx, which, presenceOf(which));

/** A journal was once told that the visitor came; what the check-in itself says, if it is known, says more (F17). */
export const arrive = (trx: Trx, which: Which & Came): Promise<boolean> =>
  record(trx, which, presenceOf(which), ({ presence, visit }) => presence === null && visit === null);

const presenceOf = ({ atMs, slot = null, ticketNumber: number }: Which & Came): ReservationFact => ({
  kind: 'checkedIn',
  atMs,
  slot,
  number,
});

/** Nobody checked in by the end of the slot. */
export const lapse = (trx: Trx, which: Which): Promise<boolean> => record(trx, which, { kind: 'lapsed', atMs: which.atMs });

/** The ticket of the reservation was served. */
export const fulfil = (trx: Trx, which: Which): Promise<boolean> => record(trx, which, { kind: 'fulfilled', atMs: which.atMs });

/** Checked in, called, did not come. */
export const markNoShow = (trx: Trx, which: Which): Promise<boolean> => record(trx, which, { kind: 'noShow', atMs: which.atMs });

/** A finish or no-show was put back at the counter. */
export const restore = (trx: Trx, which: Which): Promise<boolean> => record(trx, which, { kind: 'restored', atMs: which.atMs });

async function record(
  trx: Trx,
  which: Which,
  fact: ReservationFact,
  isNews: (before: Knowledge) => boolean = () => true,
): Promise<boolean> {
  const row = await trx
    .selectFrom('reservation')
    .selectAll()
    .where('office', '=', which.office)
    .where('id', '=', which.reservation)
    .executeTakeFirst();
  const kept = await readKnowledge(trx, which.reservation);
  const settings = (await readOffice(trx, which.office))?.settings ?? null;
  const before = row ? knowledgeOf(row, kept?.known ?? null, settings) : (kept?.known ?? nothingKnown);
  if (!isNews(before)) return row !== undefined;
  const known = learn(before, fact);
  if (kept && JSON.stringify(known) === JSON.stringify(kept.known)) return row !== undefined;
  await keepKnowledge(trx, which.reservation, { known: JSON.stringify(known) });
  if (row) await write(trx, row, known);
  return row !== undefined;
}

/** What was learnt of a reservation so far. */
export async function readKnowledge(trx: Trx, reservation: string) {
  const kept = await trx.selectFrom('knowledge').selectAll().where('reservation', '=', reservation).executeTakeFirst();
  return kept ? { ...kept, known: JSON.parse(kept.known) as Knowledge } : null;
}

/** Keeps what is now known of a reservation, inside the transaction that learnt it. */
export async function keepKnowledge(
  trx: Trx,
  reservation: string,
  kept: { readonly known: string; readonly recalledAs?: number; readonly toldAt?: number; readonly toldMs?: number | null },
): Promise<void> {
  await trx
    .insertInto('knowledge')
    .values({ reservation, recalledAs: null, toldAt: null, toldMs: null, ...kept })
    .onConflict((conflict) => conflict.column('reservation').doUpdateSet(kept))
    .execute();
}

/** Brings the row to what the merge says; a visitor who came for another hour takes the reservation back to it. */
export async function write(trx: Trx, row: Row, known: Knowledge): Promise<void> {
  const { state, slot, number } = judge(known);
  const hour = slot ?? row;
  const moved = hour.startMs !== row.startMs;
  const revived = isSeated(state) && !isSeated(row.state);
  const to = {
    state,
    endedMs: endedMs(row, known, state),
    ticketNumber: number ?? row.ticketNumber,
    date: hour.date,
    startMs: hour.startMs,
    endMs: hour.endMs,
    seat: moved || revived ? await anySeat(trx, { ...row, startMs: hour.startMs }) : row.seat,
    // Given to another one since, the PIN is that one's alone: this visitor has used it already.
    pin: moved && (await isPinTaken(trx, row, hour.date)) ? null : row.pin,
  };
  await trx.updateTable('reservation').set(to).where('id', '=', row.id).execute();
}

function endedMs(row: Row, { visit, lapsedMs }: Knowledge, state: Row['state']): number | null {
  if (isAttended(state)) return visit?.atMs ?? null;
  return state === 'lapsed' ? lapsedMs : row.endedMs;
}

const isAttended = (state: string): boolean => state === 'checkedIn' || state === 'fulfilled' || state === 'noShow';
const isSeated = (state: string): boolean => (seatedStates as readonly string[]).includes(state);

/** Its own seat, or the next free number even beyond the capacity: who stands at the kiosk is there, whatever the calendar says. */
export async function anySeat(trx: Trx, row: Pick<Row, 'id' | 'office' | 'service' | 'startMs' | 'seat'>): Promise<number> {
  const others = await trx
    .selectFrom('reservation')
    .select('seat')
    .where('office', '=', row.office)
    .where('service', '=', row.service)
    .where('startMs', '=', row.startMs)
    .where('id', '!=', row.id)
    .where('state', 'in', seatedStates)
    .execute();
  const taken = new Set(others.map((other) => other.seat));
  let seat = row.seat;
  while (taken.has(seat)) seat += 1;
  return seat;
}

/** Whether another reservation of that date has this one's PIN. */
export async function isPinTaken(trx: Trx, row: Pick<Row, 'id' | 'office' | 'pin'>, date: string): Promise<boolean> {
  if (row.pin === null) return false;
  const twin = await trx
    .selectFrom('reservation')
    .select('id')
    .where('office', '=', row.office)
    .where('date', '=', date)
    .where('pin', '=', row.pin)
    .where('id', '!=', row.id)
    .executeTakeFirst();
  return twin !== undefined;
}
