import type { Language } from '#contract/language.ts';
import { numberWords } from './number-words.ts';

/**
 * What is said when a ticket is called: "Číslo á dvanáct, přepážka tři." `number` is a letter and up to four digits.
 * Words, not digits: a voice reads "A12" in its own way, and "C" in Czech must be "cé".
 */
export function phrase(call: { readonly number: string; readonly counter: number }, language: Language): string {
  const number = ticketWords(call.number, language);
  const counter = numberWords(call.counter, language);
  switch (language) {
    case 'cs':
      return `Číslo ${number}, přepážka ${counter}.`;
    case 'en':
      return `Number ${number}, counter ${counter}.`;
    case 'de':
      return `Nummer ${number}, Schalter ${counter}.`;
  }
}

/** What is said at the kiosk when a number is given: "Vaše číslo je á dvanáct." */
export function confirmation(number: string, language: Language): string {
  const words = ticketWords(number, language);
  switch (language) {
    case 'cs':
      return `Vaše číslo je ${words}.`;
    case 'en':
      return `Your number is ${words}.`;
    case 'de':
      return `Ihre Nummer ist ${words}.`;
  }
}

function ticketWords(number: string, language: Language): string {
  const letter = number.slice(0, 1);
  return `${language === 'cs' ? (czechLetters[letter] ?? letter) : letter} ${numberWords(Number(number.slice(1)), language)}`;
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
