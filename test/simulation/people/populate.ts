import type { Auditor } from '../auditor/auditor.ts';
import type { SimulatedCloud } from '../cloud/port.ts';
import type { Machine } from '../machine.ts';
import type { Network } from '../network.ts';
import type { Random } from '../random.ts';
import type { Schedule } from '../schedule.ts';
import { citizens } from './citizens.ts';
import { clerk } from './clerks.ts';
import { visitors } from './visitors.ts';

/** What of the world people meet. */
export type Surroundings = {
  readonly schedule: Schedule;
  readonly random: Random;
  readonly auditor: Auditor;
  readonly network: Network;
  readonly cloud: SimulatedCloud;
  atRest(): boolean;
  cloudUp(): boolean;
  cloudFailed(doing: string): (error: Error) => undefined;
};

/** Doors open and close on the half hour, and offices' zones differ by whole ones. */
const halfHourMs = 1_800_000;

/** People of one office, about 400 walk-ins in ten hours. */
export function populate(of: Surroundings, at: Machine, hears: Map<string, (what: 'call' | 'beep') => void>, lastDate: string): void {
  const { schedule: time, auditor: observer } = of;
  const dice = of.random.fork(`people ${at.name.office}`);
  const hour = new Intl.DateTimeFormat('sv-SE', { timeZone: at.settings.timeZone, timeStyle: 'short' });
  const late = dice.chance(0.2) ? 9 : 0;
  let openHour = { atMs: -1, open: false };
  const openNow = (): boolean => {
    if (of.atRest()) return false;
    const atMs = Math.floor(time.now() / halfHourMs);
    if (openHour.atMs !== atMs) {
      const clock = hour.format(time.now() - late * 3_600_000);
      openHour = { atMs, open: clock >= '07:30' && clock < '17:30' };
    }
    return openHour.open;
  };
  const parts = {
    schedule: time,
    random: dice,
    machine: at,
    book: observer.officeOf(at),
    violation: observer.violation,
    openNow,
    arrivalGapMs: 90_000,
  };
  const { press } = visitors(parts);
  const counters = at.settings.counters.map(({ number }) => number);
  for (const counter of counters) {
    const made = clerk({ ...parts, counter, serviceMs: counters.length * 76_000 });
    hears.set(`${at.name.office} ${counter}`, made.hears);
  }
  citizens({
    ...parts,
    cloud: of.cloud,
    cloudUp: () => of.cloudUp() && !of.atRest(),
    bookings: observer.bookings,
    press,
    bookingGapMs: 2_000_000,
    lastDate,
    failed: of.cloudFailed('what a citizen asked for'),
    onlineForMs: () => of.network.onlineForMs(at.name),
  });
}
