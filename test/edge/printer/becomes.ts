import type { Printer, PrinterState } from '../../../edge/printer/port.ts';

/** Resolves when the printer says that it is so, or at once if it does. */
export const becomes = (printer: Printer, state: PrinterState): Promise<void> =>
  new Promise((resolve) => {
    if (printer.state() === state) resolve();
    else printer.onChange((now) => now === state && resolve());
  });
