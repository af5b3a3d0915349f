import { createHmac, randomInt } from 'node:crypto';
import { remembered } from '#contract/remembered.ts';

const pinCount = 10_000;

/** A random PIN none of `used`, never a trivial one; `null` when every PIN of the day is used. */
export function drawPin(used: ReadonlySet<string>, random: (below: number) => number = randomInt): string | null {
  const taken = [...used].flatMap((pin) => placeOfPin.get(pin) ?? []).sort((a, b) => a - b);
  const free = sensiblePins.length - taken.length;
  if (free === 0) return null;
  // The free PIN at that place, without a list of all that are free.
  let place = random(free);
  for (const one of taken) if (one <= place) place += 1;
  return sensiblePins[place] ?? null;
}

/** What someone would try first: one digit four times, or digits in a row up or down. */
export function isTrivial(pin: string): boolean {
  const digits = [...pin].map(Number);
  return [0, 1, -1].some((step) => digits.every((digit, index) => index === 0 || digit === (digits[index - 1] ?? 0) + step));
}

/** How an edge knows a PIN: HMAC-SHA-256 under the office's key (its text as UTF-8), hex. */
export const hashPin = (pinKey: string, pin: string): string => createHmac('sha256', pinKey).update(pin).digest('hex');

/** Offices whose PINs are held in memory at once. */
const tables = remembered<string, ReadonlyMap<string, string>>(8);

/** The PIN of a hash, which only who has the office's key can find; `null` when it is none of this key. Brings back what only an edge still knows (F17). */
export const pinOf = (pinKey: string, pinHash: string): string | null => tables(pinKey, () => everyPin(pinKey)).get(pinHash) ?? null;

const everyPin = (pinKey: string): ReadonlyMap<string, string> =>
  new Map(
    Array.from({ length: pinCount }, (_, number) => {
      const pin = String(number).padStart(4, '0');
      return [hashPin(pinKey, pin), pin];
    }),
  );

const sensiblePins = Array.from({ length: pinCount }, (_, number) => String(number).padStart(4, '0')).filter((pin) => !isTrivial(pin));
const placeOfPin: ReadonlyMap<string, number> = new Map(sensiblePins.map((pin, place) => [pin, place]));
