import type { SlipView } from '../core/views/slip.ts';
import { renderSlip } from './escpos.ts';
import type { PrinterModel } from './models.ts';
import { paperText, readPaper } from './paper.ts';
import type { PrintedSlip, Printer, PrinterState, PrintOutcome } from './port.ts';

export type SimulatedPrinter = Printer & {
  /** The slips that came out, newest first, at most `benchSlipsMax`. */
  slips(): readonly PrintedSlip[];
  setState(state: PrinterState): void;
  onSlip(listener: (slip: PrintedSlip) => void): void;
  /**
   * The power goes after this many bytes of the next slip (F9): its outcome is `unknown`, its paper what was printed till then, and the
   * printer is offline until its state is set. After 0 bytes nothing can have come out: `offline`.
   */
  losePowerAfterBytes(bytes: number): void;
};

/** Slips that the simulated printer remembers. */
export const benchSlipsMax = 50;

/** A printer without hardware: the same bytes as a real one, its paper state and faults set from outside. It has no time of its own. */
export function simulatedPrinter(options: { readonly model: PrinterModel }): SimulatedPrinter {
  const { model } = options;
  let state: PrinterState = 'ok';
  let slips: readonly PrintedSlip[] = [];
  let powerForBytes: number | null = null;
  const changed: ((state: PrinterState) => void)[] = [];
  const printed: ((slip: PrintedSlip) => void)[] = [];

  const setState = (next: PrinterState) => {
    if (next === state) return;
    state = next;
    for (const listener of changed) listener(next);
  };

  const deliver = (slip: SlipView, bytes: Buffer, torn: boolean) => {
    const { rows } = readPaper(bytes, { columns: model.columns, torn });
    if (rows.length === 0) return;
    const out = { number: slip.number, text: paperText(rows), copy: slip.copy !== null, bytes: bytes.toString('base64'), rows };
    slips = [out, ...slips].slice(0, benchSlipsMax);
    for (const listener of printed) listener(out);
  };

  const print = (slip: SlipView): PrintOutcome => {
    if (state === 'error') return 'offline';
    if (state !== 'ok' && state !== 'near-end') return state;
    const bytes = renderSlip(slip, model);
    if (powerForBytes === null) {
      deliver(slip, bytes, false);
      return 'printed';
    }
    const sent = bytes.subarray(0, powerForBytes);
    powerForBytes = null;
    deliver(slip, sent, true);
    setState('offline');
    return sent.length === 0 ? 'offline' : 'unknown';
  };

  return {
    print: async (slip) => print(slip),
    state: () => state,
    onChange: (listener) => void changed.push(listener),
    close: async () => {},
    slips: () => slips,
    setState,
    onSlip: (listener) => void printed.push(listener),
    losePowerAfterBytes: (bytes) => {
      powerForBytes = bytes;
    },
  };
}
