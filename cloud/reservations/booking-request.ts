import { languages } from '#contract/language.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import type { BookingRequest, FieldProblem } from './port.ts';

export const nameLengthMax = 80;
/** [RFC-5321 4.5.3.1.3] less the angle brackets. */
export const emailLengthMax = 254;
const localPartLengthMax = 64;

/** What is wrong with each field in itself; empty when all is well. Whether the slot is open is asked elsewhere. */
export function checkRequest(office: OfficeSettings, request: BookingRequest): FieldProblem[] {
  const problems: (FieldProblem | null)[] = [
    request.service === '' ? missing('service') : null,
    request.service !== '' && !office.services.some((service) => service.id === request.service)
      ? { field: 'service', problem: 'unknown' }
      : null,
    request.start === '' ? missing('start') : Number.isNaN(Date.parse(request.start)) ? { field: 'start', problem: 'not-offered' } : null,
    checkName(tidyText(request.name)),
    checkEmail(tidyEmail(request.email)),
    (languages as readonly string[]).includes(request.lang) ? null : { field: 'lang', problem: 'unknown' },
  ];
  return problems.filter((problem) => problem !== null);
}

/** Half a character, which only a program sends, becomes the sign for what cannot be read. */
export const tidyText = (text: string): string => text.toWellFormed().normalize('NFC').trim();
/** Addresses are compared in lower case, so that capitals do not make another citizen (activePerEmail). */
export const tidyEmail = (text: string): string => text.trim().toLowerCase();

/** What is wrong with a name; it is shown to clerks and stands in mails. */
export function checkName(name: string): FieldProblem | null {
  if (name === '') return missing('name');
  if (name.length > nameLengthMax) return { field: 'name', problem: 'too-long' };
  // Control and format characters (line breaks, bidirectional overrides) have no place in a name and could deceive its reader (F31).
  return /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>]/u.test(name) ? { field: 'name', problem: 'forbidden-characters' } : null;
}

/** One plain address: dot-atom at a domain. Quoted local parts, lists, comments and line breaks are refused (F31). */
export function checkEmail(email: string): FieldProblem | null {
  if (email === '') return missing('email');
  if (email.length > emailLengthMax) return { field: 'email', problem: 'too-long' };
  const local = email.split('@')[0] ?? '';
  return plainAddress.test(email) && local.length <= localPartLengthMax ? null : { field: 'email', problem: 'not-an-address' };
}

const plainAddress =
  /^[a-z0-9!#$&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/;

const missing = (field: FieldProblem['field']): FieldProblem => ({ field, problem: 'missing' });
