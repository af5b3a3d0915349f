import type { Clock } from '../clock/port.ts';
import { keepRunning, type Programs, run } from './gpiod-programs.ts';
import {
  chipsOf,
  codeOf,
  edgeOf,
  type GpiodMajor,
  getArguments,
  type LineGroup,
  levelsOf,
  majorOf,
  monitorArguments,
  setArguments,
} from './gpiod-syntax.ts';
import { blinkingLamps } from './lamps.ts';
import { chosenChip, type Lamp, lineTrouble, type Pin, type Place, placesOf, type Wiring } from './lines.ts';
import { listeners } from './listeners.ts';
import type { Buttons } from './port.ts';
import { watchedButton } from './watched-button.ts';

/** What must be known of the machine's libgpiod. */
type Gpiod = { readonly programs: Programs; readonly major: GpiodMajor; readonly chip: string; readonly label: string };
type Trouble = (line: string) => void;
type Held = { close(): Promise<void> };

/** The kernel's steady clock, by which it dates edges (CLOCK_MONOTONIC), milliseconds. */
const monotonicMs = (): number => Number(process.hrtime.bigint()) / 1_000_000;

/**
 * Buttons and lamps through the programs of libgpiod, 1.x or 2.x, as child processes: for kernels without GPIO in sysfs. `gpiomon` tells
 * edges with the kernel's time, so that a press is one however late it is read; a `gpioset` holds each lamp. A program that dies is started
 * again and told through `onTrouble`; a button still down then counts. Edges between reading the levels and the first one watched, some
 * milliseconds at a start, are not seen.
 * Rejects with one clear line when the programs, the chip or a line are not to be had.
 */
export async function gpiomonButtons(
  options: Wiring & { readonly programs?: string; readonly kernelMs?: () => number; readonly onTrouble: Trouble },
): Promise<Buttons> {
  const { pins, lamps = {}, clock, onTrouble, kernelMs = monotonicMs } = options;
  const { gpiod, places } = await findLines(options);
  const { tell, onPress, onStuck } = listeners();
  const shown = new Map<string, (lit: boolean) => void>();
  const blinking = blinkingLamps(clock, Object.keys(lamps), (button, lit) => shown.get(button)?.(lit));
  const held: Held[] = [];
  for (const activeLow of [true, false]) {
    const buttons = Object.entries(pins).filter(([, pin]) => (pin.activeLow ?? true) === activeLow);
    if (buttons.length === 0) continue;
    const levels = await levelsNow(gpiod, groupOf(gpiod, buttons, activeLow), places);
    const onEvent: typeof tell = (button, event) => {
      if (event === 'press') blinking.blink(button);
      tell(button, event);
    };
    held.push(watchGroup({ gpiod, buttons, activeLow, levels, clock, kernelMs, onTrouble, onEvent }));
  }
  for (const [button, lamp] of Object.entries(lamps)) {
    const { write, close } = holdLamp(gpiod, lamp, clock, onTrouble);
    shown.set(button, write);
    held.push({ close });
  }
  return {
    onPress,
    onStuck,
    light: blinking.light,
    close: async () => {
      blinking.close();
      await Promise.all(held.map((one) => one.close()));
    },
  };
}

/** Version, chip and lines; every line is asked for once, so that what is wrong is said before the office opens. */
async function findLines(
  options: Wiring & { readonly programs?: string },
): Promise<{ readonly gpiod: Gpiod; readonly places: readonly Place[] }> {
  const programs = options.programs ?? null;
  const version = (await run(programs, 'gpiomon', ['--version'])).stdout;
  const major = majorOf(version);
  if (major === null)
    throw new Error(`buttons.driver "gpiomon" knows libgpiod 1 and 2, and here is "${version.split('\n')[0]}": install one of them`);
  const chips = chipsOf((await run(programs, 'gpiodetect', [])).stdout);
  const { chip, label, ngpio } = chosenChip(chips, options.chip ?? null, 'by gpiodetect');
  const places = placesOf(options, { label, ngpio });
  const gpiod: Gpiod = { programs, major, chip, label };
  for (const place of places) {
    const { failed, stderr } = await run(programs, 'gpioget', getArguments(major, { chip, ...asWired(options, place) }));
    if (failed) throw lineTrouble(place, label, codeOf(stderr));
  }
  return { gpiod, places };
}

const asWired = ({ pins, lamps = {} }: Wiring, { at, button, gpio }: Place): Omit<LineGroup, 'chip'> => ({
  activeLow: at === 'pins' ? (pins[button]!.activeLow ?? true) : (lamps[button]!.activeLow ?? false),
  lines: [gpio],
});

const groupOf = ({ chip }: Gpiod, buttons: readonly (readonly [string, Pin])[], activeLow: boolean): LineGroup => ({
  chip,
  activeLow,
  lines: buttons.map(([, { gpio }]) => gpio),
});

async function levelsNow({ programs, major, label }: Gpiod, group: LineGroup, places: readonly Place[] = []): Promise<readonly boolean[]> {
  const { failed, stdout, stderr } = await run(programs, 'gpioget', getArguments(major, group));
  const levels = levelsOf(stdout, group.lines.length);
  if (!failed && levels !== null) return levels;
  const place = places.find(({ gpio }) => group.lines.includes(gpio));
  if (place) throw lineTrouble(place, label, codeOf(stderr));
  throw new Error(`gpioget: ${codeOf(stderr)}`);
}

/** Watches the buttons that read alike with one `gpiomon`. */
function watchGroup(options: {
  readonly gpiod: Gpiod;
  readonly buttons: readonly (readonly [string, Pin])[];
  readonly activeLow: boolean;
  readonly levels: readonly boolean[];
  readonly clock: Clock;
  readonly kernelMs: () => number;
  readonly onTrouble: Trouble;
  readonly onEvent: (button: string, event: 'press' | 'stuck' | 'freed') => void;
}): Held {
  const { gpiod, buttons, activeLow, levels, clock, kernelMs, onTrouble, onEvent } = options;
  const group = groupOf(gpiod, buttons, activeLow);
  const watched = buttons.map(([id, { gpio, debounceMs }], index) => {
    const line = { gpio, down: levels[index]!, see: (_down: boolean, _atMs?: number): void => {}, close: () => {} };
    const button = watchedButton({
      clock,
      debounceMs,
      down: line.down,
      look: () => line.see(line.down),
      onEvent: (event) => onEvent(id, event),
    });
    line.see = (down, atMs) => {
      line.down = down;
      button.see(down, atMs);
    };
    line.close = button.close;
    return line;
  });
  let isFirst = true;
  const monitor = keepRunning({
    programs: gpiod.programs,
    program: 'gpiomon',
    clock,
    onTrouble,
    async begin() {
      if (!isFirst) (await levelsNow(gpiod, group)).forEach((down, index) => void watched[index]!.see(down));
      isFirst = false;
      return monitorArguments(gpiod.major, group);
    },
    onLine(text) {
      const edge = edgeOf(text);
      const line = watched.find(({ gpio }) => gpio === edge?.line);
      if (edge === null || line === undefined) return;
      line.see(edge.down, clock.now().steady - Math.max(0, kernelMs() - edge.kernelMs));
    },
  });
  return {
    close: async () => {
      for (const line of watched) line.close();
      await monitor.close();
    },
  };
}

/** One `gpioset` a lamp: it holds the level as long as it runs, so another level is another run. */
function holdLamp(
  { programs, major, chip }: Gpiod,
  { gpio, activeLow = false }: Lamp,
  clock: Clock,
  onTrouble: Trouble,
): Held & { write(lit: boolean): void } {
  let wanted = false;
  let held: boolean | null = null;
  const holder = keepRunning({
    programs,
    program: 'gpioset',
    clock,
    onTrouble,
    async begin() {
      held = wanted;
      return setArguments(major, chip, gpio, wanted !== activeLow);
    },
  });
  return {
    write: (lit) => {
      wanted = lit;
      if (held !== null && held !== wanted) holder.renew();
    },
    close: holder.close,
  };
}
