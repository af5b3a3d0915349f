import { hashPin } from '../../../edge/keypad/pin-hash.ts';
import type { Booking, Bookings } from '../auditor/bookings.ts';
import { pinKey, type SimulatedCloud } from '../cloud/port.ts';
import type { HallParts } from './visitors.ts';

export type CitizenParts = HallParts & {
  readonly cloud: SimulatedCloud;
  readonly cloudUp: () => boolean;
  readonly bookings: Bookings;
  readonly press: (button: string) => boolean;
  readonly bookingGapMs: number;
  /** The last day of this life: nobody books beyond it. */
  readonly lastDate: string;
  /** Ms for which the kiosk has held itself for online; 0 when it does not. */
  readonly onlineForMs: () => number;
  /** The cloud gave no answer. */
  readonly failed: (error: Error) => undefined;
};

const minuteMs = 60_000;
/** So long after a change at the cloud a kiosk that is online knows of it, whatever the network does. */
const knownAfterMs = 10 * minuteMs;

/** Citizens who book at home and come with a PIN. */
export function citizens(parts: CitizenParts): void {
  const { schedule, random, machine, cloud, bookings } = parts;
  const { office } = machine.name;
  let people = 0;
  const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

  async function book(): Promise<void> {
    if (!parts.cloudUp()) return;
    const service = random.pick(machine.settings.services).id;
    const from = dateOf(schedule.now());
    const until = dateOf(schedule.now() + random.between(0, 3) * 86_400_000);
    const offers = await cloud.offers(office, service, from, until < parts.lastDate ? until : parts.lastDate);
    if (offers.length === 0) return;
    // Half want the soonest hour there is, and some leave the page open for long: others are after the same hour meanwhile.
    const offer = random.chance(0.5) ? offers[random.below(Math.min(3, offers.length))]! : random.pick(offers);
    if (random.chance(0.3)) schedule.after(random.between(1, 120) * minuteMs, () => void hold(service, offer).catch(parts.failed));
    else await hold(service, offer);
  }

  async function hold(service: string, offer: string): Promise<void> {
    if (!parts.cloudUp()) return;
    const answer = await cloud.book(office, service, offer, `clovek-${++people}@example.org`);
    if (!answer.ok) return;
    const booking = bookings.booked(office, service, answer);
    const fate = random.next();
    if (fate < 0.15) schedule.after(random.between(1, 25) * minuteMs, () => void extend(booking).catch(parts.failed));
    else if (fate < 0.25) schedule.after(random.between(1, 10) * minuteMs, () => void correct(booking).catch(parts.failed));
    schedule.after(random.between(1, 40) * minuteMs, () => void confirm(booking, 3).catch(parts.failed));
  }

  /** What the cloud answers; `null` when it dies before its commit: then nothing may have changed. */
  async function asked<Answer>(booking: Booking, question: () => Promise<Answer>): Promise<Answer | null> {
    try {
      return await question();
    } catch (error) {
      parts.failed(error as Error);
      bookings.unchanged(booking, await cloud.memory.reservation(booking.id));
      return null;
    }
  }

  /** Reads slowly, or waits for the mail. */
  async function extend(booking: Booking): Promise<void> {
    if (!parts.cloudUp() || booking.state !== 'held') return;
    const answer = await asked(booking, () => cloud.extend(booking.id));
    if (answer) bookings.extended(booking, answer);
    if (random.chance(0.3)) schedule.after(random.between(1, 20) * minuteMs, () => void extend(booking).catch(parts.failed));
  }

  /** Had mistyped the address: the mail comes to another one, and its link alone counts. */
  async function correct(booking: Booking): Promise<void> {
    if (!parts.cloudUp() || booking.state !== 'held') return;
    const corrected = await asked(booking, () => cloud.correctEmail(booking.id, `oprava-${booking.id}@example.org`));
    if (corrected) bookings.corrected(booking, corrected);
    const old = booking.oldTokens.at(-1);
    if (old === undefined || booking.forgotten || !parts.cloudUp()) return;
    const answer = await cloud.confirm(old);
    if (answer.ok) parts.violation(`${office}: ${booking.id} is confirmed by a link that ended when its address was corrected`);
  }

  async function confirm(booking: Booking, patience: number): Promise<void> {
    const answer = parts.cloudUp() ? await asked(booking, () => cloud.confirm(booking.token)) : null;
    if (!answer) return void (patience > 0 && schedule.after(10 * minuteMs, () => void confirm(booking, patience - 1).catch(parts.failed)));
    if (!answer.ok) return bookings.refused(booking, answer.refusal);
    bookings.confirmed(booking, answer);
    planVisit(booking);
    const { startMs } = booking.slots.at(-1)!;
    // Many change their mind on the way: that is when an office that is cut off does not hear of it.
    const from = random.chance(0.5) ? Math.max(schedule.now(), startMs - 40 * minuteMs) : schedule.now();
    const some = from + random.next() * (startMs + 3_600_000 - from);
    if (random.chance(0.2)) schedule.at(some, () => void cancel(booking).catch(parts.failed));
    else if (random.chance(0.1)) schedule.at(some, () => void move(booking).catch(parts.failed));
  }

  async function cancel(booking: Booking): Promise<void> {
    if (!parts.cloudUp()) return;
    const answer = await asked(booking, () => cloud.cancel(booking.token));
    if (!answer?.ok) return;
    bookings.cancelled(booking);
    if (random.chance(0.4)) {
      schedule.after(random.between(1, 12) * minuteMs, async () => {
        const undone = parts.cloudUp() ? await asked(booking, () => cloud.undoCancel(booking.token)) : null;
        if (undone?.ok) bookings.restored(booking);
      });
    }
  }

  async function move(booking: Booking): Promise<void> {
    if (!parts.cloudUp()) return;
    const offers = await cloud.offers(office, booking.service, dateOf(schedule.now()), parts.lastDate);
    if (offers.length === 0) return;
    const answer = await asked(booking, () => cloud.move(booking.token, random.pick(offers)));
    if (!answer?.ok) return;
    bookings.moved(booking, answer);
    planVisit(booking);
  }

  function planVisit(booking: Booking): void {
    const slot = booking.slots.at(-1)!;
    const kind = random.next();
    const early = machine.settings.policies.earlyMinutes * minuteMs;
    const at =
      slot.startMs + (kind < 0.05 ? -2 * early : kind < 0.6 ? -random.next() * early : kind < 0.93 ? random.next() * 3_500_000 : 3_700_000);
    // One of a family stands at the kiosk while another cancels at home.
    if (random.chance(0.12)) schedule.at(at + random.between(-60_000, 10_000), () => void cancel(booking).catch(parts.failed));
    if (random.chance(0.93)) schedule.at(at, () => come(booking, slot.startMs, 4));
  }

  function come(booking: Booking, startMs: number, patience: number): void {
    const slot = booking.slots.at(-1)!;
    if (booking.pin === null || slot.startMs !== startMs) return;
    const pin = random.chance(0.1) ? String(random.below(10_000)).padStart(4, '0') : booking.pin;
    if (!type(pin)) {
      if (patience > 0) schedule.after(random.between(20_000, 120_000), () => come(booking, startMs, patience - 1));
      return;
    }
    const running = machine.running();
    schedule.after(0, () => machine.running() === running && pin === booking.pin && judge(booking));
    const wish = random.next();
    if (pin !== booking.pin || wish < 0.1) schedule.after(random.between(5_000, 40_000), () => come(booking, startMs, 0));
    else if (wish < 0.2) schedule.after(random.between(1_000, 15_000), offerTaken);
  }

  /** OK on whatever the screen offers: an ordinary ticket, or a further slip. */
  function offerTaken(): void {
    const running = machine.running();
    if (!running) return;
    for (const { id } of machine.settings.services) parts.book.pressed.set(id, 1);
    running.devices.keypad.press('#');
    schedule.after(0, () => parts.book.pressed.clear());
  }

  function type(pin: string): boolean {
    const running = machine.running();
    if (!running) return false;
    running.clock.poke();
    parts.book.typed = { pin, atMs: schedule.now() };
    if (!parts.press('reserved')) return false;
    running.devices.keypad.press(`${pin}#`);
    return true;
  }

  /** The kiosk's own journal holds it as its citizen knows it: then no backup of the cloud can make it forgotten (F17, P28). */
  function isTold({ id, pin }: Booking, startMs: number): boolean {
    const told = parts.book.told.get(id);
    return told?.isLive === true && told.startMs === startMs && told.pinHash === hashPin(pinKey, pin ?? '');
  }

  /** A confirmed reservation is taken in its window, unless the kiosk says that it may not know (check-in rule). */
  function judge(booking: Booking): void {
    const { machine: at, book } = parts;
    const running = at.running();
    // Who came, be it under a card that is gone, and moved the visit afterwards has had it (F20): the later hour is free again.
    if (!running || book.checkedIn.has(booking.id) || book.cameUnder.has(booking.id) || booking.state !== 'confirmed') return;
    const { wall } = running.clock.now();
    const slot = booking.slots.at(-1)!;
    if (booking.forgotten && !isTold(booking, slot.startMs)) return;
    const inWindow = wall >= slot.startMs - at.settings.policies.earlyMinutes * minuteMs && wall < slot.endMs;
    const excused = schedule.now() < book.restsUntilMs || at.mischief.diskFull;
    const known = schedule.now() - booking.changedMs > knownAfterMs && parts.onlineForMs() > knownAfterMs;
    if (!inWindow || excused || !known) return;
    const { kiosk } = running.office.views();
    if (kiosk.offline !== null) return;
    parts.violation(
      `${office}: the PIN ${booking.pin} of ${booking.id} was typed in its window and the kiosk, online, said: ${kiosk.text}`,
    );
  }

  const next = (): void => {
    schedule.after(random.exponential(parts.bookingGapMs), () => {
      book().catch(parts.failed);
      next();
    });
  };
  next();
}
