import iconv from 'iconv-lite';
import type { PaperRow } from './port.ts';
import { type Token, tokens, UnknownCommand } from './tokens.ts';

/** What came out. `cuts`: how many slips were cut off; rows after the last cut still hang in the printer. */
export type Paper = { readonly rows: readonly PaperRow[]; readonly cuts: number };

/**
 * Reads ESC/POS as a printer does, by Epson's command reference and knowing nothing of who wrote it: a line too long for
 * the paper's `columns` runs on in the next row. Bytes that are no command, or that end within a command or a line, throw
 * `UnknownCommand` with the offset, unless `torn` says that the power went: then the paper is what had left the print head.
 */
export function readPaper(bytes: Uint8Array, options: { readonly columns: number; readonly torn?: boolean }): Paper {
  const torn = options.torn ?? false;
  const head: Head = { ...powerOn, columns: options.columns, line: '', rows: [], cuts: 0, stored: null };
  for (const token of tokens(bytes, torn)) {
    if (token.kind === 'character') print(head, token.byte);
    else obey(head, token);
  }
  if (head.line !== '' && !torn) throw new UnknownCommand('a line without its end', bytes.length);
  return { rows: head.rows, cuts: head.cuts };
}

/** The paper as plain text, a row a line; a QR code stands as what it holds, in angle brackets. */
export function paperText(rows: readonly PaperRow[]): string {
  return rows
    .map((row) => (row.kind === 'qr' ? `<${row.text}>` : row.text))
    .join('\n')
    .trim();
}

type Style = { codePage: string; align: 'left' | 'centre' | 'right'; bold: boolean; width: number; height: number };
type Head = Style & { readonly columns: number; line: string; rows: PaperRow[]; cuts: number; stored: string | null };

const powerOn: Style = { codePage: 'cp437', align: 'left', bold: false, width: 1, height: 1 };
const alignments = ['left', 'centre', 'right'] as const;
/** Epson's numbers, which the models that we know share. */
const codePages: Readonly<Record<number, string>> = { 0: 'cp437', 16: 'win1252', 18: 'cp852' };
const blank: PaperRow = { kind: 'text', text: '', align: 'left', bold: false, width: 1, height: 1 };

function print(head: Head, byte: number): void {
  if ((head.line.length + 1) * head.width > head.columns) endLine(head);
  head.line += iconv.decode(Buffer.from([byte]), head.codePage);
}

function endLine(head: Head): void {
  const { line: text, align, bold, width, height } = head;
  if (text !== '') head.rows.push({ kind: 'text', text, align, bold, width, height });
  head.line = '';
}

function obey(head: Head, { name, parameters, offset }: Extract<Token, { kind: 'command' }>): void {
  const n = parameters[0] ?? 0;
  switch (name) {
    case '0a':
      if (head.line === '') head.rows.push(blank);
      endLine(head);
      return;
    case '1b40': // ESC @
      Object.assign(head, powerOn, { stored: null });
      return;
    case '1b74': // ESC t
      head.codePage = codePages[n] ?? refuse(`code table ${n}`, offset);
      return;
    case '1b61': // ESC a
      head.align = alignments[n] ?? refuse(`alignment ${n}`, offset);
      return;
    case '1b45': // ESC E
      head.bold = (n & 1) === 1;
      return;
    case '1d21': // GS !
      head.width = ((n >> 4) & 7) + 1;
      head.height = (n & 7) + 1;
      return;
    case '1b64': // ESC d
      endLine(head);
      head.rows.push(...Array.from({ length: n }, () => blank));
      return;
    case '1d56': // GS V
      endLine(head);
      head.cuts += 1;
      return;
    case '1d28': // GS (
      symbol(head, parameters, offset);
      return;
    default:
      refuse(`command ${name}`, offset);
  }
}

/** GS ( k with cn = 49, QR code: only storing and printing leave a trace on paper. */
function symbol(head: Head, parameters: Uint8Array, offset: number): void {
  const [kind, , , cn, fn] = parameters;
  if (kind !== 0x6b || cn !== 0x31) refuse(`GS ( ${kind} with cn ${cn}`, offset);
  if (fn === 0x50) head.stored = Buffer.from(parameters.subarray(6)).toString('utf8');
  else if (fn === 0x51) head.rows.push({ kind: 'qr', text: head.stored ?? refuse('a QR code printed before it was stored', offset) });
  else if (fn !== 0x41 && fn !== 0x43 && fn !== 0x45) refuse(`QR function ${fn}`, offset);
}

function refuse(what: string, offset: number): never {
  throw new UnknownCommand(what, offset);
}
