import type { Logger } from 'pino';
import { cloudReads } from '#contract/envelope.ts';

export type LinkLog = Pick<Logger, 'info' | 'warn' | 'error'>;

/** What stands on `fronta/1/cloud/status`; a will cannot know its time and says `null`. */
export const cloudStatus = (state: 'online' | 'offline', atMs: number | null): string =>
  JSON.stringify({
    state,
    at: atMs === null ? null : new Date(atMs).toISOString(),
    ...(state === 'online' && { reads: cloudReads }),
  });
