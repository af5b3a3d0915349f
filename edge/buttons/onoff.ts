import { isMainThread } from 'node:worker_threads';
import type { Gpio } from 'onoff';
import type { Clock } from '../clock/port.ts';
import type { DebounceEvent } from './debounce.ts';
import { blinkingLamps } from './lamps.ts';
import { type Lamp, lineTrouble, type Pin, type Place, placesOf, type Wiring } from './lines.ts';
import { listeners } from './listeners.ts';
import type { Buttons } from './port.ts';
import { findChip } from './sysfs.ts';
import { watchedButton } from './watched-button.ts';

/**
 * Every line is read this often besides its edges, milliseconds: edges come in bursts as one, and the first one after a start may
 * not come at all.
 */
export const lookEveryMs = 200;

/** What is used of onoff's line. */
export type GpioLine = Pick<Gpio, 'readSync' | 'writeSync' | 'watch' | 'unwatchAll' | 'unexport'>;
type GpioClass = new (...args: ConstructorParameters<typeof Gpio>) => GpioLine;
/** A line in use, until it is given back. */
type Held = { close(): void };

/**
 * Buttons and lamps on GPIO lines through the kernel's sysfs. Only in the main thread: the native part of onoff crashes in workers, so
 * it is loaded here and nowhere else. A line that a killed predecessor left exported is taken over.
 * Rejects with one clear line when the driver, the chip or a line is not to be had.
 */
export async function onoffButtons(
  options: Wiring & { readonly sysfs?: string; readonly load?: () => Promise<{ readonly Gpio: GpioClass }> },
): Promise<Buttons> {
  const { pins, lamps = {}, clock, sysfs = '/sys/class/gpio', load = () => import('onoff') } = options;
  if (!isMainThread) throw new Error('buttons.driver "onoff" works in the main thread only: its native part ends the process elsewhere');
  const { Gpio } = await load().catch(unavailable);
  const chip = await findChip(sysfs, options.chip ?? null);
  const { tell, onPress, onStuck } = listeners();
  const held: Held[] = [];
  const written = new Map<string, (lit: boolean) => void>();
  const blinking = blinkingLamps(clock, Object.keys(lamps), (button, lit) => written.get(button)?.(lit));
  const close = () => {
    blinking.close();
    for (const line of held) line.close();
  };
  const open = (place: Place): void => {
    const { at, button, gpio } = place;
    const number = chip.base + gpio;
    if (at === 'lamps') {
      const lamp = taken(place, chip.label, () => openLamp(Gpio, number, lamps[button]!));
      held.push(lamp);
      written.set(button, lamp.write);
      return;
    }
    const { activeLow = true, debounceMs } = pins[button]!;
    const line = taken(place, chip.label, () => new Gpio(number, 'in', 'both', { activeLow }));
    const onEvent = (event: Exclude<DebounceEvent, null>) => {
      if (event === 'press') blinking.blink(button);
      tell(button, event);
    };
    held.push(watch(line, debounceMs, clock, onEvent));
  };
  try {
    for (const place of placesOf({ pins, lamps }, chip)) open(place);
  } catch (error) {
    close();
    throw error;
  }
  return { onPress, onStuck, light: blinking.light, close: async () => close() };
}

function taken<Line>(place: Place, chip: string, take: () => Line): Line {
  try {
    return take();
  } catch (cause) {
    throw lineTrouble(place, chip, (cause as NodeJS.ErrnoException).code ?? String(cause), cause);
  }
}

/** Says which of the two it is: the package is not there, or its native part was not compiled, or for another Node. */
function unavailable(cause: unknown): never {
  const name = 'buttons.driver "onoff"';
  if (['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'].includes((cause as NodeJS.ErrnoException).code ?? ''))
    throw new Error(`${name} needs the optional package onoff: npm install onoff, then npm run native`, { cause });
  throw new Error(`${name} is not compiled for Node ${process.version}: npm run native`, { cause });
}

function watch(line: GpioLine, debounceMs: Pin['debounceMs'], clock: Clock, onEvent: (event: Exclude<DebounceEvent, null>) => void): Held {
  const read = (): boolean | null => {
    try {
      return line.readSync() === 1;
    } catch {
      // The chip went away under us; the line is read again at the next look.
      return null;
    }
  };
  const look = (): void => {
    const down = read();
    if (down !== null) button.see(down);
  };
  const button = watchedButton({ clock, debounceMs, down: read() ?? false, look, onEvent });
  line.watch(look);
  const stopLooking = clock.every(lookEveryMs, look);
  return {
    close: () => {
      stopLooking();
      button.close();
      line.unwatchAll();
      line.unexport();
    },
  };
}

/** Opened by its dark level ("high" or "low") and not as "out", which would begin low: a lamp lit by low would flash at every start. */
function openLamp(Gpio: GpioClass, number: number, { activeLow = false }: Lamp): Held & { write(lit: boolean): void } {
  const line = new Gpio(number, activeLow ? 'high' : 'low', 'none', { activeLow: false });
  const write = (lit: boolean): void => {
    try {
      line.writeSync(lit === activeLow ? 0 : 1);
    } catch {
      // The chip went away under us; a lamp is no reason to end.
    }
  };
  return {
    write,
    close: () => {
      write(false);
      line.unexport();
    },
  };
}
