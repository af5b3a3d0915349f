import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { type Random, random } from './random.ts';

/**
 * Makes the random numbers that production code draws follow from the seed and the moment: within one process everything must be
 * repeatable. What is drawn depends on nothing but what is drawn at the same moment for the same use. Answers how to undo it.
 */
export function seedCrypto(seed: string, now: () => number): () => void {
  const real = {
    randomBytes: crypto.randomBytes,
    randomInt: crypto.randomInt,
    randomUUID: crypto.randomUUID,
    randomUUIDv7: crypto.randomUUIDv7,
  };
  let drawnMs = -1;
  let counts: Record<string, number> = {};
  const draw = (use: string): Random => {
    if (now() !== drawnMs) counts = {};
    drawnMs = now();
    counts[use] = (counts[use] ?? 0) + 1;
    return random(`${seed}/${drawnMs}/${use}/${counts[use]}`);
  };
  const uuid = (): string =>
    draw('uuid')
      .hex(32)
      .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  const seeded = {
    randomBytes: (size: number) => Buffer.from(draw(`bytes ${size}`).hex(2 * size), 'hex'),
    randomInt: (from: number, to?: number) => (to === undefined ? draw('int').below(from) : from + draw('int').below(to - from)),
    randomUUID: uuid,
    randomUUIDv7: uuid,
  };
  Object.assign(crypto, seeded);
  syncBuiltinESMExports();
  return () => {
    Object.assign(crypto, real);
    syncBuiltinESMExports();
  };
}
