/**
 * Characters that seven segments can show so that people read them. Letters without a form of their own (K, M, V, W, X) have none;
 * O, S and Z look like digits and are told from them by their place.
 */
const shapes = ' -0123456789ABCDEFGHIJLNOPQRSTUYZ';

/** True if all of the text can stand on a display. */
export const canShow = (text: string): boolean => Array.from(text).every((character) => shapes.includes(character));

/** The text as a display shows it: capitals, and a blank for what has no shape. */
export const asSegments = (text: string): string =>
  Array.from(text.toUpperCase(), (character) => (shapes.includes(character) ? character : ' ')).join('');
