import { closeSync, constants, existsSync, globSync, mkdirSync, openSync, readSync, symlinkSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Mechanism, printerMechanism } from '../../edge/printer/mechanism.ts';

/** A USB device that can be plugged in and out. */
export type Pluggable = {
  /** Resolves when both ends are there. */
  plug(): Promise<void>;
  unplug(): Promise<void>;
};

/** The ticket printer as the kiosk orders it (hardware/pins.csv), working what it hears; stalled, it reads nothing from its cable. */
export type PrinterGadget = Pluggable & Mechanism & { stall(stalled: boolean): void };

/** The adapter between USB and the bus. */
export type AdapterGadget = Pluggable & {
  /** Where the kiosk finds it. */
  readonly port: string;
  /** The two wires at its other end. */
  readonly wires: string;
};

export const printerIds = { vendorId: 0x04b8, productId: 0x0e15 } as const;
const adapterIds = { vendorId: 0x0403, productId: 0x6001 } as const;

const gadgets = '/sys/kernel/config/usb_gadget';
const printerCable = '/dev/g_printer0';
/** Between two looks, milliseconds: an emulated processor that looks more often does little else. */
const lookMs = 20;

export function printerGadget(): PrinterGadget {
  const folder = describe('printer', printerIds, { manufacturer: 'EPSON', product: 'TM-T20II' }, 'printer.0');
  writeFileSync(join(folder, 'functions/printer.0/pnp_string'), 'MFG:EPSON;CMD:ESC/POS;MDL:TM-T20II;CLS:PRINTER;');
  const mechanism = printerMechanism();
  const pieces = Buffer.alloc(8192);
  let cable: number | null = null;
  let stalled = false;
  const say = (bytes: Buffer): Buffer => {
    if (cable !== null && bytes.length > 0) writeSync(cable, bytes);
    return bytes;
  };
  const look = (): void => {
    if (cable === null || stalled) return;
    try {
      say(mechanism.hear(pieces.subarray(0, readSync(cable, pieces, 0, pieces.length, null))));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  };
  setInterval(look, lookMs);
  return {
    ...mechanism,
    set: (state) => say(mechanism.set(state)),
    stall: (now) => {
      stalled = now;
    },
    async plug() {
      await bind(folder, 'dummy_udc.0', () => existsSync(printerCable) && globSync('/dev/usb/lp*').length > 0);
      cable = openSync(printerCable, constants.O_RDWR | constants.O_NONBLOCK);
    },
    async unplug() {
      if (cable !== null) closeSync(cable);
      cable = null;
      await bind(folder, '', () => !existsSync(printerCable));
    },
  };
}

export function adapterGadget(): AdapterGadget {
  const folder = describe('adapter', adapterIds, { manufacturer: 'FTDI', product: 'RS485' }, 'acm.0');
  const port = () => globSync('/dev/serial/by-id/*')[0];
  return {
    port: '/dev/serial/by-id/usb-FTDI_RS485_HIL-if00',
    wires: '/dev/ttyGS0',
    plug: () => bind(folder, 'dummy_udc.1', () => port() !== undefined),
    unplug: () => bind(folder, '', () => port() === undefined),
  };
}

/** Lays a device with one function into the kernel's configuration. */
function describe(
  name: string,
  ids: { readonly vendorId: number; readonly productId: number },
  words: Readonly<Record<'manufacturer' | 'product', string>>,
  what: string,
): string {
  const folder = join(gadgets, name);
  for (const path of ['strings/0x409', 'configs/c.1', `functions/${what}`]) mkdirSync(join(folder, path), { recursive: true });
  writeFileSync(join(folder, 'idVendor'), `0x${ids.vendorId.toString(16)}`);
  writeFileSync(join(folder, 'idProduct'), `0x${ids.productId.toString(16)}`);
  for (const [key, text] of Object.entries({ ...words, serialnumber: 'HIL' })) writeFileSync(join(folder, 'strings/0x409', key), text);
  symlinkSync(join(folder, 'functions', what), join(folder, 'configs/c.1', what));
  return folder;
}

/** Joins the device to a controller, or to none, and waits until the kernel and udev are done. */
async function bind(folder: string, controller: string, done: () => boolean): Promise<void> {
  writeFileSync(join(folder, 'UDC'), `${controller}\n`);
  while (!done()) await pause(lookMs);
}
