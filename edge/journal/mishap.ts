import { constants } from 'node:os';

/**
 * What a failed disk call asks for. `full`: release the reserve and try again on a new descriptor (F3). `read-only`: go on in memory (F2).
 * `broken`: nothing of this disk can be believed; stop, be restarted, re-read (F4).
 */
export type Mishap = 'full' | 'read-only' | 'broken';

export function mishapOf(error: unknown): Mishap {
  const { code, errno } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT' || errno === overQuota) return 'full';
  return code === 'EROFS' ? 'read-only' : 'broken';
}

/** libuv has no name for EDQUOT: such an error says `Unknown system error -122`. */
const overQuota = -constants.errno.EDQUOT;

/** Whether this is a call of the system that failed, not a bug of ours. */
export const isDiskError = (error: unknown): boolean => typeof (error as NodeJS.ErrnoException).code === 'string';
