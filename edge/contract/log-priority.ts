/**
 * How the journal of systemd is told how grave a line is: a prefix, which it takes off (sd-daemon(3), SyslogLevelPrefix=). Levels are pino's:
 * 10 trace, 20 debug, 30 info, 40 warn, 50 error, 60 fatal.
 */
function priorityOf(level: number): string {
  if (level >= 60) return '<2>';
  if (level >= 50) return '<3>';
  if (level >= 40) return '<4>';
  return level >= 30 ? '<6>' : '<7>';
}

/** Whether a stream with this device and inode is the journal's, as systemd says in JOURNAL_STREAM (systemd.exec(5)); a terminal or a file gets no prefix. */
export const isJournal = (told: string | undefined, { dev, ino }: { readonly dev: number; readonly ino: number }): boolean =>
  told === `${dev}:${ino}`;

/** A stream for pino that puts each line's priority before it; `metadata` is the symbol by which pino is asked for the level. */
export function withPriority<Stream extends { write(line: string): unknown }>(to: Stream, metadata: symbol): { write(line: string): void } {
  const stream = {
    [metadata]: true,
    /** Set by pino before each line. */
    lastLevel: 30,
    write: (line: string): void => void to.write(priorityOf(stream.lastLevel) + line),
  };
  return stream;
}
