import type { Language } from '#contract/language.ts';
import { remembered } from '#contract/remembered.ts';

/** How instants are written to people: local times of the office's zone, in the reader's language. */
export type Hours = { readonly startMs: number; readonly endMs: number };

/** Hours written lately: an office has few that are open, and they are written again and again. */
const whens = remembered<string, string>(2_000);

/** "pondělí 30. listopadu, 8:30–9:30". */
export function writeWhen(lang: Language, timeZone: string, slot: Hours): string {
  const key = `${lang} ${timeZone} ${slot.startMs} ${slot.endMs}`;
  return whens(key, () => `${writeDay(lang, timeZone, slot.startMs)}, ${writeHours(lang, timeZone, slot)}`);
}

/** "pondělí 30. listopadu". */
export const writeDay = (lang: Language, timeZone: string, atMs: number): string =>
  format(lang, timeZone, { weekday: 'long', day: 'numeric', month: 'long' }).format(atMs);

/** "8:30–9:30"; on the day the clocks go back the repeated hour carries its offset (F6). */
export function writeHours(lang: Language, timeZone: string, slot: Hours): string {
  const hours = `${writeTime(lang, timeZone, slot.startMs)}–${writeTime(lang, timeZone, slot.endMs)}`;
  const at = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone);
  const start = at(slot.startMs);
  const twins = ['earlier', 'later'].map((disambiguation) =>
    start.toPlainDateTime().toZonedDateTime(timeZone, { disambiguation: disambiguation as 'earlier' }),
  );
  return twins[0]?.equals(twins[1] ?? start) ? hours : `${hours} (UTC${start.offset})`;
}

/** "8:30". */
export const writeTime = (lang: Language, timeZone: string, atMs: number): string =>
  format(lang, timeZone, { hour: 'numeric', minute: '2-digit', hourCycle: 'h23' })
    .format(atMs)
    .replace(/^0(?=\d:)/, '');

/** A local date in part: a month's name, a weekday, or "24. 12.", "24 Dec", "24.12.". */
export const writeDate = (lang: Language, date: string, part: DatePart): string =>
  dates(`${lang} ${part} ${date}`, () => format(lang, 'UTC', dateParts[part](lang)).format(Date.parse(`${date}T12:00:00Z`)));

type DatePart = 'weekday' | 'day' | 'month' | 'month-year';

const dateParts: Record<DatePart, (lang: Language) => Intl.DateTimeFormatOptions> = {
  weekday: () => ({ weekday: 'long' }),
  day: (lang) => ({ day: 'numeric', month: lang === 'en' ? 'short' : 'numeric' }),
  month: () => ({ month: 'long' }),
  'month-year': () => ({ month: 'long', year: 'numeric' }),
};

/** Dates written lately: three months have 92, each in three languages with its weekday. */
const dates = remembered<string, string>(2_000);

const locales: Record<Language, string> = { cs: 'cs-CZ', en: 'en-GB', de: 'de-AT' };

/** Formats kept ready: making one costs hundreds of times what writing with it does. */
const formats = remembered<string, Intl.DateTimeFormat>(200);

function format(lang: Language, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${lang} ${timeZone} ${JSON.stringify(options)}`;
  return formats(key, () => new Intl.DateTimeFormat(locales[lang], { timeZone, ...options }));
}
