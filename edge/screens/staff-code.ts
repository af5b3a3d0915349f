import { scryptSync, timingSafeEqual } from 'node:crypto';
import type { OfficeSettings } from '#contract/settings.ts';

/** The staff member whose code this is, or `null`. Codes come with the settings and work offline; each is `scrypt$salt$hash`, base64url. */
export function staffWithCode(staff: OfficeSettings['staff'], code: string): { readonly id: string; readonly name: string } | null {
  const found = staff.find((one) => isCode(one.code, code));
  return found ? { id: found.id, name: found.name } : null;
}

function isCode(kept: string, code: string): boolean {
  const [, salt = '', hash = ''] = kept.split('$');
  const expected = Buffer.from(hash, 'base64url');
  return expected.length > 0 && timingSafeEqual(scryptSync(code, Buffer.from(salt, 'base64url'), expected.length), expected);
}
