import type { Office } from '../store/read-office.ts';
import { expireHolds } from './aging.ts';
import { givePin } from './confirm.ts';
import { nextFeedRevision } from './feed-revision.ts';
import { change, findManaged } from './manage.ts';
import { openSlotAt } from './offers.ts';
import { isPinTaken } from './outcomes.ts';
import type { MoveRefusal, Reservation } from './port.ts';
import { officeOf, planReminder, present, type Room, type Row, type Trx, tell } from './room.ts';
import { freeSeats, takenSeats } from './seat.ts';

type Done = { readonly ok: true; readonly reservation: Reservation };

/** Moves a confirmed reservation to another open slot of its service; the old seat is free at once. */
export async function move(room: Room, token: string, start: string): Promise<Done | MoveRefusal> {
  const found = await findManaged(room, token);
  if (found === null) return { ok: false, refusal: 'unknown-token' };
  const slot = await openSlotAt(room, await officeOf(room, found.row), start);
  return change<MoveRefusal>(room, token, async (trx, office, row, manageToken) => {
    const nowMs = room.clock.now();
    if (row.state === 'checkedIn') return { ok: false, refusal: 'checked-in' };
    if (row.state !== 'confirmed') return { ok: false, refusal: 'not-confirmed' };
    if (row.endMs <= nowMs) return { ok: false, refusal: 'over' };
    if (row.startMs === Date.parse(start)) return { ok: true, reservation: present(row, office) };
    if (slot === null) return { ok: false, refusal: 'not-offered' };
    await expireHolds(trx, nowMs);
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
      revision: await nextFeedRevision(trx, office.id),
    };
    await trx.updateTable('reservation').set(moved).where('id', '=', row.id).execute();
    await tell(room, trx, 'moved', moved, office, manageToken);
    await planReminder(room, trx, moved, office, manageToken);
    return { ok: true, reservation: present(moved, office) };
  });
}

/** The same PIN, unless another reservation of the new date has it. */
const pinOn = async (trx: Trx, office: Office, row: Row, date: string): Promise<{ pin?: string; pinHash?: string }> =>
  (await isPinTaken(trx, row, date)) ? givePin(trx, office, date) : {};
