import type { Language } from '#contract/language.ts';
import { cs, type Words } from './words/cs.ts';
import { de } from './words/de.ts';
import { en } from './words/en.ts';

/** The words of the pages that do not come with a view. */
export const words: Readonly<Record<Language, Words>> = { cs, en, de };

/** The contract's list, of which pages import types only: its validator has no business in a browser. */
export const languages = Object.keys(words) as readonly Language[];
