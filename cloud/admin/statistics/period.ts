import { z } from 'zod';
import type { Period } from '#contract/statistics/picture.ts';
import type { Form } from '../form.ts';

/** Days that are shown when nothing else is asked for: as many as a kiosk itself knows. */
const daysUsual = 35;
/** Periods that one click shows, in days. */
export const quickDays = [1, 7, daysUsual, 365] as const;

/** The days asked for, or the last ones; `isRefused` when what was asked for is no period. */
export function readPeriod(form: Form, today: string): { readonly period: Period; readonly isRefused: boolean } {
  const usual = lastDays(today, daysUsual);
  if (form('from') === '' && form('to') === '') return { period: usual, isRefused: false };
  const asked = z.strictObject({ from: z.iso.date(), to: z.iso.date() }).safeParse({ from: form('from'), to: form('to') });
  if (!asked.success || asked.data.from > asked.data.to) return { period: usual, isRefused: true };
  return { period: asked.data, isRefused: false };
}

/** So many days with today as the last; ISO dates. */
export const lastDays = (today: string, days: number): Period => ({
  from: Temporal.PlainDate.from(today)
    .subtract({ days: days - 1 })
    .toString(),
  to: today,
});

/** As it stands in an address. */
export const inAddress = ({ from, to }: Period): string => `from=${from}&to=${to}`;
