import type { Key, Keypad } from './port.ts';

/** `press` types the keys one by one; characters that are no keys of ours do nothing, as noise would (F12). */
export type SimulatedKeypad = Keypad & { press(keys: string): void };

export function simulatedKeypad(): SimulatedKeypad {
  const listeners: ((key: Key) => void)[] = [];
  return {
    onKey: (listener) => void listeners.push(listener),
    close: async () => {},
    press: (keys) => {
      for (const key of keys) if (isKey(key)) for (const listener of listeners) listener(key);
    },
  };
}

const isKey = (character: string): character is Key => /^[0-9#*]$/.test(character);
