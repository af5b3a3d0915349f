import { askAddress } from './ask-address.ts';
import { book, bookProven } from './book.ts';
import { checkRequest } from './booking-request.ts';
import { cancel, undoCancel } from './cancel.ts';
import { byConfirmToken, confirm } from './confirm.ts';
import { correctEmail, findEnded, findHeld } from './correct-email.ts';
import { extendHold } from './extend.ts';
import { byManageToken } from './manage.ts';
import { move } from './move.ts';
import { listOffers } from './offers.ts';
import type { Reservations } from './port.ts';
import type { Room } from './room.ts';

/** The reservations over this database, clock and mail outbox. */
export const openReservations = (room: Room): Reservations => ({
  offers: (office, service, days) => listOffers(room, office, service, days),
  check: checkRequest,
  book: (office, request, id) => book(room, office, request, id),
  askAddress: (office, request, path) => askAddress(room, office, request, path),
  bookProven: (office, request, id) => bookProven(room, office, request, id),
  byConfirmToken: (token) => byConfirmToken(room, token),
  confirm: (token) => confirm(room, token),
  extendHold: (id) => extendHold(room, id),
  held: (id) => findHeld(room, id),
  endedHold: (id) => findEnded(room, id),
  correctEmail: (id, email) => correctEmail(room, id, email),
  byManageToken: (token) => byManageToken(room, token),
  cancel: (token) => cancel(room, token),
  undoCancel: (token) => undoCancel(room, token),
  move: (token, start) => move(room, token, start),
});
