import type { JSX } from 'preact';
import { localDate } from '#contract/business-day.ts';
import type { Localized } from '#contract/language.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import type { Offer } from '../../reservations/port.ts';
import { writeDate, writeWhen } from '../../when.ts';
import type { Reader } from '../reader.ts';

/** Public holidays of an office by local date, between two dates, both included. */
export type Holidays = (office: OfficeSettings, from: string, to: string) => ReadonlyMap<string, Localized>;

type Day = {
  readonly date: string;
  readonly free: number;
  /** Why the office is closed, or what day it is. */
  readonly name: string | null;
  readonly isClosed: boolean;
};

type CalendarProps = {
  readonly reader: Reader;
  readonly office: OfficeSettings;
  readonly offers: readonly Offer[];
  readonly nowMs: number;
  readonly holidays: Holidays;
  dayPath(date: string): string;
};

/**
 * The days open for booking by month, each with the number of its free hours; full and closed days are said, not linked. It is a list for whoever
 * listens and on narrow screens, and looks like a calendar where there is room.
 */
export function Calendar(props: CalendarProps): JSX.Element {
  const { reader, office, offers, dayPath } = props;
  const { days: texts } = reader.texts;
  const months = byMonth(daysOf(props));
  const first = offers.find((offer) => offer.free > 0);
  if (months.length === 0) return <p class="lead">{texts.none}</p>;
  return (
    <div data-live id="kalendar" class="calendar">
      <p class="soonest">
        {first ? (
          <>
            {texts.soonest}{' '}
            <a href={reader.href(dayPath(first.date), { start: first.start })}>{writeWhen(reader.lang, office.timeZone, first)}</a>
          </>
        ) : (
          texts.none
        )}
      </p>
      <nav aria-label={texts.months} class="months">
        <ul>
          {months.map(({ month, days }) => (
            <li key={month}>
              <a href={`#m${month}`}>{writeDate(reader.lang, `${month}-01`, 'month')}</a>{' '}
              <span class="quiet">{texts.freeShort(days.reduce((sum, day) => sum + day.free, 0))}</span>
            </li>
          ))}
        </ul>
      </nav>
      {months.map(({ month, days }) => (
        <section class="month" key={month} aria-labelledby={`m${month}`}>
          <h2 id={`m${month}`}>{writeDate(reader.lang, `${month}-01`, 'month-year')}</h2>
          <ul class={`days ${columnsOf(office)}`}>
            {days.map((day, index) => (
              <li key={day.date} class={`weekday-${weekdayOf(day.date)}${beginsWeek(days[index - 1], day) ? ' begins-week' : ''}`}>
                <DayCell reader={reader} day={day} to={reader.href(dayPath(day.date))} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function DayCell({ reader, day, to }: { reader: Reader; day: Day; to: string }) {
  const { days: texts } = reader.texts;
  const label = (
    <>
      <span class="day-name">{writeDate(reader.lang, day.date, 'weekday')} </span>
      <span class="day-date">{writeDate(reader.lang, day.date, 'day')} </span>
      <span class="day-free">
        {day.name !== null && <span class="day-why">{day.name} </span>}
        {day.isClosed ? texts.closed : day.free > 0 ? texts.free(day.free) : texts.full}
      </span>
    </>
  );
  return day.free > 0 ? (
    <a class="day" href={to}>
      {label}
    </a>
  ) : (
    <span class={day.isClosed ? 'day closed' : 'day full'}>{label}</span>
  );
}

/** Days with hours, and those that would have some were the office not closed. */
function daysOf({ reader, office, offers, nowMs, holidays }: CalendarProps): Day[] {
  const today = Temporal.PlainDate.from(localDate(nowMs, office));
  const horizon = today.add({ months: office.policies.horizonMonths }).toString();
  const named = holidays(office, today.toString(), horizon);
  const days = new Map<string, Day>();
  for (const { date, reason } of office.closures) {
    const hasHours = (office.slots.starts[String(weekdayOf(date)) as '1'] ?? []).length > 0;
    if (hasHours && date >= today.toString() && date <= horizon)
      days.set(date, { date, free: 0, name: reason[reader.lang], isClosed: true });
  }
  for (const { date, free } of offers) {
    const before = days.get(date)?.free ?? 0;
    days.set(date, { date, free: before + free, name: named.get(date)?.[reader.lang] ?? null, isClosed: false });
  }
  return [...days.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
}

function byMonth(days: readonly Day[]): { readonly month: string; readonly days: readonly Day[] }[] {
  const months = Map.groupBy(days, (day) => day.date.slice(0, 7));
  return [...months].map(([month, ofMonth]) => ({ month, days: ofMonth }));
}

/** Monday is 1. The calendar asks for it three times a day, and Temporal took a tenth of the time it takes to draw. */
const weekdayOf = (date: string): number => new Date(date).getUTCDay() || 7;

/** Where a list shows a new week; the calendar shows it by its rows. */
const beginsWeek = (before: Day | undefined, day: Day): boolean => before !== undefined && weekdayOf(before.date) >= weekdayOf(day.date);

/** As many columns as the office has days with hours up to. */
function columnsOf(office: OfficeSettings): 'five' | 'six' | 'seven' {
  const last = Math.max(...Object.keys(office.slots.starts).map(Number));
  return last === 7 ? 'seven' : last === 6 ? 'six' : 'five';
}
