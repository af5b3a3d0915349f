import { createHash, randomBytes } from 'node:crypto';

/** Letters and digits that are not taken for one another. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 16;

/** A code to be read out and typed once: 80 random bits, `ABCD-EFGH-JKMN-PQRS`. */
export function mintCode(): string {
  const letters = [...randomBytes(length)].map((byte) => alphabet[byte % alphabet.length]).join('');
  return (letters.match(/.{4}/g) ?? []).join('-');
}

/** How a code is kept: SHA-256 of what counts of it, hex. Hyphens, spaces and small letters make no difference. */
export const hashCode = (code: string): string => createHash('sha256').update(tidy(code)).digest('hex');

const tidy = (code: string): string =>
  code
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
