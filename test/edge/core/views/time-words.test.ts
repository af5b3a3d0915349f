import test from 'ava';
import { type Language, languages } from '#contract/language.ts';
import { timeWords } from '../../../../edge/core/views/time-words.ts';

const hourMs = 3_600_000;
const zones = ['Europe/Prague', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe'];
const from = Date.UTC(2026, 0, 1);
/** Every hour of two years, both nights of each change of daylight saving time among them (F6). */
const hours = Array.from({ length: 2 * 365 * 24 }, (_, hour) => from + hour * hourMs + 5 * 60_000);

for (const language of languages)
  test(`F6: ${language}: days, dates and times of day are written as Intl writes them, through every change of the clocks`, (t) => {
    for (const timeZone of zones) {
      const words = timeWords(language, timeZone);
      const intl = wordsOfIntl(language, timeZone);
      const differs = hours.find((wall) => words.day(wall) !== intl.day(wall) || words.stamp(wall) !== intl.stamp(wall));
      t.is(differs, undefined, `${timeZone}: ${differs && `${words.day(differs)} · ${words.stamp(differs)}`}`);
    }
  });

test('a slot runs from its first to its last minute', (t) => {
  const wall = Date.parse('2026-11-23T08:00:00+01:00');
  t.is(timeWords('cs', 'Europe/Prague').slot(wall, wall + hourMs), '8:00–9:00');
});

/** The same words, made from the tables of the International Components for Unicode. */
function wordsOfIntl(language: Language, timeZone: string): { day(wall: number): string; stamp(wall: number): string } {
  const locale = language === 'en' ? 'en-GB' : language;
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone, ...options });
  const timeOfDay = format({ hour: 'numeric', minute: '2-digit', hourCycle: 'h23' });
  const day = format({ weekday: 'long', day: 'numeric', month: 'long' });
  const shortDay = format({ weekday: 'short' });
  const date = format({ day: 'numeric', month: 'numeric', year: 'numeric' });
  const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
  const accusative = (text: string): string =>
    text
      .replace(/^středa/, 'středu')
      .replace(/^sobota/, 'sobotu')
      .replace(/^neděle/, 'neděli');
  return {
    day: (wall) => (language === 'cs' ? accusative(day.format(wall)) : day.format(wall)),
    stamp: (wall) => `${capital(shortDay.format(wall))} ${date.format(wall)}  ${timeOfDay.format(wall)}`,
  };
}
