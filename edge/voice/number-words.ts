import type { Language } from '#contract/language.ts';

/** A whole number from 0 to 9999 in words, as it is said of a label: "dvanáct", "twenty-one", "einundzwanzig". */
export function numberWords(number: number, language: Language): string {
  if (!Number.isInteger(number) || number < 0 || number > 9999) throw new RangeError(`${number} is not a whole number from 0 to 9999`);
  return { cs: czech, en: english, de: german }[language](number);
}

const czechSmall =
  'nula jedna dva tři čtyři pět šest sedm osm devět deset jedenáct dvanáct třináct čtrnáct patnáct šestnáct sedmnáct osmnáct devatenáct'.split(
    ' ',
  );
const czechTens = '- - dvacet třicet čtyřicet padesát šedesát sedmdesát osmdesát devadesát'.split(' ');
const czechHundreds = '-,sto,dvě stě,tři sta,čtyři sta,pět set,šest set,sedm set,osm set,devět set'.split(',');

function czech(number: number): string {
  if (number < 20) return czechSmall[number]!;
  if (number < 100) return joined(' ', czechTens[Math.floor(number / 10)]!, rest(number % 10, czech));
  if (number < 1000) return joined(' ', czechHundreds[Math.floor(number / 100)]!, rest(number % 100, czech));
  const thousands = Math.floor(number / 1000);
  const named = thousands === 1 ? 'tisíc' : `${czechSmall[thousands]} ${thousands < 5 ? 'tisíce' : 'tisíc'}`;
  return joined(' ', named, rest(number % 1000, czech));
}

const englishSmall =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const englishTens = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

function english(number: number): string {
  if (number < 20) return englishSmall[number]!;
  if (number < 100) return joined('-', englishTens[Math.floor(number / 10)]!, rest(number % 10, english));
  if (number < 1000) return joined(' and ', `${englishSmall[Math.floor(number / 100)]} hundred`, rest(number % 100, english));
  const below = number % 1000;
  return joined(below > 0 && below < 100 ? ' and ' : ' ', `${englishSmall[Math.floor(number / 1000)]} thousand`, rest(below, english));
}

const germanSmall =
  'null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn'.split(
    ' ',
  );
const germanTens = '- - zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig'.split(' ');

function german(number: number): string {
  if (number < 20) return germanSmall[number]!;
  if (number < 100) {
    const tens = germanTens[Math.floor(number / 10)]!;
    return number % 10 === 0 ? tens : `${before(number % 10)}und${tens}`;
  }
  const [unit, name] = number < 1000 ? [100, 'hundert'] : [1000, 'tausend'];
  return `${before(Math.floor(number / unit))}${name}${rest(number % unit, german)}`;
}

/** "eins" stands alone only. */
const before = (digit: number) => (digit === 1 ? 'ein' : germanSmall[digit]!);
const rest = (number: number, words: (number: number) => string) => (number === 0 ? '' : words(number));
const joined = (between: string, first: string, second: string) => (second === '' ? first : first + between + second);
