import type { Forecast } from './event.ts';

/** A line of waiting people: how many, and how long one of them is attended on average, seconds. */
export type Line = { readonly people: number; readonly seconds: number };

/** An open counter: which lines it serves, by their places, and the line of the visitor whom it attends, or `null` when it is free. */
export type OpenCounter = { readonly serves: readonly number[]; readonly attends: number | null };

/** Spread of one service time as a share of its mean. */
const spread = 0.7;
/** The counters that are busy end one after the other, evenly spread over this share of a mean service time. */
const restOfMean = 1;
/** From the end of one visitor to the call of the next, seconds. */
const betweenSeconds = 15;
/** How far the whole may be off, whatever is known: clerks pause, people jump in with reservations. A share of the wait. */
const unknown = 0.25;
/** Half the width of the range in standard deviations of its logarithm. */
const deviations = 1.15;

/**
 * How long a newcomer at the end of `line` will wait: the open counters are let serve everybody before it. `counters` come with those that
 * attend somebody for longest first. A range that holds the truth four times in five (bench `forecast`); `null` when no counter serves the
 * line. Both sides tell people the same with it.
 */
export function waitRange(lines: readonly Line[], counters: readonly OpenCounter[], line: number): Forecast {
  const { cycles, servers } = asServers(lines, counters);
  const expected = forward(cycles, servers, line);
  if (expected === null) return null;
  if (expected.seconds === 0) return { fromSeconds: 0, toSeconds: 60 };
  const able = counters.filter(({ serves }) => serves.includes(line)).length;
  const deviation = (spread * lines[line]!.seconds * Math.sqrt(expected.before + able)) / able;
  return rangeAround(expected.seconds, Math.hypot(deviation, unknown * expected.seconds));
}

/** The lines with the time from one call to the next, and when each counter is free at the latest guess. */
export function asServers(
  lines: readonly Line[],
  counters: readonly OpenCounter[],
): { readonly cycles: readonly Line[]; readonly servers: readonly Server[] } {
  const busy = counters.filter(({ attends }) => attends !== null);
  const servers = counters.map((counter) => {
    const place = (busy.indexOf(counter) + 1) / (busy.length + 1);
    const rest = counter.attends === null ? 0 : restOfMean * place * lines[counter.attends]!.seconds + betweenSeconds;
    return { freeInSeconds: rest, lines: counter.serves };
  });
  return { cycles: lines.map(({ people, seconds }) => ({ people, seconds: seconds + betweenSeconds })), servers };
}

/** Waits are never negative and now and then very long: their logarithm is what lies evenly around its mean. */
function rangeAround(seconds: number, deviation: number): Forecast {
  const sigma = Math.sqrt(Math.log(1 + (deviation / seconds) ** 2));
  const middle = Math.log(seconds) - sigma ** 2 / 2;
  return { fromSeconds: Math.floor(Math.exp(middle - deviations * sigma)), toSeconds: Math.ceil(Math.exp(middle + deviations * sigma)) };
}

/** A counter as the forward simulation sees it: when it is free at the latest guess, seconds from now, and which lines it serves. */
export type Server = { readonly freeInSeconds: number; readonly lines: readonly number[] };

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
