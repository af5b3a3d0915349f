import type { Language } from '#contract/language.ts';

const locales: Record<Language, string> = { cs: 'cs-CZ', en: 'en-GB', de: 'de-AT' };

/** "čt 24. 12. 2026" of a local date. */
export function writeDate(lang: Language, date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) return date;
  return new Intl.DateTimeFormat(locales[lang], {
    timeZone: 'UTC',
    weekday: 'short',
    day: 'numeric',
    month: 'numeric',
    year: 'numeric',
  }).format(day);
}

/** "24. 12. 2026 8:30" of an instant, in the office's zone. */
export const writeMoment = (lang: Language, timeZone: string, atMs: number): string =>
  new Intl.DateTimeFormat(locales[lang], { timeZone, dateStyle: 'medium', timeStyle: 'short' }).format(atMs);
