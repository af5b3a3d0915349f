import { randomInt, scrypt } from 'node:crypto';
import { codeLength, readCode, withCheckDigit, writeCode } from '#contract/enrolment.ts';

/** All codes are hashed under one salt, so that a code finds its row; the slow hash is what guards 50 random bits in a stolen database. */
const salt = 'fronta enrolment';
const hashBytes = 32;

/** A code for a kiosk, to be read out and typed once: 50 random bits in digits alone, `1234 5678 9012 3452`. */
export const mintKioskCode = (): string =>
  writeCode(withCheckDigit(Array.from({ length: codeLength - 1 }, () => String(randomInt(10))).join('')));

/** How a code is kept, hex; `null` of what cannot be one. */
export function hashKioskCode(typed: string): Promise<string | null> {
  const code = readCode(typed);
  if (code === null) return Promise.resolve(null);
  return new Promise((resolve, reject) =>
    scrypt(code, salt, hashBytes, (error, key) => (error ? reject(error) : resolve(key.toString('hex')))),
  );
}
