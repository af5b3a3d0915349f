import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/**
 * scrypt with 32 MB and three lanes: one of the equal choices for passwords that people make [OWASP Password Storage]. What is written down
 * names its own cost, so that a later, higher one leaves old passwords valid.
 */
const cost = { logN: 15, r: 8, p: 3 } as const;
const saltBytes = 16;
const hashBytes = 32;

export const passwordLengthMin = 12;
/** Longer ones are refused before anything is hashed. */
export const passwordLengthMax = 200;
/** Passwords hashed at once; each takes 32 MB and a thread. */
const hashingMax = 2;
/** Passwords that wait for their turn; who comes then is asked to try again. */
const waitingMax = 30;

/** What is wrong with a password that somebody chooses, or `null`. Length is what counts; the name of its owner is no password. */
export function weakness(password: string, user: string): 'too-short' | 'too-long' | 'is-name' | null {
  if (password.length > passwordLengthMax) return 'too-long';
  if (password.length < passwordLengthMin || new Set(password).size < 5) return 'too-short';
  return user !== '' && password.toLowerCase().includes(user.toLowerCase()) ? 'is-name' : null;
}

/** `scrypt$<log2 N>$<r>$<p>$<salt>$<hash>`, both base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  const hash = await derive(password, salt, cost);
  return ['scrypt', cost.logN, cost.r, cost.p, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

/** Whether this is the password; nobody's and one that was reset take as long and answer no. */
export async function isPassword(password: string, kept: string | null): Promise<boolean> {
  const isSet = kept?.startsWith('scrypt$') === true;
  const [, logN, r, p, salt, hash] = (isSet ? kept : nobodysHash).split('$');
  const expected = Buffer.from(hash ?? '', 'base64url');
  const given = await derive(password, Buffer.from(salt ?? '', 'base64url'), { logN: Number(logN), r: Number(r), p: Number(p) });
  return isSet && expected.length === given.length && timingSafeEqual(expected, given);
}

let hashing = 0;
const waiting: (() => void)[] = [];

/** Whether another password can be hashed soon. */
export const canHash = (): boolean => waiting.length < waitingMax;

const nobodysHash = `scrypt$${cost.logN}$${cost.r}$${cost.p}$${'A'.repeat(22)}$${'A'.repeat(43)}`;

async function derive(password: string, salt: Buffer, { logN, r, p }: { logN: number; r: number; p: number }): Promise<Buffer> {
  const N = 2 ** logN;
  if (hashing >= hashingMax) await new Promise<void>((resume) => waiting.push(resume));
  hashing += 1;
  try {
    return await new Promise((resolve, reject) =>
      scrypt(password.normalize('NFC'), salt, hashBytes, { N, r, p, maxmem: 256 * N * r }, (error, key) =>
        error ? reject(error) : resolve(key),
      ),
    );
  } finally {
    hashing -= 1;
    waiting.shift()?.();
  }
}
