import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

/** A keypad on the bus, run by its own firmware, and the fingers on it. */
export type Keypad = {
  type(keys: string): Promise<void>;
  powerOff(): Promise<void>;
};

export const keypadAddress = 32;
/** Slow fingers: an emulated processor may not look for a while. */
const downMs = 300;
const upMs = 300;

/** Runs the keypad's firmware as it is built for this machine on the two wires of the bus. */
export function keypadOn(wires: string): Keypad {
  const firmware = spawn('firmware/build/host/keypad', [wires, '--address', String(keypadAddress), '--eeprom', '/tmp/keypad.eeprom'], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  return {
    async type(keys) {
      for (const key of keys) {
        firmware.stdin.write(`hold ${key} ${downMs}\n`);
        await pause(downMs + upMs);
      }
    },
    async powerOff() {
      if (firmware.exitCode !== null || firmware.signalCode !== null) return;
      const ended = once(firmware, 'exit');
      firmware.kill('SIGKILL');
      await ended;
    },
  };
}
