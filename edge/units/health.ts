import type { DeviceFault, DeviceHealth, UnitKey } from './port.ts';
import { faultBits, input, unitKeys } from './registers.ts';

const faultWords: readonly (readonly [bit: number, fault: DeviceFault])[] = [
  [faultBits.keyStuck, 'key-stuck'],
  [faultBits.eeprom, 'eeprom'],
  [faultBits.watchdog, 'watchdog'],
];

/** Health of a device that never answered. */
export const healthUnknown = (device: string, counter: number | null, address: number | null): DeviceHealth => ({
  device,
  counter,
  address,
  present: null,
  trouble: null,
  missed: 0,
  version: null,
  boots: 0,
  uptimeSeconds: 0,
  faults: [],
  goodFrames: 0,
  badFrames: 0,
  longPresses: null,
});

/** What input registers read from 0 on tell; long presses are a unit's alone. */
export function healthIn(before: DeviceHealth, registers: readonly number[]): DeviceHealth {
  const at = (register: number) => registers[register] ?? 0;
  return {
    ...before,
    version: `${at(input.version) >> 8}.${at(input.version) & 0xff}`,
    boots: at(input.boots),
    uptimeSeconds: at(input.uptime),
    faults: faultWords.filter(([bit]) => (at(input.faults) & bit) !== 0).map(([, fault]) => fault),
    goodFrames: at(input.goodFrames),
    badFrames: at(input.badFrames),
    longPresses: before.counter === null ? null : longPressesIn(registers),
  };
}

const longPressesIn = (registers: readonly number[]): Readonly<Record<UnitKey, number>> => ({
  next: registers[input.longPresses + unitKeys.indexOf('next')] ?? 0,
  recall: registers[input.longPresses + unitKeys.indexOf('recall')] ?? 0,
  noShow: registers[input.longPresses + unitKeys.indexOf('noShow')] ?? 0,
  pause: registers[input.longPresses + unitKeys.indexOf('pause')] ?? 0,
});

/** True if somebody should look again: presence, boots or faults differ. Uptime and frames grow all the time. */
export const healthTurned = (before: DeviceHealth, now: DeviceHealth): boolean =>
  before.present !== now.present || before.boots !== now.boots || before.faults.join() !== now.faults.join();
