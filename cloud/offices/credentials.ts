import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Store } from '../store/open.ts';
import { isSlowHashOf } from './slow-hash.ts';

/** Bytes of a password that we make ourselves: nobody tries out 192 random bits, so that a slow hash guards nothing. */
const passwordBytes = 24;
const saltBytes = 16;

/** A new MQTT password, base64url. */
export const mintPassword = (): string => randomBytes(passwordBytes).toString('base64url');

/**
 * `hmac$salt$hash`, both base64url, for a password of `mintPassword` alone. Thousands of edges come back at once after an outage, each with its
 * password: at the 50 ms of a slow hash they would give up waiting and come again, and none would get in.
 */
export function hashPassword(password: string): string {
  const salt = randomBytes(saltBytes);
  return `hmac$${salt.toString('base64url')}$${keyed(password, salt).toString('base64url')}`;
}

/**
 * Whether this edge of this office may come in with this password; unknown names answer no, like a wrong password, and so do those shut out.
 * What was kept as a slow hash, as all were once, is kept as a fast one from the first time it is right.
 */
export async function verifyCredential(store: Store, office: string, edge: string, password: string): Promise<boolean> {
  const row = await store.db.selectFrom('edge').select('credential').where('office', '=', office).where('id', '=', edge).executeTakeFirst();
  const [scheme, salt, hash] = row?.credential.split('$') ?? [];
  if (!row || !salt || !hash) return false;
  if (scheme === 'hmac') return isHashOf(password, salt, hash);
  if (scheme !== 'scrypt' || !(await isSlowHashOf(password, salt, hash))) return false;
  await store.db
    .updateTable('edge')
    .set({ credential: hashPassword(password) })
    .where('office', '=', office)
    .where('id', '=', edge)
    .where('credential', '=', row.credential)
    .execute();
  return true;
}

function isHashOf(password: string, salt: string, hash: string): boolean {
  const expected = Buffer.from(hash, 'base64url');
  const given = keyed(password, Buffer.from(salt, 'base64url'));
  return expected.length === given.length && timingSafeEqual(expected, given);
}

const keyed = (password: string, salt: Buffer): Buffer => createHmac('sha256', salt).update(password).digest();
