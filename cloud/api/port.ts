import type { Context } from 'koa';
import type { problemTypes } from './problem.ts';

/** The stable words of our problems (RFC 9457 `type`). */
export type ProblemType = keyof typeof problemTypes;

/** A task of ALTCHA's for the browser, as JSON. */
export type Task = { readonly parameters: object; readonly signature?: string };

/**
 * Whether a booking may go on. `wait`: this address has asked too often. `solve`: the office is crowded, and no solved task came along. `crowded`: it is, and
 * the network has had its share for now.
 */
export type Entry =
  | { readonly kind: 'open' }
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'solve' }
  | { readonly kind: 'crowded'; readonly seconds: number };

/**
 * Keeps one address from booking without end, and asks for work while somebody is hoarding (F28). Shared by the API and the pages. Loopback is this machine,
 * not a client: behind a proxy that is not trusted it would count all citizens as one (`FRONTA_TRUST_PROXY=1` makes their own addresses known).
 * All of them ask about the office in the route.
 */
export type BookingGate = {
  /** `solution` is what came along of a solved task, which then counts no second time. */
  enter(ctx: Context, solution: string): Promise<Entry>;
  /** The task to be solved before a booking; `null` while none is asked for. */
  task(ctx: Context): Promise<Task | null>;
  /** Counts a hold that was made. */
  counted(ctx: Context): Promise<void>;
  /** Counts a mail to an address that has proved nothing yet. Seconds to wait, or 0 to go on. */
  mayWrite(ctx: Context, email: string): Promise<number>;
};

/** Counts of one kind of wrong attempt by whom they are counted for, as rate-limiter-flexible names what it does. */
export type Limiter = {
  /** `null` or 0 points when there was none lately; `msBeforeNext` until they count no longer. */
  get(key: string): Promise<Spent | null>;
  /** One more; answers what they are now. */
  penalty(key: string): Promise<Spent>;
  /** One less. */
  reward(key: string): Promise<unknown>;
  /** None. */
  delete(key: string): Promise<unknown>;
};
type Spent = { readonly consumedPoints: number; readonly msBeforeNext: number };

/** A limiter of its own by this name, whose counts last so many seconds from the first on. */
export type OpenLimiter = (name: string, seconds: number) => Limiter;
