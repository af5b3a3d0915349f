import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Clock } from '../clock/port.ts';
import { renderSlip } from './escpos.ts';
import type { PrinterModel } from './models.ts';
import type { Printer, PrinterState, PrintOutcome } from './port.ts';
import { turns } from './turns.ts';

/** Longest that a device file may take a slip, milliseconds; a stalled printer takes nothing. */
export const slipMsMax = 4_000;

/**
 * Appends slips to a device file such as `/dev/usb/lp0`, or to a plain file. It hears nothing back: its state is `ok` until a slip
 * fails, and `printed` means taken by the device. Whoever needs the paper state takes the `usb` or `tcp` printer.
 */
export function filePrinter(options: { readonly path: string; readonly model: PrinterModel; readonly clock: Clock }): Printer {
  const { path, model, clock } = options;
  const inTurn = turns(() => clock.now().steady);
  const listeners: ((state: PrinterState) => void)[] = [];
  let state: PrinterState = 'ok';
  /** True while a write that was given up still hangs in the kernel: another one would only hang behind it. */
  let hanging = false;

  const enter = (next: PrinterState) => {
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener(next);
  };
  const print = async (bytes: Buffer): Promise<PrintOutcome> => {
    if (hanging) return 'offline';
    hanging = true;
    const written = append(path, bytes).finally(() => {
      hanging = false;
    });
    const outcome = await within(written, slipMsMax, clock);
    enter(outcome === 'printed' ? 'ok' : 'offline');
    return outcome;
  };

  return {
    print: (slip) => inTurn(() => print(renderSlip(slip, model))),
    state: () => state,
    onChange: (listener) => void listeners.push(listener),
    close: async () => void (await inTurn(async () => 'offline')),
  };
}

/** A missing device is not made up as a plain file. */
const flags = (path: string) => constants.O_WRONLY | constants.O_APPEND | (path.startsWith('/dev/') ? 0 : constants.O_CREAT);

async function append(path: string, bytes: Buffer): Promise<PrintOutcome> {
  const file = await open(path, flags(path)).catch(() => null);
  if (file === null) return 'offline';
  let sent = 0;
  try {
    while (sent < bytes.length) sent += (await file.write(bytes, sent)).bytesWritten;
    return 'printed';
  } catch {
    return sent === 0 ? 'offline' : 'unknown';
  } finally {
    await file.close().catch(() => {});
  }
}

function within(work: Promise<PrintOutcome>, ms: number, clock: Clock): Promise<PrintOutcome> {
  return new Promise((resolve) => {
    const stop = clock.after(ms, () => resolve('unknown'));
    void work.then((outcome) => {
      stop();
      resolve(outcome);
    });
  });
}
