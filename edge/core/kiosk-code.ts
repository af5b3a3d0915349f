import { codeLength } from '#contract/enrolment.ts';
import { type Kiosk, type KioskPanel, pressKey, restingKiosk } from './kiosk.ts';

/** The code entry stands longer than a PIN's: it is read out over the telephone. What came of it stands as long. */
const panelMs = 120_000;

/** What became of a code; `away`: the cloud could not be asked. */
export type CodeEnd = Extract<KioskPanel, { kind: 'enrolment' }>['came'];

/**
 * A key while the kiosk belongs to no office yet: digits are a one-time code, C clears it, OK completes it. Whatever else is on the screen, a
 * PIN or an offer, has its keys as always.
 */
export function pressCodeKey(kiosk: Kiosk, key: string, steady: number): { readonly kiosk: Kiosk; readonly code: string | null } {
  const { panel } = kiosk;
  const until = steady + panelMs;
  if (panel.kind === 'enrolment' && panel.came === 'asking') return { kiosk, code: null };
  const isEntry = panel.kind === 'code';
  if (!isEntry && !(isDigit(key) && panel.kind !== 'pin')) return { kiosk: pressKey(kiosk, key, steady).kiosk, code: null };
  const digits = isEntry ? panel.digits : '';
  if (key === '*') return { kiosk: digits === '' ? restingKiosk(kiosk.language) : entry(kiosk, '', until), code: null };
  if (key === '#') return digits.length === codeLength ? { kiosk: asking(kiosk, until), code: digits } : { kiosk, code: null };
  return { kiosk: entry(kiosk, digits.length < codeLength ? digits + key : digits, until), code: null };
}

/** What came of the code stands on the screen, unless somebody has gone on to something else. */
export const codeEnded = (kiosk: Kiosk, came: Exclude<CodeEnd, 'asking'>, steady: number): Kiosk =>
  kiosk.panel.kind === 'enrolment' ? { ...kiosk, panel: { kind: 'enrolment', came }, untilSteady: steady + panelMs } : kiosk;

const isDigit = (key: string): boolean => /^\d$/.test(key);
const entry = (kiosk: Kiosk, digits: string, untilSteady: number): Kiosk => ({ ...kiosk, panel: { kind: 'code', digits }, untilSteady });
const asking = (kiosk: Kiosk, untilSteady: number): Kiosk => ({ ...kiosk, panel: { kind: 'enrolment', came: 'asking' }, untilSteady });
