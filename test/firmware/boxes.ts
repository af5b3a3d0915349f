import { blankEeprom, type Chip, chipWith, type Pin } from './atmega.ts';
import { type Wire, wireWith } from './wire.ts';

/** Keys as people find them on the boxes, each the pins that it joins. */
export const unitKeyPins: Readonly<Record<'next' | 'recall' | 'noShow' | 'pause', readonly Pin[]>> = {
  next: [['C', 0]],
  recall: [['C', 1]],
  noShow: [['C', 2]],
  pause: [['C', 3]],
};

const rows = ['123', '456', '789', '*0#'];
export const keypadKeyPins = (key: string): readonly Pin[] => {
  const row = rows.findIndex((keys) => keys.includes(key));
  return [
    ['C', row],
    ['D', 4 + rows[row]!.indexOf(key)],
  ];
};

export const lampPin: Pin = ['B', 0];
export const buzzerPin: Pin = ['B', 1];
export const driverPin: Pin = ['D', 2];

/** A press that every contact has bounced out of, and the pause after it, milliseconds. */
const pressMs = 30;

export function press(wire: Wire, chip: Chip, key: readonly Pin[], ms: number = pressMs): void {
  chip.hold([key]);
  wire.run(ms);
  chip.hold([]);
  wire.run(pressMs);
}

export const typeKeys = (wire: Wire, chip: Chip, keys: string): void => {
  for (const key of keys) press(wire, chip, keypadKeyPins(key));
};

/** EEPROM of a device that was given this address. */
export function eepromAt(address: number): Uint8Array {
  const eeprom = blankEeprom();
  eeprom[0] = address;
  eeprom[1] = ~address & 0xff;
  return eeprom;
}

/** How often the buzzer sounded since this was called. */
export function beepsOf(chip: Chip): () => number {
  let beeps = 0;
  chip.onLevel(buzzerPin, (high) => {
    if (high) beeps += 1;
  });
  return () => beeps;
}

/** A counter unit with a blank EEPROM, alone on its line, started and with a master of modbus-serial. */
export async function unitAlone(eeprom: Uint8Array = blankEeprom()) {
  const chip = chipWith('counter-unit', eeprom);
  const wire = wireWith([chip]);
  wire.run(50);
  const master = await wire.master();
  master.setID(1);
  master.setTimeout(answerMsMax);
  return { chip, wire, master };
}

/** Of the machine that runs the chips, which may be busy: their own time is another one. */
const answerMsMax = 10_000;
