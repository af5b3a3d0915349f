import * as z from 'zod';
import { Identifier } from './settings.ts';
import { JournalId } from './today.ts';

/** Where a kiosk exchanges its one-time code, below the cloud's public origin. */
export const enrolmentPath = '/api/v1/enrol';
/** Digits of a one-time code, the last of which checks the others: the kiosk's keypad has nothing but digits. */
export const codeLength = 16;

/** What an edge asks for. `journal`: the one on its card, if there is one: by it the cloud knows the card again (F18). */
export const EnrolRequest = z.strictObject({
  code: z.string().min(1).max(100),
  office: Identifier,
  edge: Identifier,
  journal: JournalId.nullable(),
});
export type EnrolRequest = z.infer<typeof EnrolRequest>;

/** What it gets, once. A later cloud may say more. */
export const EnrolAnswer = z.object({
  office: Identifier,
  edge: Identifier,
  /** For the broker. */
  username: z.string().min(1).max(100),
  password: z.string().min(1).max(200),
  /** Which replacement of this edge the card is, 0 when it replaces none (F18). */
  replacement: z.int().min(0).max(999_999),
  /** Where the broker is and by which authority's certificate it is known (PEM), if the cloud was told. */
  broker: z.object({ url: z.string().max(500), ca: z.string().max(65_536).nullable() }).nullable(),
});
export type EnrolAnswer = z.infer<typeof EnrolAnswer>;

/** The digits of a code as somebody typed it, or `null` when it is none of ours: hyphens and spaces make no difference. */
export function readCode(typed: string): string | null {
  const digits = typed.replaceAll(/[\s-]/g, '');
  return /^\d+$/.test(digits) && digits.length === codeLength && luhn(digits) % 10 === 0 ? digits : null;
}

/** The digits with the one that checks them at the end: one mistyped digit or two exchanged ones are noticed [ISO/IEC 7812-1 Annex B]. */
export const withCheckDigit = (digits: string): string => `${digits}${(10 - (luhn(`${digits}0`) % 10)) % 10}`;

/** As it is written: `1234 5678 9012 3452`; any part of it, too. */
export const writeCode = (digits: string): string => digits.replaceAll(/(\d{4})(?=\d)/g, '$1 ');

function luhn(digits: string): number {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = Number(digits[digits.length - 1 - place]);
    const counted = place % 2 === 0 ? digit : digit * 2;
    sum += counted > 9 ? counted - 9 : counted;
  }
  return sum;
}
