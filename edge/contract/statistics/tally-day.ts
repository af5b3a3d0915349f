import { type Call, type DayBook, secondsBetween, type Visit, type When } from './day-book.ts';
import { spreadOf } from './spread.ts';
import { type CountName, countNames, type DayTally, type Grouping, groupings, type Tally } from './tally.ts';

/** Whose reservation it was, for those that nobody came for: their fact names the reservation alone. */
export type ReservationOf = (id: string) => { readonly service: string; readonly start: string } | null;

/** Where something counts; what is left out is not known or does not concern it. */
type Place = { readonly service?: string; readonly counter?: number; readonly hour?: number | null; readonly origin?: string };

type Group = { readonly counts: Map<CountName, number>; readonly waiting: number[]; readonly attending: number[] };

/** The numbers of a book. Pure but for looking up reservations; made anew from the whole book, so that what was undone leaves no trace. */
export function tallyDay(book: DayBook, reservationOf: ReservationOf): DayTally {
  const sums = openSums();
  const hourOf = hoursIn(book.rules.timeZone);
  for (const visit of book.visits.values()) tallyVisit(visit, sums, hourOf);
  for (const { counter, service, at } of book.unfairAt) sums.count('unfair', { counter, service, hour: hourOf(at) });
  for (const id of book.lapsed) {
    const known = book.reservations.get(id) ?? reservationOf(id);
    const start: When | null = known && { wall: Date.parse(known.start), steady: null, trusted: true };
    sums.count('lapsed', { origin: 'reservation', ...(known && start ? { service: known.service, hour: hourOf(start) } : {}) });
  }
  return { day: book.day, ...sums.tallies() };
}

type Sums = ReturnType<typeof openSums>;

function tallyVisit(visit: Visit, sums: Sums, hourOf: (at: When) => number | null): void {
  const { issued, origin, first, ends } = visit;
  const hour = hourOf(issued);
  const came = { service: first?.service ?? visit.service, hour, origin };
  if (visit.counted) sums.count('issued', came);
  if (visit.counted && origin === 'reservation') sums.count('checkedIn', came);
  if (visit.state === 'expired') sums.count('expired', { service: visit.service, hour, origin });
  for (const counter of visit.parkedAt) sums.count('parked', { ...came, counter });
  for (const counter of visit.transferredAt) sums.count('transferred', { ...came, counter });
  if (first) tallyFirstCall(visit, first, { ...came, counter: first.counter }, sums);
  const last = ends.at(-1);
  if (!last) return;
  const { as, call, at } = last;
  const where = { service: call.service, counter: call.counter, hour: hourOf(call.at), origin };
  sums.count(as, where);
  if (as === 'served') sums.length('attending', secondsBetween(call.at, at), where);
}

function tallyFirstCall({ issued, forecast }: Visit, first: Call, where: Place, sums: Sums): void {
  const seconds = secondsBetween(issued, first.at);
  sums.count('called', where);
  if (first.rule === 'reservation') sums.count('preferred', where);
  sums.length('waiting', seconds, where);
  if (forecast === null) return;
  sums.count('told', where);
  if (seconds >= forecast.fromSeconds && seconds <= forecast.toSeconds) sums.count('held', where);
}

/** One group for all, and one for each service, counter, hour and origin that something happened in. */
function openSums() {
  const total = emptyGroup();
  const groups = Object.fromEntries(groupings.map((grouping) => [grouping, new Map<string, Group>()])) as Record<
    Grouping,
    Map<string, Group>
  >;

  function at({ service, counter, hour, origin }: Place): readonly Group[] {
    const keys = { services: service, counters: counter, hours: hour, origins: origin };
    const within = groupings.flatMap((grouping) => {
      const key = keys[grouping];
      return key === undefined || key === null ? [] : [groupIn(groups[grouping], String(key))];
    });
    return [total, ...within];
  }

  return {
    count(name: CountName, where: Place): void {
      for (const { counts } of at(where)) counts.set(name, (counts.get(name) ?? 0) + 1);
    },
    length(name: 'waiting' | 'attending', seconds: number, where: Place): void {
      for (const group of at(where)) group[name].push(seconds);
    },
    tallies(): Omit<DayTally, 'day'> {
      const finished = (grouping: Grouping) => Object.fromEntries([...groups[grouping]].map(([key, group]) => [key, tallyOf(group)]));
      return {
        total: tallyOf(total),
        services: finished('services'),
        counters: finished('counters'),
        hours: finished('hours'),
        origins: finished('origins'),
      };
    },
  };
}

const emptyGroup = (): Group => ({ counts: new Map(), waiting: [], attending: [] });

function groupIn(groups: Map<string, Group>, key: string): Group {
  const group = groups.get(key) ?? emptyGroup();
  groups.set(key, group);
  return group;
}

const tallyOf = ({ counts, waiting, attending }: Group): Tally => ({
  ...Object.fromEntries(countNames.flatMap((name) => (counts.has(name) ? [[name, counts.get(name)]] : []))),
  ...(waiting.length > 0 ? { waiting: spreadOf(waiting) } : {}),
  ...(attending.length > 0 ? { attending: spreadOf(attending) } : {}),
});

/** Zones are apart by whole quarters of an hour: each is asked of the calendar once. */
const quarterMs = 900_000;

/** The local hour of an instant; `null` while nobody could believe the clock (F5). */
function hoursIn(timeZone: string): (at: When) => number | null {
  const known = new Map<number, number>();
  return ({ wall, trusted }) => {
    if (!trusted) return null;
    const quarter = Math.floor(wall / quarterMs);
    const hour = known.get(quarter) ?? Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO(timeZone).hour;
    known.set(quarter, hour);
    return hour;
  };
}
