import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A GPIO chip as the kernel lists it: line `n` of the chip is number `base + n` in sysfs. */
export type Chip = { readonly label: string; readonly base: number; readonly ngpio: number };

/** The header pins of a Raspberry Pi 5, a 4, and those before. */
const headerChips: readonly string[] = ['pinctrl-rp1', 'pinctrl-bcm2711', 'pinctrl-bcm2835'];

/**
 * The chip with this label, or without one the chip of the Pi's header. The base differs by kernel and board, so it is read at every
 * start. Throws one clear line when there is no such chip.
 */
export async function findChip(sysfs: string, label: string | null): Promise<Chip> {
  const chips = await listChips(sysfs);
  const wanted = label === null ? headerChips : [label];
  const chip = wanted.map((name) => chips.find((candidate) => candidate.label === name)).find((found) => found !== undefined);
  if (chip !== undefined) return chip;
  const here = chips.length === 0 ? 'this kernel shows none' : `here are: ${chips.map((candidate) => candidate.label).join(', ')}`;
  const what = label === null ? 'no GPIO chip of a Raspberry Pi was found' : `no GPIO chip is labelled "${label}"`;
  throw new Error(`buttons.chip: ${what} under ${sysfs} (${here}); set buttons.chip to one of them, or buttons.driver to "simulated"`);
}

async function listChips(sysfs: string): Promise<Chip[]> {
  const names = (await readdir(sysfs).catch(() => [])).filter((name) => /^gpiochip\d+$/.test(name));
  return Promise.all(
    names.map(async (name) => {
      const read = async (file: string) => (await readFile(join(sysfs, name, file), 'utf8')).trim();
      return { label: await read('label'), base: Number(await read('base')), ngpio: Number(await read('ngpio')) };
    }),
  );
}
