import { exampleOffice } from '#contract/example-office.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import type { Random } from './random.ts';

/** Offices differ: counters, services, hours, fairness, when the day closes. */
export function officeSettings(dice: Random, index: number): OfficeSettings {
  const ids = exampleOffice.services.map(({ id }) => id);
  const hours = ['07:30', '08:30', '09:30', '12:30', '13:30', '14:30'];
  const everyDay = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((day) => [day, dice.chance(0.1) ? [...hours, '02:30', '01:30'] : hours]));
  return {
    ...exampleOffice,
    office: ['krumlov', 'tabor'][index]!,
    counters: Array.from({ length: dice.between(2, 5) }, (_, at) => ({
      number: at + 1,
      services:
        at === 0 || dice.chance(0.6)
          ? ids
          : ids
              .filter(() => dice.chance(0.6))
              .concat(ids[at % 3]!)
              .filter((id, place, all) => all.indexOf(id) === place),
      unitKeys: dice.chance(0.25) ? 'one' : 'four',
    })),
    hours: dice.chance(0.3) ? Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((day) => [day, [{ from: '07:30', to: '17:30' }]])) : null,
    slots: { minutes: 60, capacity: dice.between(1, 3), starts: everyDay },
    policies: {
      ...exampleOffice.policies,
      horizonMonths: 1,
      fairness: dice.chance(0.1) ? null : { afterMinutes: dice.pick([1, 10, 60]), everyNth: dice.between(2, 4) },
      dayClosesAt: dice.pick(['02:00', '02:30', '00:00', '03:00']),
    },
  };
}
