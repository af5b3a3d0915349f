import type { Language } from '#contract/language.ts';
import { cs, type StoryWords } from './words-cs.ts';
import { de } from './words-de.ts';
import { en } from './words-en.ts';

export type { StoryWords };

/** The words of each language. */
export const storyWords: Readonly<Record<Language, StoryWords>> = { cs, en, de };
