import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chosenChip } from './lines.ts';

/** A GPIO chip as the kernel lists it: line `n` of the chip is number `base + n` in sysfs. */
export type Chip = { readonly label: string; readonly base: number; readonly ngpio: number };

const otherDriver = 'set buttons.driver to "gpiomon"';

/**
 * The chip with this label, or without one the chip of the Pi's header. The base differs by kernel and board, so it is read at every
 * start. Throws one clear line when there is no such chip, or when this kernel gives its lines no numbers: newer ones may list chips as
 * `chip<n>` only (CONFIG_GPIO_SYSFS_LEGACY is off) or have no GPIO in sysfs at all, and onoff knows lines by number.
 */
export async function findChip(sysfs: string, label: string | null): Promise<Chip> {
  const names = await readdir(sysfs).catch(() => null);
  if (names === null)
    throw new Error(`buttons.driver "onoff": this kernel has no ${sysfs} (CONFIG_GPIO_SYSFS is off); ${otherDriver}, which does without`);
  const numbered = await Promise.all(names.filter((name) => /^gpiochip\d+$/.test(name)).map((name) => readChip(sysfs, name)));
  if (numbered.length === 0 && names.some((name) => /^chip\d+$/.test(name)))
    throw new Error(`buttons.driver "onoff": this kernel gives the lines under ${sysfs} no numbers; ${otherDriver}, which needs none`);
  return chosenChip(numbered, label, `under ${sysfs}`);
}

async function readChip(sysfs: string, name: string): Promise<Chip> {
  const read = async (file: string) => (await readFile(join(sysfs, name, file), 'utf8')).trim();
  return { label: await read('label'), base: Number(await read('base')), ngpio: Number(await read('ngpio')) };
}
