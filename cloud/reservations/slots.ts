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
  const today = localDate(office, present.nowMs);
  const horizon = bookingHorizon(office, present.nowMs);
  const first = days.from !== undefined && days.from > today ? days.from : today;
  const last = days.to !== undefined && days.to < horizon ? days.to : horizon;
  return datesBetween(first, last)
    .flatMap((date) => slotsOfDay(office, date))
    .filter(offeredNow(office, present));
}

/** Whether a slot is offered now, as `offeredSlots` lists them. */
export function offeredNow(office: OfficeSettings, { nowMs, linkLive }: Present): (slot: Slot) => boolean {
  const today = localDate(office, nowMs);
  const dayAfter = Temporal.PlainDate.from(bookingHorizon(office, nowMs)).add({ days: 1 });
  const endMs = dayAfter.toZonedDateTime(office.timeZone).epochMilliseconds;
  const lead = linkLive ? 0 : office.policies.offlineLeadMinutes * 60_000;
  return ({ startMs, date }) => startMs > nowMs && startMs < endMs && (date > today || startMs >= nowMs + lead);
}

/** The last date open for booking. Months are calendar months; a day that the month does not have becomes its last. */
export const bookingHorizon = (office: OfficeSettings, nowMs: number): string =>
  Temporal.PlainDate.from(localDate(office, nowMs)).add({ months: office.policies.horizonMonths }).toString();

/** The office's date at an instant. */
export const localDate = (office: OfficeSettings, atMs: number): string =>
  Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(office.timeZone).toPlainDate().toString();

/** Days made before, by the settings they were made from; more than a calendar shows at once, and then anew. */
const daysMax = 400;
const made = new WeakMap<OfficeSettings, Map<string, readonly Slot[]>>();

/** Every slot of one local date by the settings, which nobody changes in place. A missing hour makes none, a repeated hour makes two (F6). */
export function slotsOfDay(office: OfficeSettings, date: string): readonly Slot[] {
  const days = made.get(office) ?? new Map<string, readonly Slot[]>();
  made.set(office, days);
  const ready = days.get(date) ?? makeDay(office, date);
  if (days.size >= daysMax) days.clear();
  days.set(date, ready);
  return ready;
}

/** Slots found by their start, by the settings; what was asked for last stays, so that nobody fills the memory with instants. */
const startsMax = 4_000;
const found = new WeakMap<OfficeSettings, Map<number, Slot | null>>();

/** The slot that starts at this instant, whether it is offered or not; `null` when none does. */
export function slotStarting(office: OfficeSettings, startMs: number): Slot | null {
  const known = found.get(office) ?? new Map<number, Slot | null>();
  found.set(office, known);
  const ready = known.get(startMs);
  if (ready !== undefined) return ready;
  // A slot begins on its own date, so the other days of the calendar need not be made.
  const slot = slotsOfDay(office, localDate(office, startMs)).find((candidate) => candidate.startMs === startMs) ?? null;
  if (known.size >= startsMax) known.clear();
  known.set(startMs, slot);
  return slot;
}

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
  written(Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(office.timeZone));

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

function datesBetween(first: string, last: string): string[] {
  const dates: string[] = [];
  const end = Temporal.PlainDate.from(last);
  for (let day = Temporal.PlainDate.from(first); Temporal.PlainDate.compare(day, end) <= 0; day = day.add({ days: 1 }))
    dates.push(day.toString());
  return dates;
}
