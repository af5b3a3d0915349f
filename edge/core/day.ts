import type { OfficeSettings } from '#contract/settings.ts';

const local = (wall: number, settings: OfficeSettings): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO(settings.timeZone);

/** The business day of an instant: it ends at `dayClosesAt`, not at midnight (day rule, F23). ISO date. */
export function businessDay(wall: number, settings: OfficeSettings): string {
  const now = local(wall, settings);
  const closes = Temporal.PlainTime.from(settings.policies.dayClosesAt);
  const date = now.toPlainDate();
  return (Temporal.PlainTime.compare(now.toPlainTime(), closes) < 0 ? date.subtract({ days: 1 }) : date).toString();
}

/** The local calendar date of an instant, ISO. */
export const localDate = (wall: number, settings: OfficeSettings): string => local(wall, settings).toPlainDate().toString();

/** Today's opening hours; `null` when the office gives tickets at any hour, empty when it is closed all day. */
export function hoursOf(wall: number, settings: OfficeSettings): readonly { readonly from: string; readonly to: string }[] | null {
  if (settings.hours === null) return null;
  const date = local(wall, settings).toPlainDate();
  if (settings.closures.some((closure) => closure.date === date.toString())) return [];
  return settings.hours[String(date.dayOfWeek) as keyof typeof settings.hours] ?? [];
}

/** Whether walk-in tickets are given now: within opening hours, and not in the last minutes before the day's end (day rule). */
export function issuing(wall: number, settings: OfficeSettings): boolean {
  const spans = hoursOf(wall, settings);
  if (spans === null) return true;
  const last = spans.at(-1);
  if (!last) return false;
  const now = local(wall, settings).toPlainTime();
  const stop = Temporal.PlainTime.from(last.to).subtract({ minutes: settings.policies.lastTicketMinutes });
  const begin = Temporal.PlainTime.from(spans[0]!.from);
  return Temporal.PlainTime.compare(now, begin) >= 0 && Temporal.PlainTime.compare(now, stop) < 0;
}
