import { randomUUIDv7 } from 'node:crypto';
import { Language } from '#contract/language.ts';
import { readOffice } from '../store/read-office.ts';
import { addressLinkMs } from './aging.ts';
import { checkRequest, tidyEmail, tidyText } from './booking-request.ts';
import { openSlotAt } from './offers.ts';
import type { BookingRequest } from './port.ts';
import type { Room } from './room.ts';

/**
 * Mails somebody the way to finish a booking for which nothing is held yet: whoever opens it has shown that the address is theirs. `path` leads to the
 * page. False when there is nothing to be booked like that.
 */
export async function askAddress(room: Room, officeId: string, request: BookingRequest, path: string): Promise<boolean> {
  const office = await readOffice(room.store.db, officeId);
  if (office === null || checkRequest(office.settings, request).length > 0) return false;
  const slot = await openSlotAt(room, office, request.start);
  if (slot === null) return false;
  const nowMs = room.clock.now();
  const { startMs, endMs } = slot;
  const reservation = {
    // Of no reservation there is: the mail is deleted by its age.
    id: randomUUIDv7(),
    service: request.service,
    startMs,
    endMs,
    email: tidyEmail(request.email),
    name: tidyText(request.name),
    lang: Language.catch('cs').parse(request.lang),
    pin: null,
    holdExpiresMs: nowMs + addressLinkMs,
    revision: 0,
    movedFromMs: null,
  };
  await room.store.db
    .transaction()
    .execute((trx) => room.mail.queue(trx, [{ kind: 'address', office: office.settings, reservation, token: path, dueMs: nowMs }], nowMs));
  await room.deliver();
  return true;
}
