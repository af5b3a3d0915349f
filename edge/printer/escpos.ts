import { remembered } from '#contract/remembered.ts';
import type { SlipView } from '../core/views/slip.ts';
import { bytesOf } from './encoding.ts';
import type { PrinterModel } from './models.ts';
import { wrap } from './wrap.ts';

/**
 * A slip as ESC/POS, in a buffer of its own: what is on its way to a printer never changes under it. The number stands in characters
 * of 24 x 8 = 192 dots, 24 mm, narrower only when the paper is; capitals of font A fill about three quarters of that, so they
 * are over 15 mm high. Command names and clauses are those of Epson's ESC/POS command reference.
 */
export function renderSlip(slip: SlipView, model: PrinterModel): Buffer {
  const title = { ...model.title, bold: false };
  const lines = (text: string | null, style: Style) => (text === null ? '' : textLines(text, style, model));
  const { follow } = slip;
  return Buffer.from(
    initialise +
      escT(model.codeTable) +
      centred +
      always(`office ${slip.office}`, model, () => lines(slip.office.toLocaleUpperCase('cs'), plain)) +
      lf +
      always(`service ${slip.service}`, model, () => lines(slip.service, { ...title, bold: true })) +
      lines(slip.number, numberStyle(slip.number, model)) +
      lines(slip.reserved, { ...title, bold: true }) +
      lines(slip.waiting, title) +
      lf +
      lines(slip.issued, plain) +
      (follow === null
        ? ''
        : lf +
          qrCode(follow.url, model.qrModuleDots) +
          lf +
          always(`caption ${follow.caption}`, model, () => lines(follow.caption, plain))) +
      (slip.copy === null ? '' : lf + lines(slip.copy, { width: 2, height: 2, bold: true })) +
      escD(model.feedLines) +
      (model.cutter ? partialCut : ''),
    'latin1',
  );
}

/** What stands on every slip of a printer, of its office and its services, is put into bytes once. */
const ofModels = new WeakMap<PrinterModel, (key: string, make: () => string) => string>();
function always(key: string, model: PrinterModel, make: () => string): string {
  const known = ofModels.get(model) ?? remembered<string, string>(64);
  ofModels.set(model, known);
  return known(key, make);
}

/** Magnification 1 to 8 each way, as `GS !` knows it. */
type Style = { readonly width: number; readonly height: number; readonly bold: boolean };
const plain: Style = { width: 1, height: 1, bold: false };

/** `n` of `GS !` goes from 1 to 8. */
const magnificationMax = 8;
const numberStyle = (number: string, model: PrinterModel): Style => ({
  width: Math.max(1, Math.min(magnificationMax, Math.floor(model.columns / Math.max(1, number.length)))),
  height: magnificationMax,
  bold: true,
});

function textLines(text: string, style: Style, model: PrinterModel): string {
  const columns = Math.floor(model.columns / style.width);
  let lines = '';
  for (const line of wrap(text, columns)) lines += bytesOf(line) + lf;
  return (style.bold ? bold : regular) + gsSize(style.width, style.height) + lines + usualSize + regular;
}

/** Bytes as text, each the character of its code: put together they are made a buffer once. */
const text = (...bytes: readonly number[]): string => String.fromCharCode(...bytes);

const lf = text(0x0a);
const esc = 0x1b;
const gs = 0x1d;
/** ESC @ */
const initialise = text(esc, 0x40);
/** ESC t n: code table. */
const escT = (table: number) => text(esc, 0x74, table);
/** ESC a 1 */
const centred = text(esc, 0x61, 1);
/** ESC E n: emphasised or not. */
const bold = text(esc, 0x45, 1);
const regular = text(esc, 0x45, 0);
/** ESC d n: feed n lines. */
const escD = (lines: number) => text(esc, 0x64, lines);
/** GS ! n: bits 4-6 width - 1, bits 0-2 height - 1. */
const gsSize = (width: number, height: number) => text(gs, 0x21, ((width - 1) << 4) | (height - 1));
const usualSize = gsSize(1, 1);
/** GS V 66 0 (function B): feeds to the cutter, then cuts leaving a bridge. */
const partialCut = text(gs, 0x56, 66, 0);

/** Longest text that a slip's QR code takes, bytes; the page of a slip needs under a hundred. */
export const qrBytesMax = 500;

/**
 * GS ( k, cn = 49: model 2 (function 165), module size (167), error correction M, 15 % (169), store (180), print (181).
 * A text over `qrBytesMax` is a bug of the caller.
 */
function qrCode(url: string, moduleDots: number): string {
  const data = Buffer.from(url, 'utf8').toString('latin1');
  if (data.length > qrBytesMax) throw new RangeError(`a QR code of ${data.length} bytes: at most ${qrBytesMax}`);
  return (
    qrFunction(0x41, text(0x32, 0)) +
    qrFunction(0x43, text(moduleDots)) +
    qrFunction(0x45, text(0x31)) +
    qrFunction(0x50, text(0x30) + data) +
    qrFunction(0x51, text(0x30))
  );
}

function qrFunction(fn: number, parameters: string): string {
  const length = parameters.length + 2;
  return text(gs, 0x28, 0x6b, length & 0xff, length >> 8, 0x31, fn) + parameters;
}
