import type { OfficeBook } from '../auditor/office-book.ts';
import type { Machine } from '../machine.ts';
import type { Random } from '../random.ts';
import type { Schedule } from '../schedule.ts';

export type HallParts = {
  readonly schedule: Schedule;
  readonly random: Random;
  readonly machine: Machine;
  readonly book: OfficeBook;
  readonly violation: (text: string) => void;
  /** Whether the office's doors are open at this moment. */
  readonly openNow: () => boolean;
  /** Mean time between two walk-ins, ms. */
  readonly arrivalGapMs: number;
};

/** People who come without a reservation. Answers how a button is pressed, for others who stand there. */
export function visitors(parts: HallParts): { press(button: string): boolean } {
  const { schedule, random, machine, book } = parts;
  const services = machine.settings.services.map(({ id }) => id);
  const lastPressMs = new Map<string, number>();

  const press = (button: string): boolean => {
    const running = machine.running();
    if (!running || machine.hall.stuckButtons.has(button)) return false;
    running.clock.poke();
    const service = button.startsWith('service:') ? button.slice('service:'.length) : null;
    const counts = service !== null && schedule.now() - (lastPressMs.get(service) ?? 0) >= 2_000;
    if (counts) book.pressed.set(service, 1);
    const before = book.journal?.promisedTo ?? 0;
    const isDouble = service !== null && gaveJustNow(service, running.clock.now().steady);
    if (!running.devices.buttons.press(button)) return false;
    if (counts && machine.hall.bouncingButtons.has(button))
      for (let bounces = random.between(1, 4); bounces > 0; bounces--)
        schedule.after(random.between(5, 400), () => running === machine.running() && running.devices.buttons.press(button));
    if (counts) {
      lastPressMs.set(service, schedule.now());
      if (isDouble) schedule.after(0, () => void book.pressed.set(service, 0));
      else schedule.after(0, () => judgePress(service, running, before));
    }
    return true;
  };

  /** By the office's own time, which stands still while it is away and nobody has set its clock (F5); OK on an offer gives one too (F11). */
  const gaveJustNow = (service: string, steadyMs: number): boolean => {
    for (const one of book.ledger.tickets.values())
      if (Math.abs(steadyMs - one.issuedSteadyMs) < 2_000 && one.service === service) return true;
    return false;
  };

  /** A press of a working button brings a number at once, or the process is ending. */
  function judgePress(service: string, pressed: unknown, before: number): void {
    if (machine.running() !== pressed || machine.mischief.diskFull || machine.mischief.syncFails) return;
    if (book.pressed.get(service) === 1 && (book.journal?.promisedTo ?? 0) === before && isIssuing()) {
      parts.violation(`${machine.name.office}: the button of ${service} was pressed and no number came`);
    }
    book.pressed.set(service, 0);
  }

  const isIssuing = (): boolean =>
    machine.settings.hours === null && machine.settings.services.every(({ dailyQuota }) => dailyQuota === null);

  function arrive(patience: number): void {
    const service = random.pick(services);
    if (!press(`service:${service}`)) {
      if (patience > 0) schedule.after(random.between(10_000, 60_000), () => arrive(patience - 1));
      return;
    }
    if (random.chance(0.05)) schedule.after(random.between(50, 1_900), () => press(`service:${service}`));
    if (random.chance(0.01)) press('language');
  }

  const next = (): void => {
    schedule.after(parts.openNow() ? random.exponential(parts.arrivalGapMs) : random.between(600_000, 1_200_000), () => {
      if (parts.openNow()) arrive(3);
      next();
    });
  };
  next();
  return { press };
}
