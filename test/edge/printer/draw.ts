import iconv from 'iconv-lite';
import { encode } from 'uqr';
import type { PrinterModel } from '../../../edge/printer/models.ts';
import { type Token, tokens } from '../../../edge/printer/tokens.ts';

/** A paper as it leaves the printer, one unit a dot of 1/8 mm: a picture (SVG) for people, and where things stand for tests. */
export type Drawing = {
  readonly svg: string;
  readonly paperDots: { readonly width: number; readonly height: number };
  readonly marks: readonly Mark[];
};

/** A character in its cell, a QR code with its modules, or a cut. Lengths are dots from the paper's upper left corner. */
export type Mark = { readonly x: number; readonly y: number; readonly width: number; readonly height: number } & (
  | { readonly kind: 'character'; readonly character: string; readonly bold: boolean }
  | { readonly kind: 'qr'; readonly text: string; readonly moduleDots: number }
  | { readonly kind: 'cut' }
);

export const dotsPerMm = 8;
/** Font A [ESC M]. */
const cell = { width: 12, height: 24 };
/** 1/6 inch, to which ESC @ sets the line feed [ESC 2]. */
const lineFeedDots = 34;
/** From the print head to the cutter [GS V, function B: "feeds paper to cutting position"]. */
const headToCutterDots = 120;
/** GS ( k function 169: 48 to 51. */
const corrections = ['L', 'M', 'Q', 'H'] as const;
const alignments = { left: 0, centre: 0.5, right: 1 };
const codePages: Readonly<Record<number, string>> = { 0: 'cp437', 18: 'cp852' };

type Pen = {
  align: number;
  width: number;
  height: number;
  bold: boolean;
  codePage: string;
  y: number;
  line: { readonly character: string; readonly width: number; readonly height: number; readonly bold: boolean }[];
  qr: { moduleDots: number; correction: (typeof corrections)[number]; text: string };
  readonly marks: Mark[];
};

const powerOn = { align: alignments.left, width: 1, height: 1, bold: false, codePage: 'cp437' };

/**
 * Draws what a printer makes of these bytes, dot for dot where the commands say so, written from Epson's command reference and apart
 * from the reader in edge/printer. What it does not know it refuses.
 */
export function drawPaper(bytes: Uint8Array, model: PrinterModel): Drawing {
  const margin = (model.paperMm * dotsPerMm - model.widthDots) / 2;
  const qr = { moduleDots: 3, correction: 'L', text: '' } as const;
  const pen: Pen = { ...powerOn, y: lineFeedDots, line: [], qr: { ...qr }, marks: [] };
  for (const token of tokens(bytes, false)) obey(pen, token, model.widthDots);
  const paperDots = { width: model.paperMm * dotsPerMm, height: pen.y + lineFeedDots };
  const marks = pen.marks.map((mark) => ({ ...mark, x: mark.x + margin }));
  return { svg: svgOf(marks, paperDots), paperDots, marks };
}

function obey(pen: Pen, token: Token, widthDots: number): void {
  if (token.kind === 'character') {
    const { width, height, bold, codePage } = pen;
    if (lineWidth(pen) + cell.width * width > widthDots) feed(pen, widthDots);
    pen.line.push({ character: iconv.decode(Buffer.from([token.byte]), codePage), width, height, bold });
    return;
  }
  const [n = 0, ...rest] = token.parameters;
  const commands: Readonly<Record<string, () => void>> = {
    '0a': () => feed(pen, widthDots),
    '1b40': () => void Object.assign(pen, powerOn),
    '1b45': () => void Object.assign(pen, { bold: (n & 1) === 1 }),
    '1b61': () => void Object.assign(pen, { align: Object.values(alignments)[n] ?? refused(token) }),
    '1b64': () => {
      for (let line = 0; line < n; line += 1) feed(pen, widthDots);
    },
    '1b74': () => void Object.assign(pen, { codePage: codePages[n] ?? refused(token) }),
    '1d21': () => void Object.assign(pen, { width: ((n >> 4) & 7) + 1, height: (n & 7) + 1 }),
    '1d28': () => symbol(pen, rest, widthDots),
    '1d56': () => {
      if (n >= 65) pen.y += headToCutterDots;
      pen.marks.push({ kind: 'cut', x: 0, y: pen.y, width: widthDots, height: 1 });
    },
  };
  (commands[token.name] ?? (() => refused(token)))();
}

function refused({ offset }: Token): never {
  throw new Error(`what stands at offset ${offset} is not known here`);
}

const lineWidth = ({ line }: Pen): number => line.reduce((sum, { width }) => sum + width * cell.width, 0);

/** Prints the line, the feet of all its characters level, and feeds by the line feed or the tallest of them, whichever is more. */
function feed(pen: Pen, widthDots: number): void {
  const tallest = Math.max(0, ...pen.line.map(({ height }) => height * cell.height));
  let x = Math.floor((widthDots - lineWidth(pen)) * pen.align);
  for (const { character, bold, ...times } of pen.line) {
    const [width, height] = [times.width * cell.width, times.height * cell.height];
    pen.marks.push({ kind: 'character', character, bold, x, y: pen.y + tallest - height, width, height });
    x += width;
  }
  pen.line = [];
  pen.y += Math.max(lineFeedDots, tallest);
}

/** GS ( k: pL pH cn fn …; model 2 (165), module (167), correction (169), store (180), print (181). */
function symbol(pen: Pen, [, , , fn, ...parameters]: readonly number[], widthDots: number): void {
  const { qr } = pen;
  if (fn === 67) qr.moduleDots = parameters[0]!;
  else if (fn === 69) qr.correction = corrections[parameters[0]! - 48]!;
  else if (fn === 80) qr.text = Buffer.from(parameters.slice(1)).toString('utf8');
  else if (fn === 81) {
    const side = encode(qr.text, { ecc: qr.correction, border: 0 }).size * qr.moduleDots;
    const x = Math.floor((widthDots - side) * pen.align);
    pen.marks.push({ kind: 'qr', text: qr.text, moduleDots: qr.moduleDots, x, y: pen.y, width: side, height: side });
    pen.y += side;
  } else if (fn !== 65) throw new Error(`GS ( k with function ${fn} is not known here`);
}

function svgOf(marks: readonly Mark[], { width, height }: Drawing['paperDots']): string {
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}><rect width="100%" height="100%" fill="#fff"/>${marks.map(markSvg).join('')}</svg>`;
}

function markSvg(mark: Mark): string {
  const { x, y, width, height } = mark;
  switch (mark.kind) {
    case 'character': {
      if (mark.character === ' ') return '';
      const place = `translate(${x} ${y}) scale(${width / cell.width} ${height / cell.height})`;
      return `<g transform="${place}"><text x="6" y="19"${mark.bold ? ' font-weight="bold"' : ''}>${escaped(mark.character)}</text></g>`;
    }
    case 'qr': {
      const { data } = encode(mark.text, { ecc: 'M', border: 0 });
      const dark = data.flatMap((row, at) => row.flatMap((isDark, column) => (isDark ? [`M${column} ${at}h1v1h-1z`] : [])));
      const place = `translate(${x} ${y}) scale(${mark.moduleDots})`;
      return `<path shape-rendering="crispEdges" transform="${place}" d="${dark.join('')}"/>`;
    }
    case 'cut':
      return `<path d="M0 ${y}h${width * 2}" stroke="#000" stroke-dasharray="8 8"/>`;
  }
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
