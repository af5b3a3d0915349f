import type { JSX } from 'preact';
import type { Language } from '#contract/language.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import type { Offer } from '../../reservations/port.ts';
import type { Reader } from '../reader.ts';

/** Weeks shown on one page. */
const weeksShown = 4;

type DayOffer = { readonly date: string; readonly free: number };
type WeekOffer = { readonly monday: string; readonly days: readonly DayOffer[] };

type DaysProps = {
  readonly reader: Reader;
  readonly office: OfficeSettings;
  readonly offers: readonly Offer[];
  readonly nowMs: number;
  /** Monday of the first week to show; today's week without it. */
  readonly from: string | undefined;
  /** The address of this list, to turn its leaves. */
  readonly listPath: string;
  dayPath(date: string): string;
};

/** Bookable days by week, each with the number of its free hours; full days are said, not linked. */
export function Days({ reader, office, offers, nowMs, from, listPath, dayPath }: DaysProps): JSX.Element {
  const { days: texts } = reader.texts;
  const weeks = groupByWeek(offers);
  const found = weeks.findIndex((week) => from !== undefined && week.monday >= from);
  const first = found === -1 ? 0 : found;
  const shown = weeks.slice(first, first + weeksShown);
  const thisMonday = mondayOf(Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(office.timeZone).toPlainDate());
  const leaf = (week: WeekOffer | undefined) => week && reader.href(listPath, { od: week.monday });
  const earlier = first > 0 ? leaf(weeks[Math.max(0, first - weeksShown)]) : undefined;
  const later = leaf(weeks[first + weeksShown]);
  return (
    <>
      {shown.length === 0 && <p>{texts.none}</p>}
      {shown.map((week) => (
        <section class="week" key={week.monday}>
          <h2>{weekTitle(reader, week, thisMonday)}</h2>
          <ul class="days">
            {week.days.map((day) => (
              <li key={day.date}>
                <Day reader={reader} day={day} to={reader.href(dayPath(day.date))} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      <nav class="leaves">
        {earlier ? (
          <a class="button plain" href={earlier}>
            ‹ {texts.earlier}
          </a>
        ) : (
          <span />
        )}
        {later && (
          <a class="button plain" href={later}>
            {texts.later} ›
          </a>
        )}
      </nav>
    </>
  );
}

function Day({ reader, day, to }: { reader: Reader; day: DayOffer; to: string }) {
  const { days: texts } = reader.texts;
  const label = (
    <>
      <span class="day-name">{writeDate(reader.lang, day.date, { weekday: 'long' })}</span>
      <span class="day-date">{writeDate(reader.lang, day.date, { day: 'numeric', month: 'numeric' })}</span>
      <span class="day-free">{day.free > 0 ? texts.free(day.free) : texts.full}</span>
    </>
  );
  return day.free > 0 ? (
    <a class="day" href={to}>
      {label}
    </a>
  ) : (
    <span class="day full">{label}</span>
  );
}

function groupByWeek(offers: readonly Offer[]): WeekOffer[] {
  const days = new Map<string, number>();
  for (const offer of offers) days.set(offer.date, (days.get(offer.date) ?? 0) + offer.free);
  const weeks = new Map<string, DayOffer[]>();
  for (const [date, free] of days) {
    const monday = mondayOf(Temporal.PlainDate.from(date)).toString();
    weeks.set(monday, [...(weeks.get(monday) ?? []), { date, free }]);
  }
  return [...weeks].map(([monday, week]) => ({ monday, days: week }));
}

const mondayOf = (date: Temporal.PlainDate): Temporal.PlainDate => date.subtract({ days: date.dayOfWeek - 1 });

function weekTitle(reader: Reader, week: WeekOffer, thisMonday: Temporal.PlainDate): string {
  const { days: texts } = reader.texts;
  if (week.monday === thisMonday.toString()) return texts.thisWeek;
  if (week.monday === thisMonday.add({ days: 7 }).toString()) return texts.nextWeek;
  const [first, last] = [week.days[0], week.days.at(-1)];
  const range = new Intl.DateTimeFormat(reader.lang, { day: 'numeric', month: 'long', timeZone: 'UTC' });
  return first && last ? texts.week(range.formatRange(noon(first.date), noon(last.date))) : '';
}

const noon = (date: string): number => Date.parse(`${date}T12:00:00Z`);

const writeDate = (lang: Language, date: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(lang, { ...options, timeZone: 'UTC' }).format(noon(date));
