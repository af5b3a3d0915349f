import type { Language } from '#contract/language.ts';

/** "8:42" as the office's wall clock shows it. */
export function timeOfDay(instant: number | string, language: Language, timeZone: string): string {
  return format(instant, language, timeZone, 'time');
}

/** "pondělí 23. listopadu" */
export function dayInWords(instant: number | string, language: Language, timeZone: string): string {
  return format(instant, language, timeZone, 'day');
}

/** Hours and minutes as numbers, for the hands of a clock. */
export function clockHands(
  instant: number,
  timeZone: string,
): { readonly hours: number; readonly minutes: number; readonly seconds: number } {
  const [hours = 0, minutes = 0, seconds = 0] = format(instant, 'en', timeZone, 'hands').split(':').map(Number);
  return { hours, minutes, seconds };
}

const shapes = {
  time: { hour: 'numeric', minute: '2-digit' },
  day: { weekday: 'long', day: 'numeric', month: 'long' },
  hands: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
} as const satisfies Readonly<Record<string, Intl.DateTimeFormatOptions>>;

/**
 * Making a formatter costs a small computer more than drawing the page that it is for. A page has one office, so there are at most
 * three shapes in three languages; another time zone begins anew.
 */
let made: { readonly timeZone: string; readonly formatters: Map<string, Intl.DateTimeFormat> } | null = null;

function format(instant: number | string, language: Language, timeZone: string, shape: keyof typeof shapes): string {
  if (made?.timeZone !== timeZone) made = { timeZone, formatters: new Map() };
  const name = `${shape} ${language}`;
  const known = made.formatters.get(name);
  const formatter = known ?? new Intl.DateTimeFormat(locale[language], { ...shapes[shape], timeZone, hourCycle: 'h23' });
  if (!known) made.formatters.set(name, formatter);
  return formatter.format(new Date(instant));
}

const locale: Readonly<Record<Language, string>> = { cs: 'cs-CZ', en: 'en-GB', de: 'de-AT' };
