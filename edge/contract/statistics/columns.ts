import { countOf, quantile, type Spread } from './spread.ts';
import type { Tally } from './tally.ts';

/** Visitors below whom no length is told: with fewer, somebody who knows when a person came could read how long that person took. */
export const groupMin = 5;

export type Unit = 'count' | 'percent' | 'seconds';
export type ColumnGroup = 'tickets' | 'reservations' | 'waiting' | 'attending' | 'promises';
export type ColumnId = (typeof columns)[number]['id'];

/** What a column says of a group of visitors: a whole number, or `null` where it cannot be told. */
type Column = {
  readonly id: string;
  readonly group: ColumnGroup;
  readonly unit: Unit;
  readonly of: (tally: Tally) => number | null;
};

/** Every figure of the statistics, in the order of the tables. */
export const columns = [
  { id: 'issued', group: 'tickets', unit: 'count', of: ({ issued = 0 }) => issued },
  { id: 'served', group: 'tickets', unit: 'count', of: ({ served = 0 }) => served },
  { id: 'missed', group: 'tickets', unit: 'count', of: ({ missed = 0 }) => missed },
  { id: 'inferred', group: 'tickets', unit: 'count', of: ({ inferred = 0 }) => inferred },
  { id: 'expired', group: 'tickets', unit: 'count', of: ({ expired = 0 }) => expired },
  { id: 'booked', group: 'reservations', unit: 'count', of: ({ checkedIn = 0, lapsed = 0 }) => checkedIn + lapsed },
  { id: 'checkedIn', group: 'reservations', unit: 'count', of: ({ checkedIn = 0 }) => checkedIn },
  { id: 'lapsed', group: 'reservations', unit: 'count', of: ({ lapsed = 0 }) => lapsed },
  { id: 'preferred', group: 'reservations', unit: 'percent', of: ({ preferred = 0, called = 0 }) => share(preferred, called) },
  { id: 'waitingMedian', group: 'waiting', unit: 'seconds', of: ({ waiting }) => length(waiting, 0.5) },
  { id: 'waitingMost', group: 'waiting', unit: 'seconds', of: ({ waiting }) => length(waiting, 0.9) },
  { id: 'waitingLongest', group: 'waiting', unit: 'seconds', of: ({ waiting }) => length(waiting, 1) },
  { id: 'attendingMedian', group: 'attending', unit: 'seconds', of: ({ attending }) => length(attending, 0.5) },
  { id: 'attendingMost', group: 'attending', unit: 'seconds', of: ({ attending }) => length(attending, 0.9) },
  { id: 'attendingLongest', group: 'attending', unit: 'seconds', of: ({ attending }) => length(attending, 1) },
  { id: 'held', group: 'promises', unit: 'percent', of: ({ held = 0, told = 0 }) => share(held, told) },
  { id: 'unfair', group: 'promises', unit: 'count', of: ({ unfair = 0 }) => unfair },
] as const satisfies readonly Column[];

const share = (part: number, all: number): number | null => (all === 0 ? null : Math.round((100 * part) / all));

function length(spread: Spread | undefined, rank: number): number | null {
  if (spread === undefined || countOf(spread) < groupMin) return null;
  return rank === 1 ? spread.longest : quantile(spread, rank);
}
