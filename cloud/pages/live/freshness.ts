import type { Forecast } from '#contract/event.ts';
import type { Reader } from '../reader.ts';

/** Without JavaScript a live page reloads itself so often; with it, a script looks every `liveSeconds` and changes what differs. */
export const refreshSeconds = 10;
export const liveSeconds = 2;

/** A forecast in words. */
export function writeForecast(reader: Reader, forecast: Forecast): string {
  const { live } = reader.texts;
  return forecast === null ? live.unknown : live.minutes(Math.round(forecast.fromSeconds / 60), Math.ceil(forecast.toSeconds / 60));
}
