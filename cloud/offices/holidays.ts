import DateHolidays from 'date-holidays';
import type { Localized } from '#contract/language.ts';
import { remembered } from '#contract/remembered.ts';
import type { OfficeSettings } from '#contract/settings.ts';

/** The country whose public holidays an office keeps, by its time zone; of others none are named. */
const countries: Readonly<Record<string, string>> = {
  'Europe/Prague': 'CZ',
  'Europe/Bratislava': 'SK',
  'Europe/Vienna': 'AT',
  'Europe/Berlin': 'DE',
  'Europe/Warsaw': 'PL',
};

/** Years held in memory at once. */
const years = remembered<string, ReadonlyMap<string, Localized>>(64);

/** Public holidays by local date from `from` to `to`, both included, named in every language. */
export function publicHolidays({ timeZone }: Pick<OfficeSettings, 'timeZone'>, from: string, to: string): Map<string, Localized> {
  const country = countries[timeZone];
  if (country === undefined) return new Map();
  const found: [string, Localized][] = [];
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year += 1)
    for (const [date, name] of holidaysOf(country, year)) if (date >= from && date <= to) found.push([date, name]);
  return new Map(found);
}

const holidaysOf = (country: string, year: number): ReadonlyMap<string, Localized> =>
  years(`${country} ${year}`, () => readYear(country, year));

function readYear(country: string, year: number): ReadonlyMap<string, Localized> {
  const calendar = new DateHolidays(country, { types: ['public'] });
  const named = (lang: string) => new Map(calendar.getHolidays(year, lang).map(({ date, name }) => [date.slice(0, 10), name]));
  const [cs, en, de] = [named('cs'), named('en'), named('de')];
  return new Map([...cs].map(([date, name]) => [date, { cs: name, en: en.get(date) ?? name, de: de.get(date) ?? name }]));
}
