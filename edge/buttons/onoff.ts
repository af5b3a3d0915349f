import type { Gpio } from 'onoff';
import type { Clock } from '../clock/port.ts';
import { type Debounce, debounce, debounceMsDefault, nextSampleMs, settled } from './debounce.ts';
import type { Buttons } from './port.ts';
import { type Chip, findChip } from './sysfs.ts';

/** A button's line: `gpio` is the line of the chip (on a Pi the BCM number), `activeLow` a button that pulls it to ground. */
export type Pin = { readonly gpio: number; readonly activeLow?: boolean; readonly debounceMs?: number };

/**
 * Every line is read this often besides its edges, milliseconds: edges come in bursts as one, and the first one after a start may
 * not come at all.
 */
export const lookEveryMs = 200;

/**
 * Buttons on GPIO lines through the kernel's sysfs. Only in the main thread: the native part of onoff crashes in workers, so it is
 * loaded here and nowhere else. Rejects with one clear line when the driver, the chip or a line is not to be had.
 */
export async function onoffButtons(options: {
  readonly chip?: string;
  readonly pins: Readonly<Record<string, Pin>>;
  readonly clock: Clock;
  readonly sysfs?: string;
  readonly load?: () => Promise<{ readonly Gpio: new (...args: ConstructorParameters<typeof Gpio>) => GpioLine }>;
}): Promise<Buttons> {
  const { pins, clock, sysfs = '/sys/class/gpio', load = () => import('onoff') } = options;
  const driver = await load().catch(unavailable);
  const chip = await findChip(sysfs, options.chip ?? null);
  const pressed: ((button: string) => void)[] = [];
  const changed: ((button: string, stuck: boolean) => void)[] = [];
  const watched: Watched[] = [];
  const close = () => {
    for (const button of watched) button.close();
  };
  try {
    for (const [id, pin] of Object.entries(pins)) {
      const line = openLine(() => new driver.Gpio(chip.base + pin.gpio, 'in', 'both', { activeLow: pin.activeLow ?? true }), id, pin, chip);
      const onEvent = (event: 'press' | 'stuck' | 'freed') => {
        if (event === 'press') for (const listener of pressed) listener(id);
        else for (const listener of changed) listener(id, event === 'stuck');
      };
      watched.push(watch(line, pin.debounceMs ?? debounceMsDefault, clock, onEvent));
    }
  } catch (error) {
    close();
    throw error;
  }
  return {
    onPress: (listener) => void pressed.push(listener),
    onStuck: (listener) => void changed.push(listener),
    close: async () => close(),
  };
}

/** Says which of the two it is: the package is not there, or its native part was compiled for another Node. */
function unavailable(cause: unknown): never {
  const name = 'buttons.driver "onoff"';
  if ((cause as NodeJS.ErrnoException).code !== 'ERR_DLOPEN_FAILED')
    throw new Error(`${name} needs the optional package onoff: npm install onoff`, { cause });
  const headers = `node_modules/node/node_modules/node-linux-${process.arch}`;
  throw new Error(`${name} was compiled for another Node than ${process.version}: npm rebuild epoll --nodedir="$PWD/${headers}"`, {
    cause,
  });
}

/** What is used of onoff's line. */
export type GpioLine = Pick<Gpio, 'readSync' | 'watch' | 'unwatchAll' | 'unexport'>;
type Watched = { close(): void };

function watch(line: GpioLine, debounceMs: number, clock: Clock, onEvent: (event: 'press' | 'stuck' | 'freed') => void): Watched {
  const read = (): boolean | null => {
    try {
      return line.readSync() === 1;
    } catch {
      // The chip went away under us; the line is read again at the next look.
      return null;
    }
  };
  let state: Debounce = settled({ timeMs: clock.now().steady, down: read() ?? false });
  let stopWaiting = () => {};
  const sample = (): void => {
    const down = read();
    if (down === null) return;
    const timeMs = clock.now().steady;
    const step = debounce(state, { timeMs, down }, debounceMs);
    state = step.state;
    stopWaiting();
    const next = nextSampleMs(state, debounceMs);
    stopWaiting = next === null ? () => {} : clock.after(Math.max(1, next - timeMs), sample);
    if (step.event !== null) onEvent(step.event);
  };
  line.watch(sample);
  const stopLooking = clock.every(lookEveryMs, sample);
  return {
    close: () => {
      stopLooking();
      stopWaiting();
      line.unwatchAll();
      line.unexport();
    },
  };
}

function openLine(open: () => GpioLine, id: string, pin: Pin, chip: Chip): GpioLine {
  const where = `buttons.pins["${id}"]: line ${pin.gpio} of ${chip.label}`;
  if (pin.gpio >= chip.ngpio) throw new Error(`${where} does not exist: it has lines 0 to ${chip.ngpio - 1}`);
  try {
    return open();
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? String(cause);
    const advice: Readonly<Record<string, string>> = {
      EBUSY: 'is used by another program or a device tree overlay: "gpioinfo" names it; free it or use another line',
      EACCES: 'may not be used by this account: add it to the group "gpio"',
      EPERM: 'may not be used by this account: add it to the group "gpio"',
    };
    throw new Error(`${where} ${advice[code] ?? `cannot be used (${code})`}`, { cause });
  }
}
