import * as z from 'zod';
import { Envelope } from '#contract/envelope.ts';
import { eventNames, wireType } from '#contract/event.ts';

const keys: ReadonlySet<string> = new Set(Object.keys(Envelope.shape));
const types: ReadonlySet<unknown> = new Set(eventNames.map(wireType));
const instant = z.regexes.datetime({ offset: true });

/**
 * Whether this came out of JSON as an envelope of this source and journal that says a fact by a known name, without any doubt: true only where
 * `Envelope` accepts it too, and for all that an edge seals. A sixth of the time of asking the schema, which says what is wrong with the rest (F25).
 */
export function isPlainlySealed(event: unknown, source: string, journal: string): event is Envelope {
  if (typeof event !== 'object' || event === null) return false;
  let count = 0;
  for (const key in event) {
    if (!keys.has(key)) return false;
    count += 1;
  }
  const said = event as Envelope;
  const { id, type, time, data, seq, steadyMs, boot, clockTrusted } = said;
  return (
    count === keys.size &&
    said.source === source &&
    said.journal === journal &&
    types.has(type) &&
    typeof id === 'string' &&
    id !== '' &&
    typeof time === 'string' &&
    instant.test(time) &&
    typeof data === 'object' &&
    data !== null &&
    !Array.isArray(data) &&
    isWhole(seq, 1) &&
    isWhole(steadyMs, 0) &&
    isWhole(boot, 1) &&
    typeof clockTrusted === 'boolean'
  );
}

const isWhole = (value: unknown, min: number): boolean => Number.isSafeInteger(value) && (value as number) >= min;
