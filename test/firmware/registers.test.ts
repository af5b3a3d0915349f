import { readFileSync } from 'node:fs';
import test from 'ava';
import * as registers from '../../edge/units/registers.ts';
import { canShow } from '../../edge/units/segments.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** Every number that a header defines, by its name. */
const definesOf = (text: string): ReadonlyMap<string, number> =>
  new Map([...text.matchAll(/^#define (\w+) (0x[0-9A-Fa-f]+|\d+)\b/gm)].map(([, name, value]) => [name!, Number(value)]));

const upper = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();

/** The twin's numbers by the names that the header gives them. */
function twins(): ReadonlyMap<string, number> {
  const named = (prefix: string, table: Readonly<Record<string, number>>) =>
    Object.entries(table).map(([name, value]) => [`${prefix}_${upper(name)}`, value] as const);
  return new Map([
    ...named('INPUT', registers.input),
    ...named('HOLDING', registers.holding),
    ...named('KIND', registers.kinds),
    ...named('FAULT', registers.faultBits),
    ...named('BLINK', registers.blinks),
    ...named('LAMP', registers.lamps),
    ['UNIT_KEYS', registers.unitKeys.length],
    ['LAST_KEYS_KEPT', registers.lastKeysKept],
    ['LONG_PRESS_MS', registers.longPressMs],
    ['UNLOCK_WORD', registers.unlockWord],
    ['ADDRESS_MAX', registers.addressMax],
    ['BLANK_ADDRESS_UNIT', registers.blankAddress.unit],
    ['BLANK_ADDRESS_KEYPAD', registers.blankAddress.keypad],
  ]);
}

test('registers.h and registers.ts say the same, number by number, and each says all of it', (t) => {
  const header = definesOf(read('firmware/unit/registers.h'));
  t.true(header.size > 30);
  t.deepEqual(Object.fromEntries([...header].toSorted()), Object.fromEntries([...twins()].toSorted()));
});

test('the register map is the one that was agreed', (t) => {
  t.deepEqual(
    { ...registers.input },
    {
      ...{ kind: 0, version: 1, boots: 2, uptime: 3, faults: 4, goodFrames: 5, badFrames: 6 },
      ...{ presses: 16, longPresses: 20, keyCount: 16, lastKeys: 17 },
    },
  );
  t.deepEqual({ ...registers.holding }, { display: 0, blink: 2, lamp: 3, beeps: 4, masterSilence: 5, address: 6, unlock: 7 });
});

test('the firmware shows exactly the characters that the office may send', (t) => {
  const [, characters] = /characters\[\] = "([^"]+)"/.exec(read('firmware/unit/segments.c')) ?? [];
  t.truthy(characters);
  const printable = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at));
  const shown = printable.filter((character) => character === ' ' || characters!.includes(character));
  t.deepEqual(shown.toSorted(), printable.filter(canShow).toSorted());
});
