import type { Forecast } from '#contract/event.ts';
import type { Wording } from './wording.ts';

/** A forecast as people read it: whole minutes, rounded apart, to fives beyond half an hour. */
export function waitWords(words: Wording, forecast: Forecast): string {
  if (forecast === null) return words.unknownWait;
  const step = forecast.toSeconds > 1800 ? 5 : 1;
  const from = Math.floor(forecast.fromSeconds / 60 / step) * step;
  const to = Math.ceil(forecast.toSeconds / 60 / step) * step;
  return to <= 1 ? words.noWait : words.minutes(from, to);
}
