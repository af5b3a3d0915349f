import type { PageError } from '../page-error.ts';

/** A whole number of a field within its range; otherwise an error is added that names the range, and the answer is the lowest. */
export function readNumber(
  form: (name: string) => string,
  name: string,
  range: { readonly min: number; readonly max: number },
  errors: PageError[],
  message: (min: number, max: number) => string,
): number {
  const text = form(name).trim();
  const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= range.min && value <= range.max) return value;
  errors.push({ field: name, message: message(range.min, range.max) });
  return range.min;
}
