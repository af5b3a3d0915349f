import type { Watchdog } from './port.ts';

/** For a daemon that nobody watches: a terminal, a test, the bench. */
export function noWatchdog(): Watchdog {
  return { ready: () => {}, progress: () => {}, stopping: () => {} };
}
