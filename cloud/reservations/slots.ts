import { localDate } from '#contract/business-day.ts';
import { remembered } from '#contract/remembered.ts';
import type { OfficeSettings } from '#contract/settings.ts';

/** A bookable hour of one day. */
export type Slot = {
  /** Local date of its start. */
  readonly date: string;
  /** RFC 3339 with the offset, which tells the repeated hour of autumn apart (F6). */
  readonly start: string;
  readonly end: string;
  readonly startMs: number;
  readonly endMs: number;
};

/** What of the present decides which slots are offered. */
export type Present = {
  readonly nowMs: number;
  /** Whether an edge of the office is connected. */
  readonly linkLive: boolean;
};

type Days = { readonly from?: string | undefined; readonly to?: string | undefined };

/**
 * The slots a citizen may book now, in order: from today to the horizon (booking rule), without closures and without what has begun.
 * A slot of today only while the link is live or at least `offlineLeadMinutes` ahead, so that its PIN is always known at the kiosk.
 * `from` and `to` are local dates, both included, and only narrow the range.
 */
export function offeredSlots(office: OfficeSettings, present: Present, days: Days = {}): Slot[] {
  const today = localDate(present.nowMs, office);
  const horizon = bookingHorizon(office, present.nowMs);
  const first = days.from !== undefined && days.from > today ? days.from : today;
  const last = days.to !== undefined && days.to < horizon ? days.to : horizon;
  return datesBetween(first, last)
    .flatMap((date) => slotsOfDay(office, date))
    .filter(offeredNow(office, present));
}

/** Whether a slot is offered now, as `offeredSlots` lists them. */
export function offeredNow(office: OfficeSettings, { nowMs, linkLive }: Present): (slot: Slot) => boolean {
  const today = localDate(nowMs, office);
  const dayAfter = Temporal.PlainDate.from(bookingHorizon(office, nowMs)).add({ days: 1 });
  const endMs = dayAfter.toZonedDateTime(office.timeZone).epochMilliseconds;
  const lead = linkLive ? 0 : office.policies.offlineLeadMinutes * 60_000;
  return ({ startMs, date }) => startMs > nowMs && startMs < endMs && (date > today || startMs >= nowMs + lead);
}

/** The last date open for booking. Months are calendar months; a day that the month does not have becomes its last. */
export const bookingHorizon = (office: OfficeSettings, nowMs: number): string =>
  Temporal.PlainDate.from(localDate(nowMs, office)).add({ months: office.policies.horizonMonths }).toString();

/**
 * What was made and found before, by the settings, which nobody changes in place: more days than a calendar shows at once, and hours by their
 * start, so that nobody fills the memory with instants.
 */
const lately = new WeakMap<OfficeSettings, ReturnType<typeof nothingYet>>();
const nothingYet = () => ({
  days: remembered<string, readonly Slot[]>(400),
  starts: remembered<number, Slot | null>(4_000),
  instants: remembered<number, string>(4_000),
});

function latelyBy(office: OfficeSettings): ReturnType<typeof nothingYet> {
  const known = lately.get(office) ?? nothingYet();
  lately.set(office, known);
  return known;
}

/** Every slot of one local date by the settings. A missing hour makes none, a repeated hour makes two (F6). */
export const slotsOfDay = (office: OfficeSettings, date: string): readonly Slot[] =>
  latelyBy(office).days(date, () => makeDay(office, date));

/** The slot that starts at this instant, whether it is offered or not; `null` when none does. */
export const slotStarting = (office: OfficeSettings, startMs: number): Slot | null =>
  latelyBy(office).starts(
    startMs,
    // A slot begins on its own date, so the other days of the calendar need not be made.
    () => slotsOfDay(office, localDate(startMs, office)).find((candidate) => candidate.startMs === startMs) ?? null,
  );

function makeDay(office: OfficeSettings, date: string): Slot[] {
  if (office.closures.some((closure) => closure.date === date)) return [];
  const day = Temporal.PlainDate.from(date);
  const starts = office.slots.starts[String(day.dayOfWeek) as '1'] ?? [];
  return starts
    .flatMap((time) => startsAt(day.toPlainDateTime(Temporal.PlainTime.from(time)), office.timeZone))
    .map((start) => asSlot(date, start, office.slots.minutes))
    .sort((a, b) => a.startMs - b.startMs);
}

/** Whether the settings still have the hour that starts then. */
export const hasHour = (office: OfficeSettings, { date, startMs }: Pick<Slot, 'date' | 'startMs'>): boolean =>
  slotsOfDay(office, date).some((slot) => slot.startMs === startMs);

/** An instant as RFC 3339 in the office's zone. */
export const writeInstant = (office: OfficeSettings, atMs: number): string =>
  latelyBy(office).instants(atMs, () => written(Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(office.timeZone)));

function startsAt(local: Temporal.PlainDateTime, timeZone: string): Temporal.ZonedDateTime[] {
  const earlier = local.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  if (!earlier.toPlainDateTime().equals(local)) return [];
  const later = local.toZonedDateTime(timeZone, { disambiguation: 'later' });
  return earlier.equals(later) ? [earlier] : [earlier, later];
}

function asSlot(date: string, start: Temporal.ZonedDateTime, minutes: number): Slot {
  const end = start.add({ minutes });
  return { date, start: written(start), end: written(end), startMs: start.epochMilliseconds, endMs: end.epochMilliseconds };
}

const written = (at: Temporal.ZonedDateTime): string => at.toString({ timeZoneName: 'never', smallestUnit: 'second' });

/** Calendars shown lately: today's is the same for everybody who looks. */
const calendars = remembered<string, readonly string[]>(20);

const datesBetween = (first: string, last: string): readonly string[] => calendars(`${first} ${last}`, () => writeDates(first, last));

function writeDates(first: string, last: string): string[] {
  const dates: string[] = [];
  const end = Temporal.PlainDate.from(last);
  for (let day = Temporal.PlainDate.from(first); Temporal.PlainDate.compare(day, end) <= 0; day = day.add({ days: 1 }))
    dates.push(day.toString());
  return dates;
}
