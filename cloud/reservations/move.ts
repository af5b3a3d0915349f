import type { Office } from '../store/read-office.ts';
import { givePin } from './confirm.ts';
import { nextFeedRevision } from './feed-revision.ts';
import { change, findManaged } from './manage.ts';
import { openSlotAt } from './offers.ts';
import { isPinTaken } from './outcomes.ts';
import type { HourRefusal, MoveRefusal, Reservation } from './port.ts';
import { officeOf, planReminder, present, type Room, type Row, type Trx, tell } from './room.ts';
import { freeSeats, takenSeats } from './seat.ts';
import type { Slot } from './slots.ts';

type Done = { readonly ok: true; readonly reservation: Reservation };

/** Moves a confirmed reservation to another open slot of its service; the old seat is free at once. */
export async function move(room: Room, token: string, start: string): Promise<Done | MoveRefusal> {
  const found = await findManaged(room, token);
  if (found === null) return { ok: false, refusal: 'unknown-token' };
  const slot = await openSlotAt(room, await officeOf(room, found.row), start);
  return change<MoveRefusal>(room, token, async (trx, office, row, manageToken) => {
    const moved = await takeHour(room, trx, office, row, start, slot);
    if (!moved.ok) return moved;
    if (!moved.fresh) return { ok: true, reservation: present(moved.row, office) };
    await tell(room, trx, 'moved', moved.row, office, manageToken);
    await planReminder(room, trx, moved.row, office, manageToken);
    return { ok: true, reservation: present(moved.row, office) };
  });
}

type Taken = { readonly ok: true; readonly row: Row /** Whether it had another hour before. */; readonly fresh: boolean };

/** Gives a confirmed row a seat in another hour, inside the transaction that read it; `slot` is the open slot at `start`. */
export async function takeHour(
  room: Room,
  trx: Trx,
  office: Office,
  row: Row,
  start: string,
  slot: Slot | null,
): Promise<Taken | HourRefusal> {
  const nowMs = room.clock.now();
  if (row.state === 'checkedIn') return { ok: false, refusal: 'checked-in' };
  if (row.state !== 'confirmed') return { ok: false, refusal: 'not-confirmed' };
  if (row.endMs <= nowMs) return { ok: false, refusal: 'over' };
  if (row.startMs === Date.parse(start)) return { ok: true, row: await affirmed(trx, office, row, nowMs), fresh: false };
  if (slot === null) return { ok: false, refusal: 'not-offered' };
  const taken = await takenSeats(trx, { office: row.office, service: row.service, startMs: slot.startMs }, nowMs);
  const seat = freeSeats(taken, office.settings.slots.capacity)[0];
  if (seat === undefined) return { ok: false, refusal: 'slot-full' };
  const moved: Row = {
    ...row,
    date: slot.date,
    startMs: slot.startMs,
    endMs: slot.endMs,
    seat,
    ...(await pinOn(trx, office, row, slot.date)),
    // Back to where it came from is no move to be taken back again.
    movedFromMs: slot.startMs === row.movedFromMs ? null : row.startMs,
    movedMs: nowMs,
    revision: await nextFeedRevision(trx, office.id, nowMs),
  };
  await trx.updateTable('reservation').set(moved).where('id', '=', row.id).execute();
  return { ok: true, row: moved, fresh: true };
}

/** Who asks for the hour that it has, wants it now: no word of a past that was forgotten with a backup takes it away again (P60). */
async function affirmed(trx: Trx, office: Office, row: Row, nowMs: number): Promise<Row> {
  const revision = await nextFeedRevision(trx, office.id, nowMs);
  await trx.updateTable('reservation').set({ revision }).where('id', '=', row.id).execute();
  return { ...row, revision };
}

/** The same PIN, unless another reservation of the new date has it. */
const pinOn = async (trx: Trx, office: Office, row: Row, date: string): Promise<{ pin?: string; pinHash?: string }> =>
  (await isPinTaken(trx, row, date)) ? givePin(trx, office, date) : {};
