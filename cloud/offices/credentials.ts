import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { Store } from '../store/open.ts';

/** Bytes of a password that we make ourselves; 192 random bits need no slow hash, but one scheme serves all secrets. */
const passwordBytes = 24;
const saltBytes = 16;
const hashBytes = 32;

/** A new MQTT password, base64url. */
export const mintPassword = (): string => randomBytes(passwordBytes).toString('base64url');

/** `scrypt$salt$hash`, both base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  return `scrypt$${salt.toString('base64url')}$${(await derive(password, salt)).toString('base64url')}`;
}

/** Whether this edge of this office may come in with this password; unknown names answer no, like a wrong password, and so do those shut out. */
export async function verifyCredential(store: Store, office: string, edge: string, password: string): Promise<boolean> {
  const row = await store.db.selectFrom('edge').select('credential').where('office', '=', office).where('id', '=', edge).executeTakeFirst();
  const [scheme, salt, hash] = row?.credential.split('$') ?? [];
  if (scheme !== 'scrypt' || !salt || !hash) return false;
  const expected = Buffer.from(hash, 'base64url');
  const given = await derive(password, Buffer.from(salt, 'base64url'));
  return expected.length === given.length && timingSafeEqual(expected, given);
}

const derive = (password: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => scrypt(password, salt, hashBytes, (error, key) => (error ? reject(error) : resolve(key))));
