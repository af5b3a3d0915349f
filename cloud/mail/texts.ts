import type { Language } from '#contract/language.ts';
import { cs } from './texts/cs.ts';
import { de } from './texts/de.ts';
import { en } from './texts/en.ts';
import type { MailTexts } from './words.ts';

/** Every mail in every language. */
export const mailTexts: Record<Language, MailTexts> = { cs, en, de };
