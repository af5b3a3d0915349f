import type { OfficeSettings } from './settings.ts';

/** The business day of an instant: it ends at `dayClosesAt`, not at midnight (day rule, F23). ISO date. */
export const businessDay = (wall: number, { timeZone, policies }: Pick<OfficeSettings, 'timeZone' | 'policies'>): string =>
  dateBegunAt(wall, timeZone, policies.dayClosesAt);

/** The local calendar date of an instant, ISO. */
export const localDate = (wall: number, { timeZone }: Pick<OfficeSettings, 'timeZone'>): string => dateBegunAt(wall, timeZone, '00:00');

type Span = { readonly date: string; readonly from: number; readonly to: number };

/** The span found last for each kind of day, by zone and beginning: every press asks again within it, and a calendar is dear. */
const found = new Map<string, Map<string, Span>>();
const foundMax = 64;

/**
 * The date whose day holds this instant: a day lasts from one local time of beginning to the next. A time that a night has twice counts when it
 * comes first, so that no day begins again; one that a night leaves out counts an hour later (RFC 5545, 3.3.5).
 *
 * @param wall milliseconds since 1970
 * @param begins local time of day, `HH:MM`
 */
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
