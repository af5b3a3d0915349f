import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { Clock } from '../clock/port.ts';
import { renderSlip } from './escpos.ts';
import type { PrinterModel } from './models.ts';
import { type Printer, type PrinterState, type PrintOutcome, slipMsMax } from './port.ts';
import { turns } from './turns.ts';

/** Between two tries to hand on bytes that the device did not take, milliseconds. */
const retryMs = 20;

/**
 * Appends slips to a device file such as `/dev/usb/lp0`, or to a plain file. It hears nothing back: its state is `ok` until a slip
 * fails, and `printed` means taken by the device. Whoever needs the paper state takes the `usb` or `tcp` printer.
 */
export function filePrinter(options: { readonly path: string; readonly model: PrinterModel; readonly clock: Clock }): Printer {
  const { path, model, clock } = options;
  const inTurn = turns(() => clock.now().steady);
  const listeners: ((state: PrinterState) => void)[] = [];
  let state: PrinterState = 'ok';

  const enter = (next: PrinterState) => {
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener(next);
  };
  const print = async (bytes: Buffer): Promise<PrintOutcome> => {
    const outcome = await append(path, bytes, clock);
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

/**
 * A missing device is not made up as a plain file. A device that takes nothing says so instead of holding the writer: a write that hangs
 * in the kernel would keep the whole process from ever ending.
 */
const flags = (path: string) =>
  constants.O_WRONLY | constants.O_APPEND | constants.O_NONBLOCK | (path.startsWith('/dev/') ? 0 : constants.O_CREAT);

async function append(path: string, bytes: Buffer, clock: Clock): Promise<PrintOutcome> {
  const untilMs = clock.now().steady + slipMsMax;
  const file = await open(path, flags(path)).catch(() => null);
  if (file === null) return 'offline';
  let sent = 0;
  try {
    while (sent < bytes.length) sent += await taken(file, bytes.subarray(sent), untilMs, clock);
    await taken(file, nothing, untilMs, clock);
    return 'printed';
  } catch {
    return sent === 0 ? 'offline' : 'unknown';
  } finally {
    // Closing a printer's device takes back what it has not yet passed on: nothing stale comes out later (F8).
    await file.close().catch(() => {});
  }
}

/** Bytes that are none: a printer's device takes them when all before them have left this machine, and says what went wrong with those. */
const nothing = Buffer.alloc(0);

/** How many of the bytes the device took; rejects when it fails, or takes none until then. */
async function taken(file: FileHandle, bytes: Buffer, untilMs: number, clock: Clock): Promise<number> {
  for (;;) {
    try {
      // With an empty buffer Node would not ask the device at all.
      return (await file.write(bytes.length > 0 ? bytes : oneByte, 0, bytes.length)).bytesWritten;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN' || clock.now().steady >= untilMs) throw error;
      await new Promise<void>((resolve) => void clock.after(retryMs, resolve));
    }
  }
}

const oneByte = Buffer.alloc(1);
