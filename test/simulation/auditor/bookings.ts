import type { CitizenAnswer, CloudReservation } from '../cloud/port.ts';
import type { Finding } from './book.ts';

/** What citizens were told of their reservations, as they would remember it. */
export type Booking = {
  readonly id: string;
  readonly office: string;
  readonly service: string;
  /** The word of the newest mail: confirms, cancels and moves. */
  token: string;
  /** Links that ended when another address was given. */
  readonly oldTokens: string[];
  state: 'held' | 'confirmed' | 'cancelled' | 'over';
  pin: string | null;
  /** Every slot it was ever told for, the newest last. */
  readonly slots: { readonly startMs: number; readonly endMs: number; readonly date: string }[];
  readonly pins: string[];
  holdExpiresMs: number;
  /** How often its hold was given its time again. */
  extensions: number;
  /** When the last word on it was given, true time. */
  changedMs: number;
  /** The cloud was restored to a moment before that word. */
  forgotten: boolean;
  /** When the hour began for which it was checked in; it holds no place at any other, whatever was agreed with the cloud meanwhile (F20). */
  cameForMs: number | null;
  /** Its place was free in the cloud's eyes once, for the cloud forgot it (F17) or it lapsed: whoever came then has a promise too. */
  placeWasLost: boolean;
};

export type Bookings = {
  of(id: string): Booking | undefined;
  all(): Iterable<Booking>;
  booked(office: string, service: string, answer: Extract<CitizenAnswer, { ok: true }>): Booking;
  confirmed(booking: Booking, answer: Extract<CitizenAnswer, { ok: true }>): void;
  extended(booking: Booking, answer: CitizenAnswer): void;
  /** Another address was given. */
  corrected(booking: Booking, answer: CitizenAnswer): void;
  /** The cloud died before it committed what was asked of it: it stands as it stood. */
  unchanged(booking: Booking, row: CloudReservation | null): void;
  /** Its confirmation was refused. */
  refused(booking: Booking, refusal: string): void;
  cancelled(booking: Booking): void;
  restored(booking: Booking): void;
  moved(booking: Booking, answer: Extract<CitizenAnswer, { ok: true }>): void;
  /** How many have a place in the slot that begins then. */
  seatedAt(office: string, service: string, startMs: number): number;
  /** The office took it for one nobody came for: its place is free from then on. */
  lapsed(booking: Booking): void;
  /** The cloud's memory went back to this moment. */
  cloudForgot(sinceMs: number): void;
};

/** A hold is given its time again so often at least (booking rule). */
const extensionsPromised = 3;

export function bookings(now: () => number, capacityOf: (office: string) => number, complain: Finding): Bookings {
  const byId = new Map<string, Booking>();
  const bySlot = new Map<string, Set<Booking>>();
  const slotKey = (booking: Booking): string => `${booking.office} ${booking.service} ${booking.slots.at(-1)!.startMs}`;
  const isElsewhere = ({ cameForMs, slots }: Booking): boolean => cameForMs !== null && cameForMs !== slots.at(-1)!.startMs;
  const seatedAmong = (there: Iterable<Booking>): readonly Booking[] =>
    [...there].filter(
      (one) => !one.placeWasLost && !isElsewhere(one) && (one.state === 'confirmed' || (one.state === 'held' && one.holdExpiresMs > now())),
    );
  const sit = (booking: Booking): void => {
    const there = bySlot.get(slotKey(booking)) ?? new Set();
    bySlot.set(slotKey(booking), there.add(booking));
    const seated = seatedAmong(there);
    const capacity = capacityOf(booking.office);
    const who = seated.map(({ id, state, changedMs }) => `${id} ${state} since ${new Date(changedMs).toISOString()}`);
    if (seated.length > capacity)
      complain(`${seated.length} reservations in the slot ${slotKey(booking)} that takes ${capacity}: ${who.join(', ')}`);
  };
  const pinIsAlone = (booking: Booking): void => {
    const { date } = booking.slots.at(-1)!;
    for (const other of byId.values()) {
      if (other === booking || other.forgotten || other.office !== booking.office || other.state !== 'confirmed') continue;
      if (other.pin === booking.pin && other.slots.at(-1)!.date === date)
        complain(`two reservations of ${date} have the PIN ${booking.pin}`);
    }
  };

  /** What is held for somebody is held until the time that they were told, unless the cloud has forgotten it. */
  const stillHeld = ({ id, state, holdExpiresMs, forgotten }: Booking, refusal: string): void => {
    if (state === 'held' && !forgotten && now() < holdExpiresMs)
      complain(`${id} is held until ${new Date(holdExpiresMs).toISOString()}, and its citizen is told: ${refusal}`);
  };

  return {
    of: (id) => byId.get(id),
    all: () => byId.values(),
    booked(office, service, { id, startMs, endMs, date, holdExpiresMs, token }) {
      const slots = [{ startMs, endMs, date }];
      const booking: Booking = {
        id,
        office,
        service,
        token: token!,
        oldTokens: [],
        state: 'held',
        pin: null,
        slots,
        pins: [],
        holdExpiresMs,
        extensions: 0,
        changedMs: now(),
        forgotten: false,
        cameForMs: null,
        placeWasLost: false,
      };
      byId.set(id, booking);
      sit(booking);
      return booking;
    },
    confirmed(booking, { pin }) {
      if (booking.state === 'confirmed' && !booking.forgotten && booking.pin !== pin)
        complain(`${booking.id} is confirmed twice with PINs ${booking.pin} and ${pin}`);
      if (!/^\d{4}$/.test(pin ?? '')) complain(`the PIN of ${booking.id} is ${pin}`);
      Object.assign(booking, { state: 'confirmed', pin, changedMs: now(), forgotten: false });
      booking.pins.push(pin!);
      pinIsAlone(booking);
      sit(booking);
    },
    extended(booking, answer) {
      const { id, holdExpiresMs, extensions } = booking;
      if (!answer.ok) return void (extensions < extensionsPromised && stillHeld(booking, answer.refusal));
      if (answer.holdExpiresMs < holdExpiresMs) complain(`the hold of ${id} is given time and ends earlier`);
      if (answer.holdExpiresMs > booking.slots[0]!.endMs) complain(`${id} is held beyond its slot`);
      Object.assign(booking, { holdExpiresMs: answer.holdExpiresMs, extensions: extensions + 1, changedMs: now(), forgotten: false });
    },
    corrected(booking, answer) {
      if (!answer.ok) return stillHeld(booking, answer.refusal);
      if (answer.token === null || answer.token === booking.token) complain(`no new link came for the corrected address of ${booking.id}`);
      booking.oldTokens.push(booking.token);
      Object.assign(booking, { token: answer.token ?? booking.token, changedMs: now(), forgotten: false });
    },
    unchanged({ id, state, slots, forgotten }, row) {
      if (forgotten || (state !== 'held' && state !== 'confirmed')) return;
      const untold = state === 'held' ? 'confirmed' : 'cancelled';
      if (row === null || row.state === untold || row.startMs !== slots.at(-1)!.startMs)
        complain(`${id} was ${state}, the cloud died and answered nothing, and now it is ${row?.state ?? 'gone'}`);
    },
    refused(booking, refusal) {
      stillHeld(booking, refusal);
      booking.state = 'over';
    },
    cancelled(booking) {
      Object.assign(booking, { state: 'cancelled', changedMs: now(), forgotten: false });
    },
    restored(booking) {
      Object.assign(booking, { state: 'confirmed', changedMs: now(), forgotten: false });
      sit(booking);
    },
    moved(booking, { pin, startMs, endMs, date }) {
      bySlot.get(slotKey(booking))?.delete(booking);
      booking.slots.push({ startMs, endMs, date });
      booking.pins.push(pin!);
      // Who had cancelled, which the cloud forgot with a restore, has changed their mind (F17).
      Object.assign(booking, { state: 'confirmed', pin, changedMs: now(), forgotten: false });
      pinIsAlone(booking);
      sit(booking);
    },
    seatedAt: (office, service, startMs) => seatedAmong(bySlot.get(`${office} ${service} ${startMs}`) ?? []).length,
    lapsed(booking) {
      booking.placeWasLost = true;
    },
    cloudForgot(sinceMs) {
      for (const booking of byId.values()) if (booking.changedMs > sinceMs) Object.assign(booking, { forgotten: true, placeWasLost: true });
    },
  };
}
