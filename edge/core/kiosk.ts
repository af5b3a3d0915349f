import type { Language } from '#contract/language.ts';
import type { Refusal } from './decision.ts';

/** What the kiosk's screen is in the middle of. Memory only: a restart shows the rest picture. */
export type Kiosk = {
  readonly language: Language;
  readonly panel: KioskPanel;
  /** Steady ms at which the screen returns to rest; `null` at rest. */
  readonly untilSteady: number | null;
};
export type KioskPanel =
  | { readonly kind: 'rest' }
  | { readonly kind: 'pin'; readonly digits: string }
  | { readonly kind: 'number'; readonly ordinal: number; readonly slip: 'coming' | 'printed' | 'failed' | 'unknown' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** The one-time code of a kiosk that belongs to no office yet, and what became of it. */
  | { readonly kind: 'code'; readonly digits: string }
  | {
      readonly kind: 'enrolment';
      readonly came: 'asking' | 'done' | 'mistyped' | 'unknown-code' | 'other-edge' | 'too-many-requests' | 'away';
    };

/** What a key of the keypad asks of the office. */
export type KioskWish =
  | { readonly kind: 'check-in'; readonly pin: string }
  | { readonly kind: 'take'; readonly service: string }
  | { readonly kind: 'copy'; readonly ordinal: number };

export const pinLength = 4;
/** The PIN entry and messages clear after this, the number after a shorter time once its slip is out. */
const panelMs = 20_000;
const numberMs = 6_000;

export const restingKiosk = (language: Language): Kiosk => ({ language, panel: { kind: 'rest' }, untilSteady: null });

/** "Klienti objednaní přes web" was pressed. */
export const promptPin = (kiosk: Kiosk, steady: number): Kiosk => showing(kiosk, { kind: 'pin', digits: '' }, steady + panelMs);

/**
 * A key of the keypad. Digits fill the PIN, C clears it, OK completes it: never the fourth digit alone (check-in rule).
 * While a message offers something, OK accepts it; any digit starts a PIN.
 */
export function pressKey(kiosk: Kiosk, key: string, steady: number): { readonly kiosk: Kiosk; readonly wish: KioskWish | null } {
  const { panel } = kiosk;
  const until = steady + panelMs;
  if (key === '*')
    return { kiosk: panel.kind === 'pin' && panel.digits ? promptPin(kiosk, steady) : restingKiosk(kiosk.language), wish: null };
  if (key === '#') return pressOk(kiosk, until);
  const digits = panel.kind === 'pin' ? panel.digits : '';
  if (digits.length >= pinLength) return { kiosk: { ...kiosk, untilSteady: until }, wish: null };
  return { kiosk: showing(kiosk, { kind: 'pin', digits: digits + key }, until), wish: null };
}

function pressOk(kiosk: Kiosk, until: number): { readonly kiosk: Kiosk; readonly wish: KioskWish | null } {
  const { panel } = kiosk;
  if (panel.kind === 'pin' && panel.digits.length === pinLength) {
    return { kiosk: restingKiosk(kiosk.language), wish: { kind: 'check-in', pin: panel.digits } };
  }
  const service = panel.kind === 'refused' ? offeredService(panel.refusal) : null;
  if (service !== null) return { kiosk: restingKiosk(kiosk.language), wish: { kind: 'take', service } };
  if (panel.kind === 'number' && panel.slip === 'unknown') return { kiosk, wish: { kind: 'copy', ordinal: panel.ordinal } };
  return { kiosk: panel.kind === 'pin' ? { ...kiosk, untilSteady: until } : kiosk, wish: null };
}

/** The service of which OK gives an ordinary ticket after this refusal. */
export const offeredService = (refusal: Refusal): string | null =>
  refusal.word === 'too-late' || refusal.word === 'cancelled' ? refusal.service : null;

/** A number was given: it stands on the screen before and whether or not its slip comes out (printing rule, F8). */
export const showNumber = (kiosk: Kiosk, ordinal: number, steady: number): Kiosk =>
  showing(kiosk, { kind: 'number', ordinal, slip: 'coming' }, steady + panelMs);

/** What became of the slip of the number on the screen. A later number on the screen is not touched. */
export function slipEnded(kiosk: Kiosk, ordinal: number, slip: 'printed' | 'failed' | 'unknown', steady: number): Kiosk {
  if (kiosk.panel.kind !== 'number' || kiosk.panel.ordinal !== ordinal) return kiosk;
  return showing(kiosk, { kind: 'number', ordinal, slip }, steady + (slip === 'printed' ? numberMs : panelMs));
}

/** A refusal that the visitor should read. A double press is not: the number just given stays. */
export const showRefusal = (kiosk: Kiosk, refusal: Refusal, steady: number): Kiosk =>
  refusal.word === 'double-press' ? kiosk : showing(kiosk, { kind: 'refused', refusal }, steady + panelMs);

/** The language key was pressed: the next of the office's languages. */
export function nextLanguage(kiosk: Kiosk, languages: readonly Language[]): Kiosk {
  const next = (languages.indexOf(kiosk.language) + 1) % languages.length;
  return { ...kiosk, language: languages[next]! };
}

/** The kiosk after time went on: back to rest, in the office's first language, when its time is over. */
export const atRestAfter = (kiosk: Kiosk, steady: number, language: Language): Kiosk =>
  kiosk.untilSteady !== null && steady >= kiosk.untilSteady ? restingKiosk(language) : kiosk;

const showing = (kiosk: Kiosk, panel: KioskPanel, untilSteady: number): Kiosk => ({ ...kiosk, panel, untilSteady });
