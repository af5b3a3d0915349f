/** A key of the kiosk's keypad: a digit, `#` for OK, `*` for C. */
export type Key = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '#' | '*';

/** The keypad beside the screen. Noise on its line never makes a key (F12). */
export type Keypad = {
  onKey(listener: (key: Key) => void): void;
  close(): Promise<void>;
};
