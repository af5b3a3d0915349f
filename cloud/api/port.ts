import type { Context } from 'koa';
import type { problemTypes } from './problem.ts';

/** The stable words of our problems (RFC 9457 `type`). */
export type ProblemType = keyof typeof problemTypes;

/**
 * Keeps one address from booking without end. Shared by the API and the pages. Loopback is this machine, not a client: behind a
 * proxy that is not trusted it would count all citizens as one (`FRONTA_TRUST_PROXY=1` makes their own addresses known).
 */
export type BookingGate = {
  /** Seconds to wait, or 0 to go on. */
  enter(ctx: Context): Promise<number>;
  /** Counts a hold that was made. */
  counted(ctx: Context): Promise<void>;
};
