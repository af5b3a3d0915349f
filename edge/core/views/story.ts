import type { Language } from '#contract/language.ts';

/** "Why was I called later?", as the staff page and `fronta story` tell it. */
export type StoryView = {
  readonly language: Language;
  readonly number: string;
  /** ISO date. */
  readonly day: string;
  /** What happened to it, and what happened around it while it waited. */
  readonly lines: readonly { readonly time: string; readonly text: string; readonly isOwn: boolean }[];
  readonly summary: readonly string[];
};
