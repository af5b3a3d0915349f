import type { Language } from '#contract/language.ts';
import { numberWords } from './number-words.ts';

/**
 * What is said when a ticket is called: "Číslo á dvanáct, přepážka tři." `number` is a letter and up to four digits.
 * Words, not digits: a voice reads "A12" in its own way, and "C" in Czech must be "cé".
 */
export function phrase(call: { readonly number: string; readonly counter: number }, language: Language): string {
  const letter = call.number.slice(0, 1);
  const number = numberWords(Number(call.number.slice(1)), language);
  const counter = numberWords(call.counter, language);
  switch (language) {
    case 'cs':
      return `Číslo ${czechLetters[letter] ?? letter} ${number}, přepážka ${counter}.`;
    case 'en':
      return `Number ${letter} ${number}, counter ${counter}.`;
    case 'de':
      return `Nummer ${letter} ${number}, Schalter ${counter}.`;
  }
}

const czechLetters: Readonly<Record<string, string>> = {
  A: 'á',
  B: 'bé',
  C: 'cé',
  D: 'dé',
  E: 'é',
  F: 'ef',
  G: 'gé',
  H: 'há',
  I: 'í',
  J: 'jé',
  K: 'ká',
  L: 'el',
  M: 'em',
  N: 'en',
  O: 'ó',
  P: 'pé',
  Q: 'kvé',
  R: 'er',
  S: 'es',
  T: 'té',
  U: 'ú',
  V: 'vé',
  W: 'dvojité vé',
  X: 'iks',
  Y: 'ypsilon',
  Z: 'zet',
};
