import iconv from 'iconv-lite';

/**
 * Text as bytes of code page 852, which every model selects. What the page lacks is first put in words that it has,
 * so that no Czech, English or German text ever prints a question mark. Control characters are dropped: a text can never
 * be a command (F31).
 */
export const pc852 = (text: string): Buffer => Buffer.from(bytesOf(printable(text)), 'latin1');

/** The bytes of a text of which all is `printable`, each as the character of its code: a slip is put together of texts and made a buffer once. */
export function bytesOf(text: string): string {
  let made = '';
  for (let index = 0; index < text.length; index++) made += String.fromCharCode(byteOf[text.charCodeAt(index)] || questionMark);
  return made;
}

/**
 * The text in characters that the page has, one byte each; a space that must not break is still told apart. Letter by letter in a table, for a
 * visitor waits for the slip: only what no wording of ours holds is asked of Unicode.
 */
export function printable(text: string): string {
  const joined = text.includes(' · ') ? text.replaceAll(' · ', ', ') : text;
  let made = '';
  let from = 0;
  for (let index = 0; index < joined.length; index++) {
    const code = joined.charCodeAt(index);
    if (isOrdinary[code] === 1) continue;
    const instead = substitutes[joined[index]!];
    if (instead === undefined) return text.normalize('NFC').replaceAll(' · ', ', ').replace(/./gsu, substitute);
    made += joined.slice(from, index) + instead;
    from = index + 1;
  }
  return from === 0 ? joined : made + joined.slice(from);
}

const noBreakSpace = '\u00a0';
const questionMark = 0x3f;

function substitute(character: string): string {
  const known = substitutes[character];
  if (known !== undefined) return known;
  if (inPage(character)) return character;
  if (/[\p{Cc}\p{Cf}]/u.test(character)) return '';
  const base = character.normalize('NFKD').replace(/\p{M}/gu, '');
  return base !== '' && Array.from(base).every(inPage) ? base : '?';
}

/** Every character that the page prints, decoded once: asking the codec for each letter of a slip is most of the slip's time. */
const codes = Array.from({ length: 0x100 - 0x20 }, (_, index) => index + 0x20);
const characters = iconv.decode(Buffer.from(codes), 'cp852');
const page = new Set(characters);
page.delete('\u007f');
page.delete('\u00ad');
/** A byte for each code unit that the page has, 0 for others; the last one that it has is a shade of its frames. */
const byteOf = new Uint8Array(0x2600);
for (const [index, code] of codes.entries()) byteOf[characters.charCodeAt(index)] = code;
byteOf[noBreakSpace.charCodeAt(0)] = 0x20;

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

/** 1 for a code unit that is printed as it is. */
const isOrdinary = new Uint8Array(byteOf.length);
for (const character of page) if (!(character in substitutes)) isOrdinary[character.charCodeAt(0)] = 1;
