import type { PrinterState } from '../../../edge/printer/port.ts';
import type { UsbAdapter, UsbAdapterClass } from '../../../edge/printer/usb.ts';
import { type Mechanism, printerMechanism } from './mechanism.ts';

/** A printer on a simulated USB: what the adapter's package would give, and the hand at its plug. Switched off it is not on the bus. */
export type UsbDevice = Omit<Mechanism, 'hear' | 'set'> & {
  load(): Promise<UsbAdapterClass>;
  set(state: PrinterState): Promise<void>;
  unplug(): void;
  /** Unplugged, and nobody has told yet: what is asked of the device throws, as libusb does until the system's word comes. */
  vanish(): void;
  plug(): void;
  /** Takes no more transfers and lets those under way hang, as a printer with a full buffer does. */
  stall(stalled: boolean): void;
  /** Resolves when the next transfer is under way. */
  submitted(): Promise<void>;
  /** Adapters that were opened and not closed again. */
  opened(): number;
};

type Hanging = { readonly fail: (error: Error) => void };

export function usbDevice(): UsbDevice {
  const mechanism = printerMechanism();
  const adapters = new Set<{ disconnect(): void; say(bytes: Buffer): void }>();
  const hanging = new Set<Hanging>();
  const awaited: (() => void)[] = [];
  let plugged = true;
  let stalled = false;
  let vanished = false;

  const disappear = (): void => {
    plugged = false;
    for (const { fail } of hanging) fail(new Error('LIBUSB_ERROR_NO_DEVICE'));
    for (const adapter of adapters) adapter.disconnect();
  };
  /** Hears what a transfer brings; the power may go in its middle. */
  const transfer = (bytes: Buffer, done: (error: Error | undefined, bytes: Buffer, sent: number) => void, say: (said: Buffer) => void) => {
    if (!plugged) return done(new Error('LIBUSB_ERROR_NO_DEVICE'), bytes, 0);
    const said = mechanism.hear(bytes);
    if (mechanism.isDead()) {
      disappear();
      return done(new Error('LIBUSB_ERROR_NO_DEVICE'), bytes, 0);
    }
    done(undefined, bytes, bytes.length);
    if (said.length > 0) say(said);
  };
  const newAdapter = (): UsbAdapter => {
    if (!plugged) throw new Error('Can not find printer');
    return simulatedAdapter({
      adapters,
      hanging,
      isStalled: () => stalled,
      isVanished: () => vanished,
      onSubmit: () => awaited.splice(0).forEach((resolve) => void resolve()),
      transfer,
    });
  };
  const everyCable = (bytes: Buffer): void => {
    if (bytes.length > 0) for (const { say } of adapters) say(bytes);
  };

  return {
    ...mechanism,
    // What a constructor returns stands for what it makes.
    load: async () =>
      function Adapter() {
        return newAdapter();
      } as unknown as UsbAdapterClass,
    set: async (state) => {
      everyCable(mechanism.set(state));
      if (state === 'offline') disappear();
      else plugged = true;
    },
    unplug: disappear,
    vanish: () => {
      plugged = false;
      vanished = true;
    },
    plug: () => {
      plugged = true;
      vanished = false;
    },
    stall: (now) => {
      stalled = now;
    },
    submitted: () => new Promise((resolve) => awaited.push(resolve)),
    opened: () => adapters.size,
  };
}

function simulatedAdapter(bus: {
  readonly adapters: Set<{ disconnect(): void; say(bytes: Buffer): void }>;
  readonly hanging: Set<Hanging>;
  readonly isStalled: () => boolean;
  readonly isVanished: () => boolean;
  readonly onSubmit: () => void;
  readonly transfer: (
    bytes: Buffer,
    done: (error: Error | undefined, bytes: Buffer, sent: number) => void,
    say: (said: Buffer) => void,
  ) => void;
}): UsbAdapter {
  const disconnected: (() => void)[] = [];
  const heard: ((bytes: Buffer) => void)[] = [];
  let polls = false;
  const refuseVanished = (): void => {
    if (bus.isVanished()) throw Object.assign(new Error('LIBUSB_ERROR_NO_DEVICE'), { errno: -4 });
  };
  const cable = {
    disconnect: () => {
      polls = false;
      for (const listener of disconnected) listener();
    },
    say: (bytes: Buffer) => setImmediate(() => polls && heard.forEach((listener) => void listener(bytes))),
  };
  return {
    endpoint: {
      makeTransfer: (_, done) => {
        const waiting: Hanging = {
          fail: (error) => {
            if (bus.hanging.delete(waiting)) setImmediate(() => done(error, Buffer.alloc(0), 0));
          },
        };
        return {
          submit: (bytes) => {
            refuseVanished();
            bus.hanging.add(waiting);
            bus.onSubmit();
            if (bus.isStalled()) return;
            setImmediate(() => bus.hanging.delete(waiting) && bus.transfer(bytes, done, cable.say));
          },
          cancel: () => {
            refuseVanished();
            waiting.fail(new Error('LIBUSB_TRANSFER_CANCELLED'));
          },
        };
      },
    },
    deviceToPcEndpoint: {
      get pollActive() {
        return polls;
      },
      startPoll: () => {
        polls = true;
      },
      stopPoll: (done) => {
        polls = false;
        setImmediate(done);
      },
      on: (event: 'data' | 'error', listener: (value: never) => void) => {
        if (event === 'data') heard.push(listener as (bytes: Buffer) => void);
      },
    },
    open: (done) => {
      bus.adapters.add(cable);
      setImmediate(() => done(null));
    },
    close: (done) => {
      bus.adapters.delete(cable);
      setImmediate(done);
    },
    on: (_, listener) => void disconnected.push(listener),
  };
}
