import { emptySpread, mergeSpreads, type Spread } from './spread.ts';

/** What is counted of visitors, by its short name. */
export const countNames = [
  'issued',
  /** Tickets called at least once. */
  'called',
  /** Of these, called before others because of their reservation. */
  'preferred',
  'served',
  /** No-shows that a clerk noted, and those that were only inferred (calling rule). */
  'missed',
  'inferred',
  'parked',
  'transferred',
  /** Never called until the day's end. */
  'expired',
  /** Reservations that came, and those nobody came for. */
  'checkedIn',
  'lapsed',
  /** Forecasts on slips whose ticket was called, and those whose range held the truth. */
  'told',
  'held',
  /** Calls that broke the fairness bound; must be 0. */
  'unfair',
] as const;
export type CountName = (typeof countNames)[number];

/** Counts, and how long people waited for their first call and were attended. What is zero is left out. */
export type Tally = { readonly [Name in CountName]?: number } & { readonly waiting?: Spread; readonly attending?: Spread };

/** Where tickets come from. */
export type Origin = 'button' | 'reservation' | 'staff';

/** One business day, or a part of it that one journal tells. Numbers alone: it names no ticket, no reservation and no person. */
export type DayTally = {
  /** ISO date. */
  readonly day: string;
  readonly total: Tally;
  /** By the service's id; what happened after a transfer counts for the new service. */
  readonly services: Readonly<Record<string, Tally>>;
  /** By the counter's number. */
  readonly counters: Readonly<Record<string, Tally>>;
  /** By the local hour in which it happened, 0 to 23; waiting by the hour of coming. Not known while the clock is not trusted. */
  readonly hours: Readonly<Record<string, Tally>>;
  readonly origins: Readonly<Partial<Record<Origin, Tally>>>;
};

/** Groups of a day, each splitting the same visitors in another way. */
export const groupings = ['services', 'counters', 'hours', 'origins'] as const;
export type Grouping = (typeof groupings)[number];
/** The tables that are made of days. */
export type TableId = 'days' | 'weekdays' | Grouping;

/** All of them together. */
export function mergeTallies(tallies: readonly Tally[]): Tally {
  const counts = countNames.flatMap((name) => {
    const sum = tallies.reduce((all, tally) => all + (tally[name] ?? 0), 0);
    return sum > 0 ? [[name, sum] as const] : [];
  });
  return { ...Object.fromEntries(counts), ...spread('waiting', tallies), ...spread('attending', tallies) };
}

function spread(name: 'waiting' | 'attending', tallies: readonly Tally[]): Pick<Tally, typeof name> {
  const there = tallies.flatMap((tally) => tally[name] ?? []);
  return there.length === 0 ? {} : { [name]: there.reduce(mergeSpreads, emptySpread) };
}
