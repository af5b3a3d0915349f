import { createHash, randomUUIDv7 } from 'node:crypto';
import { type Office, readOffice } from '../store/read-office.ts';
import { checkEmail, checkName, tidyEmail, tidyText } from './booking-request.ts';
import { asCancelled } from './cancel.ts';
import { givePin } from './confirm.ts';
import { askedToMove, askToMove, type DeskRoom, mintOfficeLink, previewLetter } from './desk-letters.ts';
import { nextFeedRevision } from './feed-revision.ts';
import { insertSeated, nothingHappenedYet } from './insert-seated.ts';
import { takeHour } from './move.ts';
import { openSlotAt } from './offers.ts';
import type {
  Desk,
  DeskBookRefusal,
  DeskCancelRefusal,
  DeskMoveRefusal,
  DeskNote,
  DeskRequest,
  FieldProblem,
  Reservation,
} from './port.ts';
import { planReminder, present, type Room, type Row, type Trx, tell } from './room.ts';
import { freeSeats, takenSeats } from './seat.ts';
import type { Slot } from './slots.ts';
import { listStranded } from './stranded.ts';
import { hashToken, mintToken } from './token.ts';

type Done = { readonly ok: true; readonly reservation: Reservation };

/** The office's own hand on its reservations. */
export const openDesk = (room: DeskRoom): Desk => ({
  book: (office, request, note, wish = randomUUIDv7()) => book(room, office, request, note, wish),
  cancel: (office, id, letter, note) => cancel(room, office, id, letter, note),
  move: (office, id, to, note) => move(room, office, id, to, note),
  askToMove: (office, id, note) => askToMove(room, office, id, note),
  asked: (rows) => askedToMove(room.store.db, rows),
  preview: (office, id, letter) => previewLetter(room, office, id, letter),
  stranded: (office, settings) => listStranded(room.store.db, office, settings, room.clock.now()),
});

async function book(room: Room, officeId: string, request: DeskRequest, note: DeskNote, wish: string): Promise<Done | DeskBookRefusal> {
  const office = await readOffice(room.store.db, officeId);
  if (office === null) return { ok: false, refusal: 'unknown-office' };
  const name = tidyText(request.name);
  const email = tidyEmail(request.email);
  const problems = [name === '' ? null : checkName(name), email === '' ? null : checkEmail(email)];
  const slot = await openSlotAt(room, office, request.start);
  if (slot === null) problems.push({ field: 'start', problem: request.start === '' ? 'missing' : 'not-offered' });
  if (!office.settings.services.some(({ id }) => id === request.service)) problems.push({ field: 'service', problem: 'unknown' });
  const fields = problems.filter((problem): problem is FieldProblem => problem !== null);
  if (slot === null || fields.length > 0) return { ok: false, refusal: 'invalid', fields };
  const said = { service: request.service, name: name || null, email: email || null, lang: request.lang };
  const who = { id: bookingOf(wish, office.id, slot, said), ...said };
  const answer = await room.store.db.transaction().execute(async (trx) => {
    const twin = await trx.selectFrom('reservation').selectAll().where('id', '=', who.id).executeTakeFirst();
    if (twin) return { ok: true as const, reservation: present(twin, office) };
    const inserted = await insert(room, trx, office, slot, who);
    if (inserted.ok) await note(trx, inserted.reservation);
    return inserted;
  });
  return publish(room, office.id, answer);
}

/** The id of what one wish books at one hour for one person, marked as a UUID of our own making [RFC-9562 5.8]. */
function bookingOf(wish: string, office: string, { startMs }: Slot, said: object): string {
  const hex = createHash('sha256')
    .update(JSON.stringify([wish, office, startMs, said]))
    .digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}

async function insert(
  room: Room,
  trx: Trx,
  office: Office,
  slot: Slot,
  who: Pick<Row, 'id' | 'service' | 'name' | 'email' | 'lang'>,
): Promise<Done | DeskBookRefusal> {
  const nowMs = room.clock.now();
  const { date, startMs, endMs } = slot;
  const taken = await takenSeats(trx, { office: office.id, service: who.service, startMs }, nowMs);
  const seats = freeSeats(taken, office.settings.slots.capacity);
  if (seats.length === 0) return { ok: false, refusal: 'slot-full' };
  const token = mintToken(nowMs);
  const row: Omit<Row, 'seat'> = {
    ...who,
    office: office.id,
    date,
    startMs,
    endMs,
    state: 'confirmed',
    ...(await givePin(trx, office, date)),
    // Nobody is ever shown this one: there is nothing left to confirm.
    confirmToken: hashToken(mintToken(nowMs)),
    manageToken: hashToken(token),
    revision: await nextFeedRevision(trx, office.id, nowMs),
    createdMs: nowMs,
    holdExpiresMs: nowMs,
    confirmedMs: nowMs,
    ...nothingHappenedYet,
  };
  const seated = await insertSeated(trx, row, seats);
  if (seated === null) return { ok: false, refusal: 'slot-full' };
  await tell(room, trx, 'confirmed', seated, office, token);
  await planReminder(room, trx, seated, office, token);
  return { ok: true, reservation: present(seated, office) };
}

async function cancel(
  room: Room,
  officeId: string,
  id: string,
  letter: 'calledOff' | 'cancelled' | null,
  note: DeskNote,
): Promise<Done | DeskCancelRefusal> {
  const answer = await onRow<DeskCancelRefusal>(room, officeId, id, async (trx, office, row) => {
    if (row.state === 'cancelled') return { ok: true, reservation: present(row, office) };
    if (row.state === 'checkedIn') return { ok: false, refusal: 'checked-in' };
    if ((row.state !== 'confirmed' && row.state !== 'held') || row.endMs <= room.clock.now()) return { ok: false, refusal: 'over' };
    const cancelled = await asCancelled(room, trx, office, row);
    if (letter !== null) await tell(room, trx, letter, cancelled, office, await mintOfficeLink(trx, row.id, room.clock.now()));
    await note(trx, present(cancelled, office));
    return { ok: true, reservation: present(cancelled, office) };
  });
  return publish(room, officeId, answer);
}

async function move(
  room: Room,
  officeId: string,
  id: string,
  { start, tell: isTold }: { readonly start: string; readonly tell: boolean },
  note: DeskNote,
): Promise<Done | DeskMoveRefusal> {
  const known = await readOffice(room.store.db, officeId);
  const slot = known && (await openSlotAt(room, known, start));
  const answer = await onRow<DeskMoveRefusal>(room, officeId, id, async (trx, office, row) => {
    const moved = await takeHour(room, trx, office, row, start, slot);
    if (!moved.ok) return moved;
    if (!moved.fresh) return { ok: true, reservation: present(moved.row, office) };
    await room.mail.withdraw(trx, row.id, ['toMove']);
    const token = await mintOfficeLink(trx, row.id, room.clock.now());
    if (isTold) await tell(room, trx, 'moved', moved.row, office, token);
    await planReminder(room, trx, moved.row, office, token);
    await note(trx, present(moved.row, office));
    return { ok: true, reservation: present(moved.row, office) };
  });
  return publish(room, officeId, answer);
}

/** Runs a change of one reservation of the office in a transaction on its newest row. */
async function onRow<Refusal>(
  room: Room,
  officeId: string,
  id: string,
  work: (trx: Trx, office: Office, row: Row) => Promise<Done | Refusal>,
): Promise<Done | Refusal | { readonly ok: false; readonly refusal: 'unknown-reservation' }> {
  return room.store.db.transaction().execute(async (trx) => {
    const row = await trx.selectFrom('reservation').selectAll().where('office', '=', officeId).where('id', '=', id).executeTakeFirst();
    const office = row && (await readOffice(trx, officeId));
    return row && office ? work(trx, office, row) : { ok: false, refusal: 'unknown-reservation' };
  });
}

/** Tells edges and sends mails of what was committed. */
async function publish<Answer extends { readonly ok: boolean }>(room: Room, office: string, answer: Answer): Promise<Answer> {
  if (answer.ok) {
    room.changed(office);
    await room.deliver();
  }
  return answer;
}
