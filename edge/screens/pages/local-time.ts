import type { Language } from '#contract/language.ts';

/** "8:42" as the office's wall clock shows it. */
export function timeOfDay(instant: number | string, language: Language, timeZone: string): string {
  return format(instant, language, timeZone, { hour: 'numeric', minute: '2-digit' });
}

/** "pondělí 23. listopadu" */
export function dayInWords(instant: number | string, language: Language, timeZone: string): string {
  return format(instant, language, timeZone, { weekday: 'long', day: 'numeric', month: 'long' });
}

/** Hours and minutes as numbers, for the hands of a clock. */
export function clockHands(
  instant: number,
  timeZone: string,
): { readonly hours: number; readonly minutes: number; readonly seconds: number } {
  const [hours = 0, minutes = 0, seconds = 0] = format(instant, 'en', timeZone, { hour: '2-digit', minute: '2-digit', second: '2-digit' })
    .split(':')
    .map(Number);
  return { hours, minutes, seconds };
}

function format(instant: number | string, language: Language, timeZone: string, parts: Intl.DateTimeFormatOptions): string {
  const date = new Date(instant);
  return new Intl.DateTimeFormat(locale[language], { ...parts, timeZone, hourCycle: 'h23' }).format(date);
}

const locale: Readonly<Record<Language, string>> = { cs: 'cs-CZ', en: 'en-GB', de: 'de-AT' };
