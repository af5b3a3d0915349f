import test from 'ava';
import type { Key, Keypad } from '../../edge/keypad/port.ts';

/** A keypad to try; `type` ends when the keys have been noticed. */
export type KeypadAtHand = { readonly keypad: Keypad; type(keys: string): Promise<void> };

/** What every keypad promises. */
export function keypadSuite(name: string, within: (use: (at: KeypadAtHand) => Promise<void>) => Promise<void>) {
  test(`${name}: every key is told once, in the order typed`, async (t) => {
    await within(async ({ keypad, type }) => {
      const keys: Key[] = [];
      keypad.onKey((key) => keys.push(key));
      await type('1234#');
      await type('*99');
      t.is(keys.join(''), '1234#*99');
    });
  });

  test(`${name}: what is no key of ours is never told (F12)`, async (t) => {
    await within(async ({ keypad, type }) => {
      const keys: Key[] = [];
      keypad.onKey((key) => keys.push(key));
      await type('x1 ');
      t.deepEqual(keys, ['1']);
    });
  });
}
