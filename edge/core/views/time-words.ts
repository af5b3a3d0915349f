import type { Language } from '#contract/language.ts';

/** Instants as people of the office read them. Wall ms in, words out; `timeZone` is an IANA name. */
export type TimeWords = {
  readonly timeOfDay: (wall: number) => string;
  readonly slot: (start: number, end: number) => string;
  readonly day: (wall: number) => string;
  readonly stamp: (wall: number) => string;
};

const made = new Map<string, TimeWords>();

/** The habits of one language in one zone; made once, since a formatter is dear. */
export function timeWords(language: Language, timeZone: string): TimeWords {
  const key = `${language} ${timeZone}`;
  const known = made.get(key);
  if (known) return known;
  const words = make(language, timeZone);
  made.set(key, words);
  return words;
}

function make(language: Language, timeZone: string): TimeWords {
  const locale = language === 'en' ? 'en-GB' : language;
  const format = (options: Intl.DateTimeFormatOptions) => {
    const formatter = new Intl.DateTimeFormat(locale, { timeZone, ...options });
    return (wall: number) => formatter.format(wall);
  };
  const timeOfDay = format({ hour: 'numeric', minute: '2-digit', hourCycle: 'h23' });
  const day = format({ weekday: 'long', day: 'numeric', month: 'long' });
  const shortDay = format({ weekday: 'short' });
  const date = format({ day: 'numeric', month: 'numeric', year: 'numeric' });
  return {
    timeOfDay,
    slot: (start, end) => `${timeOfDay(start)}–${timeOfDay(end)}`,
    day: (wall) => (language === 'cs' ? accusative(day(wall)) : day(wall)),
    stamp: (wall) => `${capital(shortDay(wall))} ${date(wall)}  ${timeOfDay(wall)}`,
  };
}

/** Czech says "v pondělí 30. listopadu", but "ve středu", "v sobotu": the weekday in its fourth case. */
const accusative = (day: string): string =>
  day
    .replace(/^středa/, 'středu')
    .replace(/^sobota/, 'sobotu')
    .replace(/^neděle/, 'neděli');
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
