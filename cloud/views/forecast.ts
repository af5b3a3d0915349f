import type { Forecast } from '#contract/event.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import { waitRange } from '#contract/wait.ts';

export type OpenCounter = { readonly number: number; readonly busy: boolean };

/**
 * How long somebody waits for `service` with these tickets ahead (by their services), as the office itself reckons it, with the mean service
 * times of the settings. `null` when no open counter serves it.
 */
export function forecast(settings: OfficeSettings, service: string, ahead: readonly string[], open: readonly OpenCounter[]): Forecast {
  const ids = settings.services.map(({ id }) => id);
  const lines = settings.services.map(({ id, meanServiceSeconds }) => ({
    people: ahead.filter((other) => other === id).length,
    seconds: meanServiceSeconds,
  }));
  const counters = open.map(({ number, busy }) => {
    const serves = (settings.counters.find((counter) => counter.number === number)?.services ?? []).map((id) => ids.indexOf(id));
    return { serves, attends: busy ? (serves[0] ?? null) : null };
  });
  return waitRange(lines, counters, ids.indexOf(service));
}
