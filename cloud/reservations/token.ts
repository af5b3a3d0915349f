import { createHmac, hash, randomFillSync } from 'node:crypto';

const timeBytes = 6;
const randomBytesOfToken = 32;
const mintedLength = Math.ceil(((timeBytes + randomBytesOfToken) * 4) / 3);

/**
 * A token for a link: the moment in milliseconds, by which its hash finds its place at the end of the index instead of anywhere in it, and 256 random
 * bits; base64url. Only its hash is kept.
 */
export function mintToken(nowMs: number): string {
  const token = Buffer.alloc(timeBytes + randomBytesOfToken);
  token.writeUIntBE(Math.trunc(nowMs), 0, timeBytes);
  drawInto(token.subarray(timeBytes));
  return token.toString('base64url');
}

/** Random bytes are drawn for so many tokens at once: to ask for a few takes as long as for a thousand. None stays here once it was given. */
const pool = Buffer.alloc(64 * randomBytesOfToken);
let given = pool.length;

function drawInto(token: Buffer): void {
  if (given === pool.length) {
    randomFillSync(pool);
    given = 0;
  }
  pool.copy(token, 0, given, given + randomBytesOfToken);
  pool.fill(0, given, given + randomBytesOfToken);
  given += randomBytesOfToken;
}

/** How a token is kept: its SHA-256, behind its moment where it has one; hex. */
export function hashToken(token: string): string {
  const sha256 = hash('sha256', token);
  if (token.length !== mintedLength) return sha256;
  return Buffer.from(token.slice(0, (timeBytes * 4) / 3), 'base64url').toString('hex') + sha256;
}

/**
 * The confirm link's token of a reservation that was confirmed as it was made: who sends the same page twice is led to the same confirmation. Only who has
 * the office's key can make it.
 */
export const provenTokenOf = (officeKey: string, id: string): string =>
  createHmac('sha256', officeKey).update(`proven ${id}`).digest('base64url');

/** The manage link's token comes from the confirm link's, so that confirming twice shows the same confirmation without storing either. */
export const manageTokenOf = (confirmToken: string): string => createHmac('sha256', confirmToken).update('manage').digest('base64url');
