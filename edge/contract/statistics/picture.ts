import type { Language } from '../language.ts';
import { type ColumnGroup, type ColumnId, columns, type Unit } from './columns.ts';
import { type DayTally, type Grouping, mergeTallies, type Origin, type TableId, type Tally } from './tally.ts';
import { type StatisticsWords, statisticsWords } from './words.ts';

/** The days that are looked at, ISO dates, both included. */
export type Period = { readonly from: string; readonly to: string };

/** The statistics of an office in words: what a page shows, what a file is written from. */
export type StatisticsPicture = {
  readonly language: Language;
  readonly office: string;
  readonly period: Period;
  readonly columns: readonly StatisticsColumn[];
  readonly groups: readonly { readonly id: ColumnGroup; readonly label: string; readonly span: number }[];
  readonly tables: readonly StatisticsTable[];
  /** Everything together. */
  readonly total: StatisticsRow;
  /** What is told before every detail. */
  readonly keyFigures: readonly { readonly label: string; readonly text: string }[];
  /** What is drawn of each table: the taller column first, the other before it. */
  readonly charts: readonly { readonly label: string; readonly columns: readonly [ColumnId, ColumnId] }[];
  readonly notes: readonly string[];
  readonly isEmpty: boolean;
};

export type StatisticsTable = {
  readonly id: TableId;
  readonly title: string;
  /** Over the first column. */
  readonly head: string;
  readonly chart: 'line' | 'bars';
  readonly rows: readonly StatisticsRow[];
};
/** Figures in the order of the columns, and as they are written. */
export type StatisticsRow = {
  readonly key: string;
  readonly label: string;
  readonly values: readonly (number | null)[];
  readonly texts: readonly string[];
};
export type StatisticsColumn = {
  readonly id: ColumnId;
  readonly label: string;
  /** With what the group is called, for where the group does not stand above. */
  readonly full: string;
  readonly unit: Unit;
  readonly group: ColumnGroup;
  /** It begins its group. */
  readonly isFirst: boolean;
  readonly mustBeZero: boolean;
};

/** What stands in the tables besides numbers. */
export type Names = {
  readonly office: string;
  readonly language: Language;
  /** The services in their order; one that the office has given up is called by its id. */
  readonly services: readonly { readonly id: string; readonly name: string }[];
};

/** Periods of more days are told by month. */
export const daysByDayMax = 62;

/** The tallies of a period as tables; several of one day, of several edges or journals, are added up. Pure. */
export function pictureOf(tallies: readonly DayTally[], period: Period, names: Names): StatisticsPicture {
  const words = statisticsWords[names.language];
  const days = tallies.filter(({ day }) => day >= period.from && day <= period.to).toSorted((a, b) => (a.day < b.day ? -1 : 1));
  const row: MakeRow = (key, label, tallies) => rowOf(key, label, mergeTallies(tallies), names.language);
  const total = row(
    'total',
    words.total,
    days.map((one) => one.total),
  );
  return {
    language: names.language,
    office: names.office,
    period,
    columns: columnsIn(words),
    groups: groupsOf(words),
    tables: [
      { ...named('days', words), chart: 'line', rows: byDay(days, period, row, words) },
      { ...named('services', words), chart: 'bars', rows: inOrderOf(names.services, grouped(days, 'services'), row) },
      { ...named('counters', words), chart: 'bars', rows: byNumber(grouped(days, 'counters'), words.counter, row) },
      { ...named('hours', words), chart: 'bars', rows: byNumber(grouped(days, 'hours'), words.hour, row) },
      { ...named('weekdays', words), chart: 'bars', rows: byWeekday(days, words, row) },
      { ...named('origins', words), chart: 'bars', rows: byOrigin(grouped(days, 'origins'), words, row) },
    ],
    total,
    keyFigures: keyFigures.map((id) => ({
      label: fullName(id, words),
      text: total.texts[columns.findIndex((column) => column.id === id)]!,
    })),
    charts: [
      { label: words.charts.people, columns: ['issued', 'served'] },
      { label: words.charts.waiting, columns: ['waitingMost', 'waitingMedian'] },
    ],
    notes: words.notes,
    isEmpty: days.every((one) => Object.keys(one.total).length === 0),
  };
}

/** A row of the figures of a tally. */
export function rowOf(key: string, label: string, tally: Tally, language: Language): StatisticsRow {
  const values = columns.map(({ of }) => of(tally));
  return { key, label, values, texts: values.map((value, index) => writeFigure(value, columns[index]!.unit, language)) };
}

const keyFigures: readonly ColumnId[] = ['issued', 'served', 'booked', 'lapsed', 'waitingMedian', 'waitingMost', 'held', 'unfair'];

const fullName = (id: ColumnId, words: StatisticsWords): string =>
  `${words.groups[columns.find((column) => column.id === id)!.group]}: ${words.columns[id]}`;

const columnsIn = (words: StatisticsWords): readonly StatisticsColumn[] =>
  columns.map(({ id, unit, group }, index) => ({
    id,
    unit,
    group,
    label: words.columns[id],
    full: fullName(id, words),
    isFirst: columns[index - 1]?.group !== group,
    mustBeZero: id === 'unfair',
  }));

/** A figure as it stands in a table: minutes with one digit after the point; an en dash where it cannot be told. */
export function writeFigure(value: number | null, unit: Unit, language: Language): string {
  if (value === null) return '–';
  switch (unit) {
    case 'count':
      return String(value);
    case 'percent':
      return `${value} %`;
    case 'seconds':
      return (value / 60).toFixed(1).replace('.', language === 'en' ? '.' : ',');
  }
}

const named = (id: TableId, words: StatisticsWords) => ({ id, ...words.tables[id] });

type MakeRow = (key: string, label: string, tallies: readonly Tally[]) => StatisticsRow;

function byDay(days: readonly DayTally[], { from, to }: Period, rowOf: MakeRow, words: StatisticsWords): readonly StatisticsRow[] {
  const length = Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days + 1;
  const isLong = length > daysByDayMax;
  const parts = Map.groupBy(days, ({ day }) => (isLong ? day.slice(0, 7) : day));
  return [...parts].map(([key, ofKey]) =>
    rowOf(
      key,
      isLong ? writeMonth(key) : words.day(key),
      ofKey.map(({ total }) => total),
    ),
  );
}

const writeMonth = (month: string): string => `${Number(month.slice(5))}/${month.slice(0, 4)}`;

function grouped(days: readonly DayTally[], grouping: Grouping): ReadonlyMap<string, readonly Tally[]> {
  const all = days.flatMap((day) =>
    Object.entries<Tally | undefined>(day[grouping]).flatMap(([key, tally]) => (tally ? [[key, tally] as const] : [])),
  );
  return new Map([...Map.groupBy(all, ([key]) => key)].map(([key, ofKey]) => [key, ofKey.map(([, tally]) => tally)]));
}

function inOrderOf(services: Names['services'], groups: ReadonlyMap<string, readonly Tally[]>, rowOf: MakeRow): readonly StatisticsRow[] {
  const others = [...groups.keys()].filter((id) => services.every((service) => service.id !== id)).toSorted();
  return [...services, ...others.map((id) => ({ id, name: id }))]
    .filter(({ id }) => groups.has(id))
    .map(({ id, name }) => rowOf(id, name, groups.get(id)!));
}

const byNumber = (
  groups: ReadonlyMap<string, readonly Tally[]>,
  label: (number: number) => string,
  rowOf: MakeRow,
): readonly StatisticsRow[] =>
  [...groups].toSorted(([one], [other]) => Number(one) - Number(other)).map(([key, tallies]) => rowOf(key, label(Number(key)), tallies));

function byWeekday(days: readonly DayTally[], words: StatisticsWords, rowOf: MakeRow): readonly StatisticsRow[] {
  const groups = Map.groupBy(days, ({ day }) => Temporal.PlainDate.from(day).dayOfWeek);
  return [...groups]
    .toSorted(([one], [other]) => one - other)
    .map(([weekday, ofIt]) =>
      rowOf(
        String(weekday),
        words.weekdays[weekday - 1]!,
        ofIt.map(({ total }) => total),
      ),
    );
}

const byOrigin = (groups: ReadonlyMap<string, readonly Tally[]>, words: StatisticsWords, rowOf: MakeRow): readonly StatisticsRow[] =>
  (['button', 'reservation', 'staff'] satisfies Origin[])
    .filter((origin) => groups.has(origin))
    .map((origin) => rowOf(origin, words.origins[origin], groups.get(origin)!));

function groupsOf(words: StatisticsWords): StatisticsPicture['groups'] {
  const ids = [...new Set(columns.map(({ group }) => group))];
  return ids.map((id) => ({ id, label: words.groups[id], span: columns.filter(({ group }) => group === id).length }));
}
