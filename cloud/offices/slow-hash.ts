import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

const saltBytes = 16;
const hashBytes = 32;

/** `scrypt$salt$hash`, both base64url: for what people choose and somebody with the database could try out. Takes some 50 ms of a core. */
export async function hashSlowly(secret: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  return `scrypt$${salt.toString('base64url')}$${(await derive(secret, salt)).toString('base64url')}`;
}

/** Whether it is the secret of this salt and hash, as `hashSlowly` wrote them. */
export async function isSlowHashOf(secret: string, salt: string, hash: string): Promise<boolean> {
  const expected = Buffer.from(hash, 'base64url');
  const given = await derive(secret, Buffer.from(salt, 'base64url'));
  return expected.length === given.length && timingSafeEqual(expected, given);
}

const derive = (secret: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => scrypt(secret, salt, hashBytes, (error, key) => (error ? reject(error) : resolve(key))));
