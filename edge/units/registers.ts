/**
 * The registers of counter units and keypads on the bus, Modbus RTU. firmware/unit/registers.h says the same, and a test compares the
 * two; both are fixed: a device in the field may be older or newer than the office.
 */
export const input = {
  /** 1 counter unit, 2 keypad. */
  kind: 0,
  /** Firmware version, major x 256 + minor. */
  version: 1,
  /** Boots, from EEPROM. */
  boots: 2,
  /** Uptime, seconds, low 16 bits. */
  uptime: 3,
  /** Bits of `faultBits`. */
  faults: 4,
  /** Sound frames heard, whoever they were for. */
  goodFrames: 5,
  /** Frames heard with damage. */
  badFrames: 6,
  /** Unit: presses of next, recall, noShow, pause, 16-bit, wrapping; one register each. */
  presses: 16,
  /** Unit: presses over 800 ms of the same keys. */
  longPresses: 20,
  /** Keypad: keys pressed since boot, 16-bit, wrapping. */
  keyCount: 16,
  /** Keypad: the last eight keys, newest first, ASCII; one register each. */
  lastKeys: 17,
} as const;

export const holding = {
  /** Four characters in two registers, high byte first. */
  display: 0,
  blink: 2,
  lamp: 3,
  /** Beeps to sound, counts down. */
  beeps: 4,
  /** Seconds without a master after which the display shows `----`; 0 never. */
  masterSilence: 5,
  /** 1 to 247, kept in EEPROM, written only after 0xA5A5 to `unlock`. */
  address: 6,
  unlock: 7,
} as const;

export const kinds = { unit: 1, keypad: 2 } as const;
/** Bits of `input.faults`. */
export const faultBits = { keyStuck: 0x01, eeprom: 0x02, watchdog: 0x04 } as const;
/** In the order of the press registers. */
export const unitKeys = ['next', 'recall', 'noShow', 'pause'] as const;
export const lastKeysKept = 8;
export const blinks = { steady: 0, slow: 1, fast: 2 } as const;
export const lamps = { off: 0, on: 1, blink: 2 } as const;
/** A press held for longer counts as a long press too. */
export const longPressMs = 800;
export const unlockWord = 0xa5a5;
export const addressMax = 247;
/** Where a device with a blank EEPROM answers. */
export const blankAddress = { unit: 1, keypad: 32 } as const;
