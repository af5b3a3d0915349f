import { randomUUID } from 'node:crypto';
import { type Office, readOffice } from '../store/read-office.ts';
import { checkRequest, tidyEmail, tidyText } from './booking-request.ts';
import { asConfirmed, tellConfirmed } from './confirm.ts';
import { inLine } from './in-line.ts';
import { insertSeated, nothingHappenedYet } from './insert-seated.ts';
import { tooManyActive, tooManyUnconfirmed } from './limits.ts';
import { openSlotAt } from './offers.ts';
import type { BookingRequest, BookRefusal, Reservation } from './port.ts';
import { present, type Room, type Row, type Trx, tell } from './room.ts';
import { freeSeats, takenSeats } from './seat.ts';
import type { Slot } from './slots.ts';
import { hashToken, manageTokenOf, mintToken, provenTokenOf } from './token.ts';

type Booked = { readonly ok: true; readonly reservation: Reservation };
type Proven = Booked & { readonly confirmToken: string };

/** Takes a seat for `holdMinutes` and mails the confirm link (booking rule). */
export async function book(
  room: Room,
  officeId: string,
  request: BookingRequest,
  id: string = randomUUID(),
): Promise<Booked | BookRefusal> {
  const answer = await seat(room, officeId, { ...request, id, isProven: false });
  if (answer.ok && answer.isNew) await room.deliver();
  return answer;
}

/** Takes a seat for somebody whose address is known to be theirs: confirmed at once, and never one of those that wait to be. */
export async function bookProven(room: Room, officeId: string, request: BookingRequest, id: string): Promise<Proven | BookRefusal> {
  const answer = await seat(room, officeId, { ...request, id, isProven: true });
  if (answer.ok && answer.isNew) {
    room.changed(officeId);
    await room.deliver();
  }
  return answer;
}

type Wish = BookingRequest & { readonly id: string; readonly isProven: boolean };
type Seated = Proven & { readonly isNew: boolean };

async function seat(room: Room, officeId: string, wish: Wish): Promise<Seated | BookRefusal> {
  const office = await readOffice(room.store.db, officeId);
  if (office === null) return { ok: false, refusal: 'unknown-office' };
  const fields = checkRequest(office.settings, wish);
  if (fields.length > 0) return { ok: false, refusal: 'invalid', fields };
  const slot = await openSlotAt(room, office, wish.start);
  if (slot === null) return { ok: false, refusal: 'invalid', fields: [{ field: 'start', problem: 'not-offered' }] };
  const places = [`${officeId} ${wish.service} ${slot.date}`, `${officeId} ${wish.service} ${tidyEmail(wish.email)}`];
  return inLine(room.store, places, (trx) => seatIn(room, trx, office, slot, wish));
}

async function seatIn(room: Room, trx: Trx, office: Office, slot: Slot, wish: Wish): Promise<Seated | BookRefusal> {
  const nowMs = room.clock.now();
  const { service, isProven } = wish;
  const email = tidyEmail(wish.email);
  // The same page sent twice is one wish, not two: the answer got lost, or the button was pressed again.
  const twin = await trx.selectFrom('reservation').selectAll().where('id', '=', wish.id).executeTakeFirst();
  const again = twin && sentAgain(office, twin, wish);
  if (again) return again;
  const taken = await takenSeats(trx, { office: office.id, service, startMs: slot.startMs }, nowMs);
  const seats = freeSeats(taken, office.settings.slots.capacity);
  if (seats.length === 0) return { ok: false, refusal: 'slot-full' };
  if (await tooManyActive(trx, office, service, email, nowMs)) return { ok: false, refusal: 'too-many-active' };
  if (!isProven && (await tooManyUnconfirmed(trx, office, service, slot.date))) return { ok: false, refusal: 'too-many-unconfirmed' };
  const id = twin ? randomUUID() : wish.id;
  const confirmToken = isProven ? provenTokenOf(office.pinKey, id) : mintToken();
  const row: Omit<Row, 'seat'> = {
    id,
    office: office.id,
    service,
    date: slot.date,
    startMs: slot.startMs,
    endMs: slot.endMs,
    name: tidyText(wish.name),
    email,
    lang: wish.lang,
    confirmToken: hashToken(confirmToken),
    createdMs: nowMs,
    holdExpiresMs: Math.min(nowMs + office.settings.policies.holdMinutes * 60_000, slot.endMs),
    ...(isProven ? await asConfirmed(trx, office, slot.date, confirmToken, nowMs) : asHeld),
    ...nothingHappenedYet,
  };
  const seated = await insertSeated(trx, row, seats);
  if (seated === null) return { ok: false, refusal: 'slot-full' };
  if (isProven) await tellConfirmed(room, trx, seated, office, manageTokenOf(confirmToken));
  else await tell(room, trx, 'hold', seated, office, confirmToken);
  return { ok: true, reservation: present(seated, office), confirmToken, isNew: true };
}

/** The answer that this very wish was given already; `null` when it was another one, or is over. */
function sentAgain(office: Office, twin: Row, { isProven }: Wish): Seated | null {
  const confirmToken = isProven ? provenTokenOf(office.pinKey, twin.id) : '';
  const isSame = isProven ? twin.confirmToken === hashToken(confirmToken) : twin.state === 'held';
  return isSame ? { ok: true, reservation: present(twin, office), confirmToken, isNew: false } : null;
}

const asHeld = { state: 'held', pin: null, pinHash: null, manageToken: null, revision: 0, confirmedMs: null } as const;
