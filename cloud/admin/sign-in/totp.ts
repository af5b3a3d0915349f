import { createHmac, timingSafeEqual } from 'node:crypto';

/** Length of a time step, milliseconds [RFC-6238 4.1]. */
export const stepMs = 30_000;
/** Steps that a phone's clock may be early or late; the document advises one [RFC-6238 5.2]. */
const driftSteps = 1;
const digitsUsual = 6;

export type TotpForm = { readonly digits?: number; readonly algorithm?: 'sha1' | 'sha256' | 'sha512' };

/** The time step of an instant, milliseconds since 1970. */
export const stepAt = (atMs: number): number => Math.floor(atMs / stepMs);

/** The code of a time step: HOTP of its number [RFC-6238 4.2], truncated as [RFC-4226 5.3] says. */
export function totp(secret: Uint8Array, step: number, { digits = digitsUsual, algorithm = 'sha1' }: TotpForm = {}): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac(algorithm, secret).update(counter).digest();
  const offset = hash[hash.length - 1]! & 0x0f;
  const number = hash.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/**
 * The step whose code this is, the present one or a neighbour of it, or `null`. `after`: the last step whose code was taken; it and those
 * before it count no more, so that a code seen over somebody's shoulder is worth nothing.
 */
export function matchingStep(secret: Uint8Array, code: string, atMs: number, after: number): number | null {
  const typed = code.replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(typed)) return null;
  const present = stepAt(atMs);
  const steps = Array.from({ length: 2 * driftSteps + 1 }, (_, index) => present - driftSteps + index);
  // All are compared, so that the time it takes tells nothing.
  const fitting = steps.filter((step) => timingSafeEqual(Buffer.from(totp(secret, step)), Buffer.from(typed)));
  return fitting.find((step) => step > after) ?? null;
}
