import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { needs } from '../needs.ts';
import { firmwareFolder, make } from './makefile.ts';

const images = ['counter-unit', 'keypad'] as const;
const tables = readdirSync(new URL('tables/', import.meta.url))
  .filter((file) => file.endsWith('.c'))
  .map((file) => file.slice(0, -2));

/** Debian's, by the name it is installed under: another version makes other instructions of the same sources. */
const compiler = 'avr-gcc-5.4.0';

needs('make')('make alone lists its targets', async (t) => {
  const { code, said } = await make(t);
  t.is(code, 0, said);
  const makefile = readFileSync(join(firmwareFolder, 'makefile'), 'utf8');
  const [, targets] = /^\.PHONY: help (.+)$/m.exec(makefile)!;
  for (const target of targets!.split(' ')) t.regex(said, new RegExp(`^make ${target} `, 'm'));
});

needs('make', 'cc')(
  'the tables hold on this machine, with every memory access watched, a million bytes of noise among them (F12)',
  async (t) => {
    t.true(tables.length >= 6);
    const { code, said } = await make(t, 'tables');
    t.is(code, 0, said);
    t.regex(said, /1000000 bytes of noise/);
  },
);

needs('make', 'cc')('the devices for this machine can be built', async (t) => {
  const { code, said } = await make(t, 'host');
  t.is(code, 0, said);
});

needs('make', 'avr-gcc')('both images keep within flash and RAM', async (t) => {
  const { code, said } = await make(t, 'size');
  t.is(code, 0, said);
  for (const image of images) t.regex(said, new RegExp(`${image}.elf: flash \\d+ of 8192, RAM \\d+ of 512`));
  t.notRegex(said, /TOO BIG/);
});

needs('make', 'avr-gcc')('an image over its limit is refused', async (t) => {
  const { code, said } = await make(t, 'size', 'FLASH_MAX=1000');
  t.not(code, 0);
  t.regex(said, /TOO BIG/);
});

needs(
  'make',
  'avr-gcc',
  compiler,
)('images built anew are the committed ones, byte for byte', async (t) => {
  const { code, said, build } = await make(t, 'images', `AVR_CC=${compiler}`);
  t.is(code, 0, said);
  for (const image of images) {
    const [fresh, committed] = [`${build}/avr`, `${firmwareFolder}images`].map((folder) => readFileSync(`${folder}/${image}.hex`, 'utf8'));
    t.is(fresh, committed, `firmware/images/${image}.hex is not what the sources make: make publish`);
  }
});
