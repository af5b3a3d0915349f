import type { OfficeSettings } from '#contract/settings.ts';

const local = (wall: number, settings: OfficeSettings): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO(settings.timeZone);

/** The business day of an instant: it ends at `dayClosesAt`, not at midnight (day rule, F23). ISO date. */
export const businessDay = (wall: number, settings: OfficeSettings): string =>
  dateBegunAt(wall, settings.timeZone, settings.policies.dayClosesAt);

/** The local calendar date of an instant, ISO. */
export const localDate = (wall: number, settings: OfficeSettings): string => dateBegunAt(wall, settings.timeZone, '00:00');

type Span = { readonly date: string; readonly from: number; readonly to: number };

/** The span found last for each kind of day, by zone and beginning: every press asks again within it, and a calendar is dear. */
const found = new Map<string, Map<string, Span>>();
const foundMax = 64;

/** The date whose day, from one local time of beginning to the next, holds this instant. */
function dateBegunAt(wall: number, timeZone: string, begins: string): string {
  const inZone = found.get(timeZone) ?? new Map<string, Span>();
  const last = inZone.get(begins);
  if (last && last.from <= wall && wall < last.to) return last.date;
  const span = spanAround(wall, timeZone, begins);
  if (found.size >= foundMax) found.clear();
  if (inZone.size >= foundMax) inZone.clear();
  found.set(timeZone, inZone.set(begins, span));
  return span.date;
}

function spanAround(wall: number, timeZone: string, begins: string): Span {
  const today = Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO(timeZone).toPlainDate();
  const startOf = (date: Temporal.PlainDate): number =>
    date.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(begins) }).epochMilliseconds;
  const date = startOf(today) <= wall ? today : today.subtract({ days: 1 });
  return { date: date.toString(), from: startOf(date), to: startOf(date.add({ days: 1 })) };
}

/** Today's opening hours; `null` when the office gives tickets at any hour, empty when it is closed all day. */
export function hoursOf(wall: number, settings: OfficeSettings): readonly { readonly from: string; readonly to: string }[] | null {
  if (settings.hours === null) return null;
  const date = local(wall, settings).toPlainDate();
  if (settings.closures.some((closure) => closure.date === date.toString())) return [];
  return settings.hours[String(date.dayOfWeek) as keyof typeof settings.hours] ?? [];
}

/** When the office closes today, wall ms; `null` when it has no hours or is closed all day. */
export function closingOf(wall: number, settings: OfficeSettings): number | null {
  const last = hoursOf(wall, settings)?.at(-1);
  if (!last) return null;
  return local(wall, settings).toPlainDate().toZonedDateTime({ timeZone: settings.timeZone, plainTime: last.to }).epochMilliseconds;
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
