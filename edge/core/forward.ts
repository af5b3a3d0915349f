/** A counter as the forward simulation sees it: when it is free at the latest guess, seconds from now, and which lines it serves. */
export type Server = { readonly freeInSeconds: number; readonly lines: readonly number[] };

/** A line of waiting people: how many, and how long one of them holds a counter on average, seconds. */
export type Line = { readonly people: number; readonly seconds: number };

/** Steps in which a line is served at most: a longer one moves several people at a time, so that a press costs the same in any crowd. */
const stepsMax = 16;

/** When the newcomer is called, seconds from now, and how many service times lie before that on the way of its counters. */
export type Expected = { readonly seconds: number; readonly before: number };

/**
 * Lets the counters serve everybody who waits, oldest first across the lines that each serves, until one is free for a newcomer at the
 * end of `line`. Ages are taken as evenly spread within each line. `null` when no counter serves the line. Pure and deterministic.
 */
export function forward(lines: readonly Line[], servers: readonly Server[], line: number): Expected | null {
  const able = servers.filter((server) => server.lines.includes(line));
  if (able.length === 0) return null;
  const steps = lines.map(({ people }) => Math.min(stepsMax, Math.ceil(people)));
  const taken = lines.map(() => 0);
  const free = servers.map(({ freeInSeconds }) => freeInSeconds);
  let before = 0;
  for (;;) {
    const next = earliest(free);
    const server = servers[next]!;
    const oldest = oldestOf(server.lines, taken, steps);
    if (oldest < 0) {
      if (server.lines.includes(line)) return { seconds: free[next]!, before };
      free[next] = Number.POSITIVE_INFINITY;
      continue;
    }
    const people = lines[oldest]!.people / steps[oldest]!;
    free[next]! += people * lines[oldest]!.seconds;
    taken[oldest]!++;
    if (server.lines.includes(line)) before += people;
  }
}

/** The line whose next person has waited longest, -1 when all are served; loops instead of lists, for this runs on every press. */
function oldestOf(lines: readonly number[], taken: readonly number[], steps: readonly number[]): number {
  let best = -1;
  let bestAge = Number.POSITIVE_INFINITY;
  for (const line of lines) {
    if (taken[line]! >= steps[line]!) continue;
    const age = (taken[line]! + 0.5) / steps[line]!;
    if (age < bestAge) [best, bestAge] = [line, age];
  }
  return best;
}

function earliest(times: readonly number[]): number {
  let best = 0;
  for (let index = 1; index < times.length; index++) if (times[index]! < times[best]!) best = index;
  return best;
}
