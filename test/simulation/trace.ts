import { crc32 } from 'node:zlib';

/** What happened, line by line: a running hash that two runs of one seed must share, and the last lines for the reader of a violation. */
export type Trace = {
  note(line: string): void;
  hash(): string;
  tail(): readonly string[];
};

const linesKept = 400;
/** Characters that are hashed together: a call for every line would cost more than the hash. */
const unreadMax = 16_384;

export function trace(now: () => number): Trace {
  let low = 0;
  let count = 0;
  let unread = '';
  let moment = { atMs: Number.NaN, text: '' };
  const lines: string[] = [];
  const read = (): void => {
    low = crc32(unread, low);
    unread = '';
  };
  return {
    note(line) {
      if (moment.atMs !== now()) moment = { atMs: now(), text: new Date(now()).toISOString() };
      const stamped = `${moment.text} ${line}`;
      unread += stamped;
      if (unread.length > unreadMax) read();
      count += 1;
      lines[count % linesKept] = stamped;
    },
    hash() {
      read();
      return `${low.toString(16).padStart(8, '0')}-${count}`;
    },
    tail: () => [...lines.slice((count % linesKept) + 1), ...lines.slice(0, (count % linesKept) + 1)].filter(Boolean),
  };
}
