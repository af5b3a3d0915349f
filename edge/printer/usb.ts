import type { Clock } from '../clock/port.ts';
import { conversingPrinter } from './conversation.ts';
import type { Line } from './line.ts';
import type { PrinterModel } from './models.ts';
import { type Printer, slipMsMax } from './port.ts';

/**
 * A printer on USB, found by its ids or, without them, as the first printer there. Unplugging is `offline`, plugging in again is
 * found by the next look. The library's own writes, reads and status are not used: its time-outs take a minute and its reads
 * come in single pieces; the transfers here have our timer and one standing read.
 * Rejects with one clear line when the optional packages are missing.
 */
export async function usbPrinter(options: {
  readonly vendorId?: number;
  readonly productId?: number;
  readonly model: PrinterModel;
  readonly clock: Clock;
  readonly load?: () => Promise<UsbAdapterClass>;
}): Promise<Printer> {
  const { vendorId, productId, model, clock, load = adapterOfPackage } = options;
  const Adapter = await load().catch(unavailable);
  return conversingPrinter({
    model,
    clock,
    connect: async () => {
      let adapter: UsbAdapter | null = null;
      try {
        adapter = vendorId === undefined || productId === undefined ? new Adapter() : new Adapter(vendorId, productId);
        await claimed(adapter, clock);
        return usbLine(adapter, clock);
      } catch {
        adapter?.close(() => {});
        return null;
      }
    },
  });
}

/** What is used of the package's adapter: a device on USB with one endpoint each way. */
export type UsbAdapter = {
  readonly endpoint: Output | null;
  readonly deviceToPcEndpoint: Input | null;
  open(done: (error: Error | null) => void): unknown;
  close(done: () => void): unknown;
  on(event: 'disconnect', listener: () => void): unknown;
};
/** Without ids it is the first printer there; throws when there is none. */
export type UsbAdapterClass = new (vendorId?: number, productId?: number) => UsbAdapter;
type Output = {
  makeTransfer(timeoutMs: number, done: (error: Error | undefined, bytes: Buffer, sent: number) => void): Transfer;
};
type Transfer = { submit(bytes: Buffer): unknown; cancel(): unknown };
type Input = {
  readonly pollActive: boolean;
  startPoll(transfers: number, bytes: number): unknown;
  stopPoll(done: () => void): unknown;
  on(event: 'data', listener: (bytes: Buffer) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
};

const adapterOfPackage = async (): Promise<UsbAdapterClass> => (await import('@node-escpos/usb-adapter')).default;

function unavailable(cause: unknown): never {
  const packages = '@node-escpos/core @node-escpos/usb-adapter';
  throw new Error(`printer.driver "usb" needs the optional packages ${packages}: npm install ${packages}`, { cause });
}

/** Longest wait for the device to be claimed, milliseconds. */
const claimMsMax = 1_000;
/** Size of one read; a status answer is one byte. */
const readBytes = 64;

function claimed(adapter: UsbAdapter, clock: Clock): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = clock.after(claimMsMax, () => reject(new Error('the device was not claimed in time')));
    adapter.open((error) => {
      stop();
      if (error) reject(error);
      else resolve();
    });
  });
}

/** A device that is gone refuses even that; its transfers end by themselves. */
function callOff(transfer: Transfer): void {
  try {
    transfer.cancel();
  } catch {}
}

function usbLine(adapter: UsbAdapter, clock: Clock): Line {
  const { endpoint: output, deviceToPcEndpoint: input } = adapter;
  const lost: (() => void)[] = [];
  const unfinished = new Set<Transfer>();
  let dropped = false;
  /** A device is closed only when no transfer of ours is under way: libusb refuses it before. */
  const closeWhenIdle = () => {
    if (dropped && unfinished.size === 0 && input?.pollActive !== true) adapter.close(() => {});
  };
  const drop = () => {
    if (dropped) return;
    dropped = true;
    for (const listener of lost) listener();
    for (const transfer of unfinished) callOff(transfer);
    if (input?.pollActive === true) input.stopPoll(closeWhenIdle);
    else closeWhenIdle();
  };
  adapter.on('disconnect', drop);
  // The library stops its poll after telling the error, and must find it running.
  input?.on('error', () => setImmediate(drop));
  input?.startPoll(1, readBytes);
  return {
    send: (bytes) =>
      new Promise((resolve) => {
        if (output === null || dropped) return resolve(false);
        const transfer = output.makeTransfer(0, (error, _, sent) => {
          stop();
          unfinished.delete(transfer);
          closeWhenIdle();
          resolve(!error && sent === bytes.length);
        });
        const stop = clock.after(slipMsMax, () => callOff(transfer));
        unfinished.add(transfer);
        try {
          transfer.submit(bytes);
        } catch {
          // Unplugged, and the word of it has not come yet.
          stop();
          unfinished.delete(transfer);
          resolve(false);
          drop();
        }
      }),
    onBytes: (listener) => void input?.on('data', listener),
    onLost: (listener) => void lost.push(listener),
    drop,
  };
}
