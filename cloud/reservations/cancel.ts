import { randomInt } from 'node:crypto';
import type { Office } from '../store/read-office.ts';
import { nextFeedRevision } from './feed-revision.ts';
import { change } from './manage.ts';
import type { CancelRefusal, Reservation, UndoRefusal } from './port.ts';
import { planReminder, present, type Room, type Row, type Trx, tell } from './room.ts';
import { freeSeats, takenSeats } from './seat.ts';

type Done = { readonly ok: true; readonly reservation: Reservation };

/** A cancelled seat returns after so many minutes, drawn at random, so that nobody can wait beside it with a script (F28). */
const seatReturnMinutes = { from: 1, to: 15 };

/** Cancels a reservation; cancelling again answers the same. A hold can be given up too. */
export async function cancel(room: Room, token: string): Promise<Done | CancelRefusal> {
  return change<CancelRefusal>(room, token, async (trx, office, row, manageToken) => {
    const nowMs = room.clock.now();
    if (row.state === 'cancelled') return { ok: true, reservation: present(row, office) };
    if (row.state === 'checkedIn') return { ok: false, refusal: 'checked-in' };
    if ((row.state !== 'confirmed' && row.state !== 'held') || row.endMs <= nowMs) return { ok: false, refusal: 'over' };
    const cancelled = await asCancelled(room, trx, office, row);
    if (row.state === 'confirmed') await tell(room, trx, 'cancelled', cancelled, office, manageToken);
    return { ok: true, reservation: present(cancelled, office) };
  });
}

/** Cancels a row that is held or confirmed and takes back the mails it no longer needs; edges hear of it when they knew it. */
export async function asCancelled(room: Room, trx: Trx, office: Office, row: Row): Promise<Row> {
  const nowMs = room.clock.now();
  const cancelled: Row = {
    ...row,
    state: 'cancelled',
    endedMs: nowMs,
    seatReturnsMs: nowMs + randomInt(seatReturnMinutes.from * 60_000, seatReturnMinutes.to * 60_000),
    revision: row.state === 'confirmed' ? await nextFeedRevision(trx, office.id, nowMs) : row.revision,
  };
  await trx.updateTable('reservation').set(cancelled).where('id', '=', row.id).execute();
  await room.mail.withdraw(trx, row.id, ['hold', 'reminder', 'toMove']);
  return cancelled;
}

/** Puts a cancelled reservation back within `undoCancelMinutes`, on any free seat of its slot. */
export async function undoCancel(room: Room, token: string): Promise<Done | UndoRefusal> {
  return change<UndoRefusal>(room, token, async (trx, office, row, manageToken) => {
    const nowMs = room.clock.now();
    if (row.state === 'confirmed') return { ok: true, reservation: present(row, office) };
    const { undoUntilMs } = present(row, office);
    if (undoUntilMs === null) return { ok: false, refusal: 'not-cancelled' };
    if (undoUntilMs <= nowMs || row.endMs <= nowMs) return { ok: false, refusal: 'undo-too-late' };
    const seat = await seatForReturn(trx, row, office.settings.slots.capacity, nowMs);
    if (seat === undefined) return { ok: false, refusal: 'slot-full' };
    const restored: Row = {
      ...row,
      state: 'confirmed',
      seat,
      endedMs: null,
      seatReturnsMs: null,
      revision: await nextFeedRevision(trx, office.id, nowMs),
    };
    await trx.updateTable('reservation').set(restored).where('id', '=', row.id).execute();
    await tell(room, trx, 'restored', restored, office, manageToken);
    await planReminder(room, trx, restored, office, manageToken);
    return { ok: true, reservation: present(restored, office) };
  });
}

/** Its own seat while nobody else has it, else another one. */
async function seatForReturn(trx: Trx, row: Row, capacity: number, nowMs: number): Promise<number | undefined> {
  const taken = await takenSeats(trx, row, nowMs);
  const isOwnKept = row.seat < capacity && row.seatReturnsMs !== null && row.seatReturnsMs > nowMs;
  return isOwnKept ? row.seat : freeSeats(taken, capacity)[0];
}
