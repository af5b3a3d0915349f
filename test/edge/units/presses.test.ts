import test from 'ava';
import fc from 'fast-check';
import { keysSince, pressesMax, pressesSince } from '../../../edge/units/presses.ts';

const ascii = (keys: string) => [...Buffer.from(keys, 'ascii')];

for (const [title, last, boots, counts, presses] of [
  ['a first reading presses nothing', null, 7, [5, 0, 0, 1], [0, 0, 0, 0]],
  ['the same reading again presses nothing (F13)', [7, [5, 0, 0, 1]], 7, [5, 0, 0, 1], [0, 0, 0, 0]],
  ['a count grown by one is one press', [7, [5, 0, 0, 1]], 7, [6, 0, 0, 1], [1, 0, 0, 0]],
  ['presses between two readings are all told', [7, [5, 0, 0, 1]], 7, [7, 1, 0, 1], [2, 1, 0, 0]],
  ['a count that wraps goes on', [7, [65_535, 0, 0, 0]], 7, [1, 0, 0, 0], [2, 0, 0, 0]],
  ['after a reboot nothing is pressed (F13)', [7, [5, 0, 0, 1]], 8, [0, 0, 0, 0], [0, 0, 0, 0]],
  ['after a reboot not even what was pressed since', [7, [0, 0, 0, 0]], 8, [1, 0, 0, 0], [0, 0, 0, 0]],
  ['a count that jumps is noise, and no key of that reading is believed (F12)', [7, [5, 0, 0, 1]], 7, [600, 1, 0, 1], [0, 0, 0, 0]],
  ['a count that falls is noise (F12)', [7, [5, 0, 0, 1]], 7, [4, 0, 0, 1], [0, 0, 0, 0]],
] as const)
  test(title, (t) => {
    const before = last === null ? null : { boots: last[0], count: last[1] };
    const step = pressesSince(before, boots, counts);
    t.deepEqual(step.presses, presses);
    t.deepEqual(step.last, { boots, count: counts });
  });

test('whatever readings get lost or come twice, the presses told add up to those made (F13)', (t) => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 65_535 }),
      fc.array(fc.integer({ min: 0, max: pressesMax }), { maxLength: 40 }),
      (start, steps) => {
        let count = start;
        let told = 0;
        let last = pressesSince(null, 1, [start]).last;
        for (const made of steps) {
          count = (count + made) & 0xffff;
          for (const _ of ['heard', 'heard twice']) {
            const step = pressesSince(last, 1, [count]);
            last = step.last;
            told += step.presses[0]!;
          }
        }
        return told === steps.reduce((sum, made) => sum + made, 0);
      },
    ),
  );
  t.pass();
});

for (const [title, last, boots, count, newestFirst, keys] of [
  ['a first reading types nothing', null, 1, 4, '4321', ''],
  ['the same reading again types nothing', [1, 4], 1, 4, '4321', ''],
  ['new keys come in the order typed', [1, 4], 1, 7, '#87654321', '78#'],
  ['eight keys at once are all there', [1, 0], 1, 8, '87654321', '12345678'],
  ['of more keys than are kept none is told, for a PIN with a hole is another PIN (F12)', [1, 0], 1, 9, '98765432', ''],
  ['a key that is none makes the reading noise (F12)', [1, 0], 1, 3, '3x1', ''],
  ['a reboot types nothing', [1, 4], 2, 1, '1', ''],
  ['a count that wraps goes on', [1, 65_535], 1, 1, '21', '12'],
] as const)
  test(`keypad: ${title}`, (t) => {
    const before = last === null ? null : { boots: last[0], count: last[1] };
    t.is(keysSince(before, boots, count, ascii(newestFirst)).keys, keys);
  });
