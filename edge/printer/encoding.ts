import iconv from 'iconv-lite';

/**
 * Text as bytes of code page 852, which every model selects. What the page lacks is first put in words that it has,
 * so that no Czech, English or German text ever prints a question mark. Control characters are dropped: a text can never
 * be a command (F31).
 */
export function pc852(text: string): Buffer {
  return iconv.encode(printable(text).replaceAll(noBreakSpace, ' '), 'cp852');
}

/** The text in characters that the page has, one byte each; a space that must not break is still told apart. */
export function printable(text: string): string {
  return needsNothing.test(text) ? text : text.normalize('NFC').replaceAll(' · ', ', ').replaceAll(odd, substitute);
}

const noBreakSpace = '\u00a0';

function substitute(character: string): string {
  const known = substitutes[character];
  if (known !== undefined) return known;
  if (inPage(character)) return character;
  if (/[\p{Cc}\p{Cf}]/u.test(character)) return '';
  const base = character.normalize('NFKD').replace(/\p{M}/gu, '');
  return base !== '' && Array.from(base).every(inPage) ? base : '?';
}

/** Every character that the page prints, decoded once: asking the codec for each letter of a slip is most of the slip's time. */
const page = new Set(iconv.decode(Buffer.from(Array.from({ length: 0x100 - 0x20 }, (_, index) => index + 0x20)), 'cp852'));
page.delete('\u007f');
page.delete('\u00ad');

const inPage = (character: string) => page.has(character);

const substitutes: Readonly<Record<string, string>> = {
  '\t': ' ',
  '\n': ' ',
  '\u2007': noBreakSpace,
  '\u2009': noBreakSpace,
  '\u200a': noBreakSpace,
  '\u202f': noBreakSpace,
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '−': '-',
  '·': '-',
  '•': '-',
  '„': '"',
  '“': '"',
  '”': '"',
  '‚': "'",
  '‘': "'",
  '’': "'",
  '…': '...',
  '→': '->',
  '←': '<-',
  '≈': '~',
  '€': 'EUR',
  '№': 'c.',
  ø: 'o',
  Ø: 'O',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ẞ: 'SS',
};

const ordinary = RegExp.escape([...page].filter((character) => !(character in substitutes)).join(''));
/** Nearly every text of a slip is of the page already: one look tells it, where asking letter by letter was most of the slip's time. */
const needsNothing = new RegExp(`^[${ordinary}]*$`, 'u');
const odd = new RegExp(`[^${ordinary}]`, 'gu');
