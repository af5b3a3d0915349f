import type { BookingGate } from '../api/port.ts';
import type { CloudClock } from '../clock.ts';
import type { InboxMessage } from '../mail/port.ts';
import type { Reservation, Reservations } from '../reservations/port.ts';
import type { Store } from '../store/open.ts';
import type { LiveEvents, LiveQueue, PhoneTicket } from '../views/port.ts';
import type { Holidays } from './booking/calendar.tsx';

/** What the pages are given. */
export type PageParts = {
  readonly store: Store;
  readonly clock: CloudClock;
  readonly reservations: Reservations;
  readonly gate: BookingGate;
  readonly publicOrigin: string;
  /** The calendar file of a reservation, with the manage link in it. */
  readonly calendar: (reservation: Reservation, link: string) => string;
  /** Mails kept instead of sent; `null` when mails are really sent. */
  readonly inbox: (() => Promise<readonly InboxMessage[]>) | null;
  /** Public holidays of the office's country, by local date. */
  readonly holidays: Holidays;
  readonly liveQueue: (office: string) => Promise<LiveQueue | null>;
  readonly ticketByToken: (token: string) => Promise<PhoneTicket | null>;
  readonly liveEvents: LiveEvents;
};
