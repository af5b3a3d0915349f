import type { Forecast } from '#contract/event.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import type { Words } from '../reader.ts';

/**
 * Without JavaScript a live page reloads itself so often. With it, a script follows the page's events; while there are none it looks every
 * `liveSeconds` and changes what differs.
 */
export const refreshSeconds = 10;
export const liveSeconds = 2;

/** A forecast in words. */
export function writeForecast({ texts: { live } }: Words, forecast: Forecast): string {
  return forecast === null ? live.unknown : live.minutes(Math.round(forecast.fromSeconds / 60), Math.ceil(forecast.toSeconds / 60));
}

/**
 * Where the page at `path` is followed. The office stands in it for a balancer before many clouds: readers of one office that come to the same cloud
 * cost one look a second between them.
 */
export const eventsOf = ({ lang }: Words, { office }: OfficeSettings, path: string): string =>
  `${path}/events?${new URLSearchParams({ lang, office })}`;
