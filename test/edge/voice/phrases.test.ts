import test from 'ava';
import { numberWords } from '../../../edge/voice/number-words.ts';
import { confirmation, phrase } from '../../../edge/voice/phrases.ts';

const call = { number: 'A12', counter: 3 };

for (const [language, words] of [
  ['cs', 'Číslo á dvanáct, přepážka tři.'],
  ['en', 'Number A twelve, counter three.'],
  ['de', 'Nummer A zwölf, Schalter drei.'],
] as const)
  test(`A12 at counter 3 is called in ${language} as "${words}"`, (t) => t.is(phrase(call, language), words));

for (const [language, words] of [
  ['cs', 'Vaše číslo je á dvanáct.'],
  ['en', 'Your number is A twelve.'],
  ['de', 'Ihre Nummer ist A zwölf.'],
] as const)
  test(`A12 is confirmed at the kiosk in ${language} as "${words}"`, (t) => t.is(confirmation('A12', language), words));

for (const [number, words] of [
  ['B7', 'Číslo bé sedm, přepážka tři.'],
  ['C120', 'Číslo cé sto dvacet, přepážka tři.'],
  ['W21', 'Číslo dvojité vé dvacet jedna, přepážka tři.'],
] as const)
  test(`Czech letters have their names: ${number}`, (t) => t.is(phrase({ ...call, number }, 'cs'), words));

test('every letter has a Czech name', (t) => {
  for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')
    t.regex(phrase({ number: `${letter}1`, counter: 1 }, 'cs'), /^Číslo \p{Ll}[\p{Ll} ]* jedna, /u);
});

for (const [number, cs, en, de] of [
  [0, 'nula', 'zero', 'null'],
  [1, 'jedna', 'one', 'eins'],
  [20, 'dvacet', 'twenty', 'zwanzig'],
  [21, 'dvacet jedna', 'twenty-one', 'einundzwanzig'],
  [99, 'devadesát devět', 'ninety-nine', 'neunundneunzig'],
  [100, 'sto', 'one hundred', 'einhundert'],
  [101, 'sto jedna', 'one hundred and one', 'einhunderteins'],
  [256, 'dvě stě padesát šest', 'two hundred and fifty-six', 'zweihundertsechsundfünfzig'],
  [1000, 'tisíc', 'one thousand', 'eintausend'],
  [1001, 'tisíc jedna', 'one thousand and one', 'eintausendeins'],
  [2345, 'dva tisíce tři sta čtyřicet pět', 'two thousand three hundred and forty-five', 'zweitausenddreihundertfünfundvierzig'],
  [9999, 'devět tisíc devět set devadesát devět', 'nine thousand nine hundred and ninety-nine', 'neuntausendneunhundertneunundneunzig'],
] as const)
  test(`${number} is said "${cs}", "${en}", "${de}"`, (t) => {
    t.deepEqual(
      (['cs', 'en', 'de'] as const).map((language) => numberWords(number, language)),
      [cs, en, de],
    );
  });

test('no number has a hole in its words', (t) => {
  for (let number = 0; number <= 9999; number += 1)
    for (const language of ['cs', 'en', 'de'] as const)
      if (/undefined|-($| )|^-| {2}/.test(numberWords(number, language))) t.fail(`${number} ${language}`);
  t.throws(() => numberWords(10_000, 'cs'), { instanceOf: RangeError });
});
