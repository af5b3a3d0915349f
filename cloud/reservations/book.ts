import { randomUUID } from 'node:crypto';
import { type Office, readOffice } from '../store/read-office.ts';
import { checkRequest, tidyEmail, tidyText } from './booking-request.ts';
import { inLine } from './in-line.ts';
import { insertSeated, nothingHappenedYet } from './insert-seated.ts';
import { tooManyActive, tooManyUnconfirmed } from './limits.ts';
import { openSlotAt } from './offers.ts';
import type { BookingRequest, BookRefusal, Reservation } from './port.ts';
import { present, type Room, type Row, type Trx, tell } from './room.ts';
import { freeSeats, takenSeats } from './seat.ts';
import type { Slot } from './slots.ts';
import { hashToken, mintToken } from './token.ts';

type Booked = { readonly ok: true; readonly reservation: Reservation };

/** Takes a seat for `holdMinutes` and mails the confirm link (booking rule). */
export async function book(
  room: Room,
  officeId: string,
  request: BookingRequest,
  id: string = randomUUID(),
): Promise<Booked | BookRefusal> {
  const office = await readOffice(room.store.db, officeId);
  if (office === null) return { ok: false, refusal: 'unknown-office' };
  const fields = checkRequest(office.settings, request);
  if (fields.length > 0) return { ok: false, refusal: 'invalid', fields };
  const slot = await openSlotAt(room, office, request.start);
  if (slot === null) return { ok: false, refusal: 'invalid', fields: [{ field: 'start', problem: 'not-offered' }] };
  const places = [`${officeId} ${request.service} ${slot.date}`, `${officeId} ${request.service} ${tidyEmail(request.email)}`];
  const answer = await inLine(room.store, places, (trx) => hold(room, trx, office, slot, { ...request, id }));
  if (answer.ok && answer.isNew) await room.deliver();
  return answer;
}

type Held = Booked & { readonly isNew: boolean };

async function hold(
  room: Room,
  trx: Trx,
  office: Office,
  slot: Slot,
  request: BookingRequest & { id: string },
): Promise<Held | BookRefusal> {
  const nowMs = room.clock.now();
  const email = tidyEmail(request.email);
  // The same page sent twice is one wish, not two: the answer got lost, or the button was pressed again.
  const twin = await trx.selectFrom('reservation').selectAll().where('id', '=', request.id).executeTakeFirst();
  if (twin?.state === 'held') return { ok: true, reservation: present(twin, office), isNew: false };
  const { service } = request;
  const taken = await takenSeats(trx, { office: office.id, service, startMs: slot.startMs }, nowMs);
  const seats = freeSeats(taken, office.settings.slots.capacity);
  if (seats.length === 0) return { ok: false, refusal: 'slot-full' };
  if (await tooManyActive(trx, office, service, email, nowMs)) return { ok: false, refusal: 'too-many-active' };
  if (await tooManyUnconfirmed(trx, office, service, slot.date)) return { ok: false, refusal: 'too-many-unconfirmed' };
  const token = mintToken();
  const row: Omit<Row, 'seat'> = {
    id: twin ? randomUUID() : request.id,
    office: office.id,
    service,
    date: slot.date,
    startMs: slot.startMs,
    endMs: slot.endMs,
    state: 'held',
    name: tidyText(request.name),
    email,
    lang: request.lang,
    pin: null,
    pinHash: null,
    confirmToken: hashToken(token),
    manageToken: null,
    revision: 0,
    createdMs: nowMs,
    holdExpiresMs: Math.min(nowMs + office.settings.policies.holdMinutes * 60_000, slot.endMs),
    confirmedMs: null,
    ...nothingHappenedYet,
  };
  const seated = await insertSeated(trx, row, seats);
  if (seated === null) return { ok: false, refusal: 'slot-full' };
  await tell(room, trx, 'hold', seated, office, token);
  return { ok: true, reservation: present(seated, office), isNew: true };
}
