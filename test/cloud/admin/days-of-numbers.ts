import { spreadOf } from '#contract/statistics/spread.ts';
import { type DayTally, mergeTallies, type Tally } from '#contract/statistics/tally.ts';
import type { Store } from '../../../cloud/store/open.ts';
import { seededChance } from '../../office/seeded-chance.ts';

/** Numbers of an office's working days, the same for the same dates: people, two peaks a day, reservations. */
export function daysOfNumbers({ to, days }: { readonly to: string; readonly days: number }): readonly DayTally[] {
  const last = Temporal.PlainDate.from(to);
  return Array.from({ length: days }, (_, ago) => last.subtract({ days: days - 1 - ago }))
    .filter(({ dayOfWeek }) => dayOfWeek < 6)
    .map((date) => dayOf(date.toString(), date.dayOfWeek));
}

/** The same as the cloud keeps them, of the example office. */
export async function insertDays(store: Store, which: Parameters<typeof daysOfNumbers>[0]): Promise<void> {
  const rows = daysOfNumbers(which).map(({ day, total, ...groups }, index) => ({
    ...{ office: 'krumlov', edge: 'kiosk-1', journal: 'a'.repeat(32), fromSeq: index * 1_000, toSeq: index * 1_000 + 999, day },
    ...{ total: JSON.stringify(total), groups: JSON.stringify(groups) },
  }));
  await store.db.insertInto('statisticsDay').values(rows).execute();
}

const peopleByHour: Readonly<Record<number, number>> = { 7: 9, 8: 16, 9: 12, 10: 7, 11: 4, 12: 8, 13: 11, 14: 6 };
const services = { vozidla: 0.55, dovozy: 0.15, ridici: 0.3 };

function dayOf(day: string, weekday: number): DayTally {
  const chance = seededChance(Number(day.replaceAll('-', '')));
  const busy = weekday === 1 || weekday === 3 ? 1.4 : 0.8;
  const hours = Object.fromEntries(
    Object.entries(peopleByHour).map(([hour, people]) => [
      hour,
      tallyOf(Math.round(people * busy * (0.8 + 0.4 * chance())), people, chance),
    ]),
  );
  const total = mergeTallies(Object.values(hours));
  const part = (share: number): Tally => tallyOf(Math.round((total.issued ?? 0) * share), 10, chance);
  return {
    day,
    total,
    services: Object.fromEntries(Object.entries(services).map(([id, share]) => [id, part(share)])),
    counters: { 1: part(0.4), 2: part(0.35), 3: part(0.25) },
    hours,
    origins: { button: part(0.8), reservation: part(0.2) },
  };
}

function tallyOf(people: number, crowd: number, chance: () => number): Tally {
  const lengths = (mean: number): readonly number[] => Array.from({ length: people }, () => mean * (0.3 + 1.4 * chance()));
  const came = Math.round(people * 0.2);
  return {
    ...{ issued: people, called: people, served: people - 1, missed: 1, preferred: came, checkedIn: came, lapsed: 1 },
    ...{ told: people, held: Math.round(people * 0.84), waiting: spreadOf(lengths(crowd * 75)), attending: spreadOf(lengths(420)) },
  };
}
