import type { OfficeSettings } from '#contract/settings.ts';

/** The business day of an instant, ISO date: it ends at `dayClosesAt`, not at midnight (day rule, F23). */
export function businessDay(atMs: number, { timeZone, policies }: OfficeSettings): string {
  const local = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone);
  const closesAt = Temporal.PlainTime.from(policies.dayClosesAt);
  const date = local.toPlainDate();
  return (Temporal.PlainTime.compare(local.toPlainTime(), closesAt) < 0 ? date.subtract({ days: 1 }) : date).toString();
}

/** An instant as RFC 3339 with the zone's offset, whole seconds. */
export const zonedInstant = (atMs: number, timeZone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone).toString({ timeZoneName: 'never', smallestUnit: 'second' });
