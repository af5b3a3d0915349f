import { fstatSync } from 'node:fs';
import { type DestinationStream, destination, symbols } from 'pino';
import { isJournal, withPriority } from '#contract/log-priority.ts';

/** Where the log goes: to standard error, at once, and to the journal of systemd with the priority of each line. */
export function logStream({ JOURNAL_STREAM: told }: NodeJS.ProcessEnv): DestinationStream {
  const standardError = destination({ dest: 2, sync: true });
  return isJournal(told, fstatSync(2)) ? withPriority(standardError, symbols.needsMetadataGsym) : standardError;
}
