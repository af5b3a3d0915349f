import type { Language } from '#contract/language.ts';

/** Speaks in the hall. A missing voice is silence, never a failure; announcements never talk over each other. */
export type Voice = {
  /** A chime, then "number … counter …" in the language. */
  announce(call: { readonly number: string; readonly counter: number }, language: Language): void;
  close(): Promise<void>;
};
