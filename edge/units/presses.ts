import { lastKeysKept } from './registers.ts';

/** What was last read of a device; `null` before the first reading and after it was away. */
export type Counted<Count> = { readonly boots: number; readonly count: Count } | null;

/**
 * More presses than this of one key between two readings are no presses but noise, or a device exchanged for another (F12, F13):
 * nobody presses a key that often within a few seconds.
 */
export const pressesMax = 10;

/**
 * Presses of each key since the last reading, from counts that wrap at 65,536. The same reading again is no press, a lost one loses
 * none (F13). After a first reading, a reboot or noise it starts anew without presses: nobody is called by what was pressed before.
 */
export function pressesSince(
  last: Counted<readonly number[]>,
  boots: number,
  counts: readonly number[],
): { readonly last: Counted<readonly number[]>; readonly presses: readonly number[] } {
  const next = { boots, count: counts };
  const none = counts.map(() => 0);
  if (last === null || last.boots !== boots) return { last: next, presses: none };
  const presses = counts.map((count, key) => since(last.count[key] ?? count, count));
  return { last: next, presses: presses.every((press) => press <= pressesMax) ? presses : none };
}

/**
 * Keys typed since the last reading, oldest first. If more were typed than the keypad keeps, or one is no key, none of them is told:
 * a PIN with a hole is another PIN (F12).
 */
export function keysSince(
  last: Counted<number>,
  boots: number,
  count: number,
  newestFirst: readonly number[],
): { readonly last: Counted<number>; readonly keys: string } {
  const next = { boots, count };
  const typed = last === null || last.boots !== boots ? 0 : since(last.count, count);
  if (typed > Math.min(lastKeysKept, newestFirst.length)) return { last: next, keys: '' };
  const keys = String.fromCharCode(...newestFirst.slice(0, typed).reverse());
  return { last: next, keys: /^[0-9#*]*$/.test(keys) ? keys : '' };
}

const since = (before: number, now: number) => (now - before) & 0xffff;
