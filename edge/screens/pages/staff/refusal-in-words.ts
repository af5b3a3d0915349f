import type { Language } from '#contract/language.ts';
import { words } from '../words.ts';

/** Why something was not done, as the clerk reads it. */
export function refusalInWords(language: Language, word: string): string {
  const said = words[language].staff;
  if (word === 'lost') return said.lost;
  return word in said.refused ? said.refused[word as keyof typeof said.refused] : said.refusedOther(word);
}
