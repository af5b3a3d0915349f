import { printable } from './encoding.ts';

/**
 * Breaks a text into lines of at most `columns` printed characters between words. A text of parts joined by " · " that does not fit is
 * broken between its parts first. Only a word longer than a whole line is cut.
 */
export function wrap(text: string, columns: number): string[] {
  const whole = printable(text);
  if (whole.length <= columns) return whole.trim() === '' ? [] : [whole.trim()];
  const lines: string[] = [];
  for (const part of text.split(' · ')) {
    const line = printable(part).trim();
    if (line.length > columns) lines.push(...wrapWords(line, columns));
    else if (line !== '') lines.push(line);
  }
  return lines;
}

function wrapWords(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (let word of text.split(/ +/)) {
    if (line !== '' && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = '';
    }
    for (; word.length > columns; word = word.slice(columns)) lines.push(word.slice(0, columns));
    if (word !== '') line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}
