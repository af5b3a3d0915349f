import type { Clock } from '../clock/port.ts';

/** A button's line: `gpio` is the line of the chip (on a Pi the BCM number), `activeLow` a button that pulls it to ground. */
export type Pin = { readonly gpio: number; readonly activeLow?: boolean; readonly debounceMs?: number };
/** The line of the lamp in a button; `activeLow` where the driver lights it by pulling the line to ground. */
export type Lamp = { readonly gpio: number; readonly activeLow?: boolean };

/** Buttons and lamps by the button's id, as `edge.json` names them, on the chip with this label; without one on the Pi's header. */
export type Wiring = {
  readonly chip?: string;
  readonly pins: Readonly<Record<string, Pin>>;
  readonly lamps?: Readonly<Record<string, Lamp>>;
  readonly clock: Clock;
};

/** The chips of the header's lines: of a Raspberry Pi 5, a 4, and those before. */
export const headerChips: readonly string[] = ['pinctrl-rp1', 'pinctrl-bcm2711', 'pinctrl-bcm2835'];

/** The chip with this label, or without one the chip of the Pi's header. Throws one clear line when there is none. */
export function chosenChip<Chip extends { readonly label: string }>(chips: readonly Chip[], label: string | null, where: string): Chip {
  const wanted = label === null ? headerChips : [label];
  const chip = wanted.map((name) => chips.find((candidate) => candidate.label === name)).find((found) => found !== undefined);
  if (chip !== undefined) return chip;
  const here = chips.length === 0 ? 'there is none' : `here are: ${chips.map((candidate) => candidate.label).join(', ')}`;
  const what = label === null ? 'no GPIO chip of a Raspberry Pi was found' : `no GPIO chip is labelled "${label}"`;
  throw new Error(`buttons.chip: ${what} ${where} (${here}); set buttons.chip to one of them, or buttons.driver to "simulated"`);
}

/** Where a line stands in the configuration and on the chip, for messages. */
export type Place = { readonly at: 'pins' | 'lamps'; readonly button: string; readonly gpio: number };

/** Every line of the wiring, buttons first. Throws one clear line for the first that the chip does not have. */
export function placesOf({ pins, lamps = {} }: Pick<Wiring, 'pins' | 'lamps'>, chip: { label: string; ngpio: number }): readonly Place[] {
  const places = (at: Place['at'], lines: Readonly<Record<string, { readonly gpio: number }>>): Place[] =>
    Object.entries(lines).map(([button, { gpio }]) => ({ at, button, gpio }));
  const all = [...places('pins', pins), ...places('lamps', lamps)];
  const beyond = all.find(({ gpio }) => gpio >= chip.ngpio);
  if (beyond) throw new Error(`${nameOf(beyond, chip.label)} does not exist: it has lines 0 to ${chip.ngpio - 1}`);
  return all;
}

/** Why a line cannot be had, with what to do, in one line; `code` as the kernel names it. */
export function lineTrouble(place: Place, chip: string, code: string, cause?: unknown): Error {
  const advice: Readonly<Record<string, string>> = {
    EBUSY: 'is used by another program or a device tree overlay: "gpioinfo" names it; free it or use another line',
    EACCES: 'may not be used by this account: add it to the group "gpio"',
    EPERM: 'may not be used by this account: add it to the group "gpio"',
    EINVAL: 'is refused by the kernel: it has no interrupt or is reserved; use another line',
  };
  return new Error(`${nameOf(place, chip)} ${advice[code] ?? `cannot be used (${code})`}`, { cause });
}

const nameOf = ({ at, button, gpio }: Place, chip: string): string => `buttons.${at}["${button}"]: line ${gpio} of ${chip}`;
