import type { SlipView } from '../core/views/slip.ts';

/** What became of a slip. Only `printed` lets the visitor be sent for paper; `unknown` means it may have come out (F9). */
export type PrintOutcome = 'printed' | 'paper-out' | 'cover-open' | 'offline' | 'unknown';
/**
 * What the printer says of itself; `near-end` still prints, `error` is a jammed cutter or another fault that somebody must clear,
 * `offline` is all that cannot be asked.
 */
export type PrinterState = 'ok' | 'near-end' | 'paper-out' | 'cover-open' | 'error' | 'offline';

/**
 * The ticket printer. One slip at a time, in the order asked; an implementation queues, the caller need not.
 * Nothing throws: a mishap of the world is an outcome.
 */
export type Printer = {
  /**
   * Reads the paper state, prints, and tells what came of it within `printMsMax`. A slip that could not be printed is forgotten:
   * refilling paper never releases it later (printing rule, F8).
   */
  print(slip: SlipView): Promise<PrintOutcome>;
  /** The state as last read. */
  state(): PrinterState;
  /** Called with every change of state, once each. */
  onChange(listener: (state: PrinterState) => void): void;
  /** Frees the device. */
  close(): Promise<void>;
};

/** Longest that a print may take before its outcome is `unknown`, milliseconds. */
export const printMsMax = 5_000;
/** A printer that has not worked off a slip by then is stalled and given up, milliseconds. */
export const slipMsMax = 3_000;

/** One printed row of paper as it looks: text with its magnification, or a QR code. A blank row is an empty text. */
export type PaperRow =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly align: 'left' | 'centre' | 'right';
      readonly bold: boolean;
      readonly width: number;
      readonly height: number;
    }
  | { readonly kind: 'qr'; readonly text: string };

/** A slip that came out: what stands on the paper, read back from the bytes (base64) that made it. */
export type PrintedSlip = {
  readonly number: string;
  readonly text: string;
  readonly copy: boolean;
  readonly bytes: string;
  readonly rows: readonly PaperRow[];
};
