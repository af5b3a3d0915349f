import type { Forecast } from '#contract/event.ts';
import type { OfficeSettings } from '#contract/settings.ts';

export type OpenCounter = { readonly number: number; readonly busy: boolean };

/** How far the truth may lie from the mean, as shares of it: service times vary much. */
const rangeFrom = 0.5;
const rangeTo = 1.5;

/**
 * How long somebody waits for `service` with these tickets ahead (by their services): the work ahead, by the means of the settings, shared by
 * the open counters that serve the service, as a plain range. `null` when no such counter is open.
 */
export function forecast(settings: OfficeSettings, service: string, ahead: readonly string[], open: readonly OpenCounter[]): Forecast {
  const servicesAt = (number: number) => settings.counters.find((counter) => counter.number === number)?.services ?? [];
  const counters = open.filter(({ number }) => servicesAt(number).includes(service));
  if (counters.length === 0) return null;
  const shared = ahead.filter((other) => counters.some(({ number }) => servicesAt(number).includes(other)));
  const meanSeconds = (id: string) => settings.services.find((one) => one.id === id)?.meanServiceSeconds ?? 0;
  const free = counters.filter(({ busy }) => !busy).length;
  if (shared.length < free) return { fromSeconds: 0, toSeconds: 60 };
  const attendedSeconds = ((counters.length - free) * meanSeconds(service)) / 2;
  const workSeconds = shared.reduce((sum, id) => sum + meanSeconds(id), attendedSeconds);
  const seconds = workSeconds / counters.length;
  return { fromSeconds: Math.round(seconds * rangeFrom), toSeconds: Math.round(seconds * rangeTo) };
}
