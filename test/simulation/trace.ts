import { crc32 } from 'node:zlib';

/** What happened, line by line: a running hash that two runs of one seed must share, and the last lines for the reader of a violation. */
export type Trace = {
  note(line: string): void;
  hash(): string;
  tail(): readonly string[];
};

const linesKept = 400;

export function trace(now: () => number): Trace {
  let low = 0;
  let count = 0;
  const lines: string[] = [];
  return {
    note(line) {
      const stamped = `${new Date(now()).toISOString()} ${line}`;
      low = crc32(stamped, low);
      count += 1;
      lines[count % linesKept] = stamped;
    },
    hash: () => `${low.toString(16).padStart(8, '0')}-${count}`,
    tail: () => [...lines.slice((count % linesKept) + 1), ...lines.slice(0, (count % linesKept) + 1)].filter(Boolean),
  };
}
