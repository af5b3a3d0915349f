import type { Language } from '#contract/language.ts';

/** Speaks in the hall. A missing voice is silence, never a failure; announcements never talk over each other. */
export type Voice = {
  /** A chime, then "number … counter …" in the language. */
  announce(call: { readonly number: string; readonly counter: number }, language: Language): void;
  /**
   * A number was given at the kiosk, or its slip did not come: said once, in the visitor's language. At every number where the voice
   * confirms, else only where there is no slip to read it from (F8).
   */
  confirm(number: string, moment: 'given' | 'no-slip', language: Language): void;
  close(): Promise<void>;
};
