import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { findChip } from '../../../edge/buttons/sysfs.ts';

/** A sysfs as different boards and kernels show it. */
async function withChips(chips: readonly (readonly [label: string, base: number, ngpio: number])[], use: (sysfs: string) => Promise<void>) {
  const sysfs = await mkdtemp(join(tmpdir(), 'fronta-gpio-'));
  await writeFile(join(sysfs, 'export'), '');
  for (const [label, base, ngpio] of chips) {
    const folder = join(sysfs, `gpiochip${base}`);
    await mkdir(folder);
    for (const [file, value] of Object.entries({ label, base, ngpio })) await writeFile(join(folder, file), `${value}\n`);
  }
  await use(sysfs);
  await rm(sysfs, { recursive: true });
}

for (const [board, chips, base] of [
  ['Pi 3 on an old kernel', [['pinctrl-bcm2835', 0, 54]], 0],
  [
    'Pi 4',
    [
      ['raspberrypi-exp-gpio', 570, 8],
      ['pinctrl-bcm2711', 512, 58],
    ],
    512,
  ],
  [
    'Pi 5, whose header is not the first chip',
    [
      ['gpio-brcmstb@107d508500', 512, 32],
      ['pinctrl-rp1', 569, 54],
    ],
    569,
  ],
] as const)
  test(`on a ${board} the header's lines are counted from where the kernel put them`, async (t) => {
    await withChips(chips, async (sysfs) => {
      t.is((await findChip(sysfs, null)).base, base);
    });
  });

test('a chip can be named by its label', async (t) => {
  await withChips(
    [
      ['pinctrl-bcm2711', 512, 58],
      ['mcp23017', 600, 16],
    ],
    async (sysfs) => {
      t.deepEqual(await findChip(sysfs, 'mcp23017'), { label: 'mcp23017', base: 600, ngpio: 16 });
    },
  );
});

test('a chip that is not there is one clear line that says which are', async (t) => {
  await withChips([['mcp23017', 600, 16]], async (sysfs) => {
    const error = await t.throwsAsync(findChip(sysfs, 'pinctrl-rp1'));
    t.regex(error.message, /^buttons\.chip: no GPIO chip is labelled "pinctrl-rp1" .*here are: mcp23017.*set buttons\.chip/);
    t.false(error.message.includes('\n'));
  });
  await withChips([], async (sysfs) => {
    const error = await t.throwsAsync(findChip(sysfs, null));
    t.regex(error.message, /^buttons\.chip: no GPIO chip of a Raspberry Pi was found under \S+ \(there is none\)/);
  });
});

test('a kernel that lists chips without numbers beside those with numbers is read by the numbers', async (t) => {
  await withChips([['pinctrl-rp1', 569, 54]], async (sysfs) => {
    await mkdir(join(sysfs, 'chip0'));
    await writeFile(join(sysfs, 'chip0', 'label'), 'pinctrl-rp1\n');
    t.is((await findChip(sysfs, null)).base, 569);
  });
});

test('a kernel without numbers and one without GPIO in sysfs name the driver that needs neither', async (t) => {
  await withChips([], async (sysfs) => {
    await mkdir(join(sysfs, 'chip0'));
    const error = await t.throwsAsync(findChip(sysfs, null));
    t.regex(error.message, /^buttons\.driver "onoff": this kernel gives the lines under \S+ no numbers; set buttons\.driver to "gpiomon"/);
  });
  const error = await t.throwsAsync(findChip('/no/such/sysfs', null));
  t.regex(error.message, /^buttons\.driver "onoff": this kernel has no \/no\/such\/sysfs .*set buttons\.driver to "gpiomon"/);
});
