/** What the process with the offices is started with. */
export type CrowdOptions = {
  readonly offices: number;
  readonly names: readonly string[];
  /** `mqtt://…` of the cloud's broker. */
  readonly url: string;
  readonly passwordFile: string;
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

/** How it went: acknowledged events and how long each took from its fact to the cloud's acknowledgement. */
export type Told = {
  readonly seconds: number;
  readonly events: number;
  readonly ackMs: { readonly p50: number; readonly p99: number } | null;
  readonly unsent: number;
};
