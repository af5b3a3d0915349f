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
  const error = await t.throwsAsync(findChip('/no/such/sysfs', null));
  t.regex(error.message, /no GPIO chip of a Raspberry Pi was found under \/no\/such\/sysfs \(this kernel shows none\)/);
});
