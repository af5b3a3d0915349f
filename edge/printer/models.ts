/** What a slip must know of the printer it is for. All lengths are dots or columns of font A at 203 dpi (8 dots a millimetre). */
export type PrinterModel = {
  readonly paperMm: number;
  readonly widthDots: number;
  /** Characters of font A (12 x 24 dots) in a line at normal size. */
  readonly columns: number;
  /** The `n` of `ESC t n` that selects PC852; differs by maker. */
  readonly codeTable: number;
  /** Magnification of the lines that people read from a distance: the service and the waiting. */
  readonly title: { readonly width: number; readonly height: number };
  /** Side of one module of the QR code. */
  readonly qrModuleDots: number;
  /** Lines fed after the last one, so that it stands clear of the cutter or the tear bar. */
  readonly feedLines: number;
  readonly cutter: boolean;
  /** Answers `GS r 1` in its place among the data, so that "printed" is known and not only believed. */
  readonly confirms: boolean;
};

/** Printers by the name in `printer.model`. Another one is another entry. */
export const printerModels = {
  /** Epson TM-T20 family: code tables as in its "ESC t" page, 18 = PC852. */
  'epson-tm-t20': {
    paperMm: 80,
    widthDots: 576,
    columns: 48,
    codeTable: 18,
    title: { width: 2, height: 2 },
    qrModuleDots: 6,
    feedLines: 1,
    cutter: true,
    confirms: true,
  },
  /** The small printers that follow Epson's table numbers, tear by hand and do not answer `GS r`. */
  'generic-58': {
    paperMm: 58,
    widthDots: 384,
    columns: 32,
    codeTable: 18,
    title: { width: 1, height: 2 },
    qrModuleDots: 5,
    feedLines: 4,
    cutter: false,
    confirms: false,
  },
} as const satisfies Record<string, PrinterModel>;

export type PrinterModelName = keyof typeof printerModels;
export const printerModelNames = Object.keys(printerModels) as [PrinterModelName, ...PrinterModelName[]];
