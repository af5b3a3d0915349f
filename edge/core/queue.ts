import type { CallRule, Forecast, Moment, PaperState } from '#contract/event.ts';
import type { FedReservation, FeedPosition } from '#contract/reservation.ts';
import type { OfficeSettings, Service } from '#contract/settings.ts';
import { type Block, numberAfter, placeOf } from './block.ts';
import { at, type Sequence, size, values } from './sequence.ts';

/** Everything the office knows: the sum of its journal. Plain data; only `evolve` makes a new one. */
export type Queue = {
  readonly settings: OfficeSettings;
  /** The key under which PINs are hashed; `null` until a cloud was met. */
  readonly pinKey: string | null;
  readonly publicOrigin: string | null;
  /** The business day, and whether a trusted clock named it (F5). */
  readonly day: { readonly date: string; readonly trusted: boolean } | null;
  /** The last number given today by this journal, by service. */
  readonly issued: Readonly<Record<string, number>>;
  readonly lastOrdinal: number;
  /** Staff stopped giving walk-in tickets for today; `null` while they said nothing of it, absent in what was kept before they could. */
  readonly issuingStopped?: boolean | null;
  /** Tickets of today by ordinal. */
  readonly tickets: Sequence<Ticket>;
  /** Ordinals of those who wait, by service, oldest first. */
  readonly waiting: Readonly<Record<string, Sequence<number>>>;
  /** Those of them with a reservation, by slot start, then check-in order. */
  readonly reserved: Readonly<Record<string, readonly Reserved[]>>;
  /** Preferred calls in a row since an ordinary one, by service (fairness bound). */
  readonly preferredInRow: Readonly<Record<string, number>>;
  /** Parked tickets and when they return, steady ms. */
  readonly parked: readonly { readonly ordinal: number; readonly untilSteady: number }[];
  readonly counters: Readonly<Record<number, Counter>>;
  /** Steady ms of the last ticket taken by button, by service (double press). */
  readonly lastPress: Readonly<Record<string, number>>;
  /** By local date, then id. */
  readonly reservations: Readonly<Record<string, Readonly<Record<string, Reservation>>>>;
  /** Who came, of days that are forgotten, the oldest first; at most `cameMax`. Absent in what was kept before it was remembered. */
  readonly came?: readonly string[];
  readonly feed: FeedPosition | null;
  /** Newest first, at most `lastCallsMax`. */
  readonly lastCalls: readonly LastCall[];
  /** Learned service times by service: a running mean and how many it rests on (forecast). */
  readonly learned: Readonly<Record<string, { readonly meanSeconds: number; readonly count: number }>>;
  /** How many of today's first calls had a forecast, and how many of those came within its range. */
  readonly foretold?: Foretold;
  /** How this journal stands to another one of the same day (F18); absent in the usual life of an edge. */
  readonly replacement?: Replacement;
  readonly keypad: { readonly misses: number; readonly restUntilSteady: number };
  readonly printer: PaperState;
};

export type Ticket = {
  readonly ordinal: number;
  readonly number: string;
  readonly service: string;
  readonly token: string;
  readonly state: 'waiting' | 'parked' | 'called' | 'served' | 'noShow';
  readonly issued: Moment;
  readonly reservation: { readonly id: string; readonly start: number; readonly end: number } | null;
  readonly counter: number | null;
  readonly called: Moment | null;
  readonly calls: number;
  readonly rule: CallRule | null;
  readonly passedOver: number;
  readonly ahead: number;
  readonly forecast: Forecast;
  /** What became of the last slip asked for, and how many copies were granted. */
  readonly slip: 'asked' | 'printed' | 'failed';
  readonly copies: number;
};

export type Replacement = {
  /** The journal is new and was told that it replaces another: the block with which its first day begins. */
  readonly asks?: Block;
  /** Numbers of today come after this one, in the block that begins there. */
  readonly numbersAfter: number;
  /** How many numbers other journals gave today at least, by service: they count for the daily quota. */
  readonly elsewhere?: Readonly<Record<string, number>>;
  /** How far other journals were taken in today, by journal. */
  readonly seen: Readonly<Record<string, number>>;
  /** Reservations checked in under those journals, with their ticket's ordinal here. */
  readonly arrived: Readonly<Record<string, number>>;
};

export type Foretold = { readonly told: number; readonly held: number };
export const nothingForetold: Foretold = { told: 0, held: 0 };

export type Reserved = { readonly ordinal: number; readonly start: number };

export type Counter = {
  readonly number: number;
  readonly state: 'open' | 'closed';
  /** The ticket being attended. */
  readonly ticket: number | null;
  /** What undo can put back. */
  readonly ended: { readonly ordinal: number; readonly as: 'served' | 'noShow' } | null;
};

/** A reservation as fed, and what happened to it here: presence beats remote intent (F20). */
export type Reservation = FedReservation & {
  readonly here: 'expected' | 'checkedIn' | 'lapsed';
  readonly ordinal: number | null;
  /** Wall ms at which it was taken as lapsed here. */
  readonly lapsedMs?: number;
  /** The hour for which it was checked in here. */
  readonly cameFor?: { readonly date: string; readonly start: string; readonly end: string };
};

/** Reservations whose visitor came, remembered by their names alone: two months of a hundred a working day, about 300 KiB. */
export const cameMax = 4_096;

export type LastCall = { readonly number: string; readonly counter: number; readonly at: number; readonly calls: number };
export const lastCallsMax = 12;

/** How every business day begins. */
export const noTickets = {
  issued: {},
  issuingStopped: null,
  lastOrdinal: 0,
  tickets: [],
  waiting: {},
  reserved: {},
  preferredInRow: {},
  parked: [],
  lastCalls: [],
  foretold: nothingForetold,
} satisfies Partial<Queue>;

/** An office before its first event. Its counters are as `settings` say, all closed. */
export function emptyQueue(settings: OfficeSettings): Queue {
  return {
    settings,
    ...noTickets,
    lastPress: {},
    pinKey: null,
    publicOrigin: null,
    day: null,
    counters: Object.fromEntries(settings.counters.map(({ number }) => [number, closedCounter(number)])),
    reservations: {},
    feed: null,
    learned: {},
    keypad: { misses: 0, restUntilSteady: 0 },
    printer: 'ok',
  };
}

export const noReplacement: Replacement = { numbersAfter: 0, seen: {}, arrived: {} };
export const replacementOf = (queue: Queue): Replacement => queue.replacement ?? noReplacement;

/** The queue of a new journal that takes another one's place and gives numbers of this block (F18). */
export const replacing = (queue: Queue, block: Block): Queue => ({ ...queue, replacement: { ...noReplacement, asks: block } });

/** The number that this journal gives next for a service; `null` when its numbers of today are used up. */
export function nextNumber(queue: Queue, service: string): number | null {
  const { numbersAfter } = replacementOf(queue);
  return numberAfter(queue.issued[service] ?? numbersAfter, numbersAfter);
}

/** How many numbers of a service were given today, by this journal and, as far as it was told, by others (day rule: the daily quota). */
export function givenToday(queue: Queue, service: string): number {
  const { numbersAfter, elsewhere } = replacementOf(queue);
  const last = queue.issued[service] ?? numbersAfter;
  const here = numbersAfter > 0 && last >= numbersAfter ? last - numbersAfter : placeOf(last);
  return here + (elsewhere?.[service] ?? 0);
}

const closedCounter = (number: number): Counter => ({ number, state: 'closed', ticket: null, ended: null });

export const counterOf = (queue: Queue, number: number): Counter => queue.counters[number] ?? closedCounter(number);

export const withCounter = (queue: Queue, counter: Counter): Queue => ({
  ...queue,
  counters: { ...queue.counters, [counter.number]: counter },
});

/** The ticket, which must exist: an unknown ordinal in the journal is a bug. */
export function ticketOf(queue: Queue, ordinal: number): Ticket {
  const ticket = at(queue.tickets, ordinal);
  if (!ticket) throw new Error(`no ticket has ordinal ${ordinal} today`);
  return ticket;
}

/** The ticket of today with this number, as people read it. */
export function ticketByNumber(queue: Queue, number: string): Ticket | undefined {
  for (const ticket of values(queue.tickets)) if (ticket.number === number) return ticket;
  return undefined;
}

export const serviceOf = (queue: Queue, id: string): Service | undefined => queue.settings.services.find((service) => service.id === id);

/** The services a counter serves, as its settings say. */
export const servicesAt = (queue: Queue, counter: number): readonly string[] =>
  queue.settings.counters.find(({ number }) => number === counter)?.services ?? [];

export const waitingFor = (queue: Queue, service: string): number => size(queue.waiting[service] ?? []);
