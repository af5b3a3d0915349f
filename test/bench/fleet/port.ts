/** What the process with the offices is started with. */
export type CrowdOptions = {
  readonly offices: number;
  readonly names: readonly string[];
  /** `mqtt://…` of the cloud's broker. */
  readonly url: string;
  readonly passwordFile: string;
  /** `http://…` of the cloud, where it is seen what citizens see. */
  readonly pages: string;
  /** Visitors of one office in an hour. */
  readonly visitorsPerHour: number;
  /** ISO instant at which the offices' clocks begin. */
  readonly at: string;
  readonly seed: number;
};

/** `alone`: what happens in so many seconds, at once and unheard; `catch-up`: until all of it is acknowledged. */
export type Asked =
  | { readonly what: 'open' }
  | { readonly what: 'morning'; readonly seconds: number }
  | { readonly what: 'alone'; readonly seconds: number }
  | { readonly what: 'catch-up' };

/** Milliseconds; `null` where there was nothing to measure. */
export type Spread = { readonly p50: number; readonly p99: number } | null;

/**
 * How it went: acknowledged events and how long each took from its fact to the cloud's acknowledgement; and how long a ticket took to be what
 * the cloud's pages show, of those that were followed, one at a time.
 */
export type Told = {
  readonly seconds: number;
  readonly events: number;
  readonly ackMs: Spread;
  readonly followed: number;
  readonly visibleMs: Spread;
  readonly unsent: number;
};

/** What one size of fleet came to. */
export type Figures = {
  readonly offices: number;
  /** The machine's load before, processes that ran or wanted to: above a tenth, others were at work. */
  readonly load: number;
  readonly coresOfMachine: number;
  /** From the first connection to the last acknowledgement of an opened day. */
  readonly openedSeconds: number;
  readonly events: number;
  readonly eventsPerSecond: number;
  readonly ackMs: Spread;
  /** Tickets followed to the page of their slip. */
  readonly followed: number;
  readonly visibleMs: Spread;
  /** Processor of the cloud in the morning, all its threads. */
  readonly cores: number;
  readonly memoryMiB: number;
  readonly memoryMostMiB: number;
  /** Events that waited when the cloud came back, and how long until the last was acknowledged. */
  readonly waiting: number;
  readonly lagSeconds: number;
};
