import { randomUUIDv7 } from 'node:crypto';
import { type Office, readOffice } from '../store/read-office.ts';
import { checkRequest, tidyEmail } from './booking-request.ts';
import { byHandfuls } from './handfuls.ts';
import { inLine } from './in-line.ts';
import { presentAt } from './offers.ts';
import type { BookingRequest, BookRefusal, Reservation } from './port.ts';
import type { Room } from './room.ts';
import { type OpenWish, type Seated, seatTogether, type Wish } from './seat-together.ts';
import { offeredNow, type Present, slotStarting } from './slots.ts';

type Booked = { readonly ok: true; readonly reservation: Reservation };
type Proven = Booked & { readonly confirmToken: string };

/** Takes a seat for `holdMinutes` and mails the confirm link (booking rule). */
export async function book(
  room: Room,
  officeId: string,
  request: BookingRequest,
  id: string = randomUUIDv7(),
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

const handfuls = new WeakMap<Room, (office: string, wish: Wish) => Promise<Seated | BookRefusal>>();

/** Wishes at one office that come while others are being granted there are granted together after them. */
function seat(room: Room, officeId: string, wish: Wish): Promise<Seated | BookRefusal> {
  const wait = handfuls.get(room) ?? byHandfuls<Wish, Seated | BookRefusal>((office, wishes) => grant(room, office, wishes));
  handfuls.set(room, wait);
  return wait(officeId, wish);
}

async function grant(room: Room, officeId: string, wishes: readonly Wish[]): Promise<readonly (Seated | BookRefusal)[]> {
  const [office, present] = await Promise.all([readOffice(room.store.db, officeId), presentAt(room, officeId)]);
  if (office === null) return wishes.map(() => ({ ok: false, refusal: 'unknown-office' }));
  const looked = lookAt(office, present, wishes);
  const open = looked.filter((one): one is OpenWish => !('ok' in one));
  if (open.length === 0) return looked as readonly BookRefusal[];
  const places = open.flatMap(({ wish, slot }) => [
    `${officeId} ${wish.service} ${slot.date}`,
    `${officeId} ${wish.service} ${tidyEmail(wish.email)}`,
  ]);
  const seated = await inLine(room.store, places, (trx) => seatTogether(room, trx, office, open));
  return looked.map((one) => ('ok' in one ? one : seated.get(one)!));
}

/** Each wish with the slot that it names, or why there is none for it. */
function lookAt({ settings }: Office, present: Present, wishes: readonly Wish[]): readonly (OpenWish | BookRefusal)[] {
  const isOpen = offeredNow(settings, present);
  return wishes.map((wish) => {
    const fields = checkRequest(settings, wish);
    if (fields.length > 0) return { ok: false, refusal: 'invalid', fields };
    const slot = slotStarting(settings, Date.parse(wish.start));
    if (slot === null || !isOpen(slot)) return { ok: false, refusal: 'invalid', fields: [{ field: 'start', problem: 'not-offered' }] };
    return { wish, slot };
  });
}
