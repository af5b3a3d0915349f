import type { Context } from 'koa';
import type { Forecast } from '#contract/event.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import type { Period } from '#contract/statistics/picture.ts';
import type { DayTally, Tally } from '#contract/statistics/tally.ts';
import type { Schema } from '../store/schema.ts';

/** The live queue of an office as anybody may see it. */
export type LiveQueue = {
  /** Instant with the office's offset at which all this was true; `null` when no edge was ever seen. */
  readonly asOf: string | null;
  readonly link: 'online' | 'offline';
  readonly services: readonly { readonly id: string; readonly waiting: number; readonly forecast: Forecast }[];
  readonly counters: readonly { readonly number: number; readonly ticket: string | null }[];
};

/** The numbers of business days: counts and lengths, no persons. */
export type Statistics = {
  /** Of one office, a part for each day, edge and journal. */
  tallies(office: string, period: Period): Promise<readonly DayTally[]>;
  /** Everything of a period, by office. */
  totals(period: Period): Promise<ReadonlyMap<string, Tally>>;
};

/** One slip as its phone page shows it. */
export type PhoneTicket = {
  readonly office: string;
  readonly number: string;
  readonly service: string;
  readonly state: Schema['ticket']['state'];
  /** The counter it is called to. */
  readonly counter: number | null;
  /** People waiting for the same service who came before. */
  readonly ahead: number;
  readonly forecast: Forecast;
  /** When all this was true, and whether the office is in touch: as in the live queue. */
  readonly asOf: LiveQueue['asOf'];
  readonly link: LiveQueue['link'];
};

/** What one look at an office sees. */
export type OfficePicture = {
  readonly office: OfficeSettings;
  readonly queue: LiveQueue;
  /** Of the tickets that were asked for those of the current business day, by token. */
  readonly tickets: ReadonlyMap<string, PhoneTicket>;
};

/** The queue, or one ticket, with the settings that name what is in it. */
export type Sight<View extends LiveQueue | PhoneTicket> = { readonly office: OfficeSettings; readonly view: View };

/** How a sight is written for some of its readers: those of one name are told the same. */
export type EventForm<View extends LiveQueue | PhoneTicket> = {
  readonly name: string;
  /** To whoever was told something else before. */
  event(sight: Sight<View>): string;
  /** Now and then, while nothing changes. */
  still(sight: Sight<View>): string;
};

/** Server-sent events of what anybody may see: the answer stays open and is told each change. Refuses what there is not, and readers beyond the limits. */
export type LiveEvents = {
  ofQueue(ctx: Context, office: string, form: EventForm<LiveQueue>): Promise<void>;
  /** Ends when the ticket's day is over. */
  ofTicket(ctx: Context, token: string, form: EventForm<PhoneTicket>): Promise<void>;
};
