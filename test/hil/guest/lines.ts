import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** The GPIO lines of a Pi with fingers on them: buttons pull their line to ground. */
export type Lines = {
  hold(line: number): void;
  release(line: number): void;
  /** A press as a button makes it: some bounces, a while down, some bounces. */
  press(line: number): Promise<void>;
  /** What stands on an output. */
  level(line: number): number;
};

/** As the chip of a Pi 4 calls itself. */
export const chip = 'pinctrl-bcm2711';
const lineCount = 58;
const bounceMs = 3;
/** A slow finger: onoff dates no edges, and an emulated processor may not look for most of a second. */
const downMs = 1_000;

/** Makes the chip with all its lines high, as pulled-up buttons leave them. */
export function gpioLines(): Lines {
  const bank = '/sys/kernel/config/gpio-sim/pi/bank0';
  mkdirSync(bank, { recursive: true });
  writeFileSync(join(bank, 'num_lines'), String(lineCount));
  writeFileSync(join(bank, 'label'), chip);
  writeFileSync(join(bank, '../live'), '1');
  const [lines] = globSync('/sys/devices/platform/gpio-sim.0/gpiochip*/sim_gpio0').map((path) => join(path, '..'));
  if (lines === undefined) throw new Error('gpio-sim made no lines');
  const pull = (line: number, level: 'pull-up' | 'pull-down'): void => writeFileSync(join(lines, `sim_gpio${line}`, 'pull'), level);
  for (let line = 0; line < lineCount; line += 1) pull(line, 'pull-up');
  const bounce = async (line: number, end: 'pull-up' | 'pull-down'): Promise<void> => {
    for (const level of [end, end === 'pull-up' ? 'pull-down' : 'pull-up', end] as const) {
      pull(line, level);
      await pause(bounceMs);
    }
  };
  return {
    hold: (line) => pull(line, 'pull-down'),
    release: (line) => pull(line, 'pull-up'),
    async press(line) {
      await bounce(line, 'pull-down');
      await pause(downMs);
      await bounce(line, 'pull-up');
    },
    level: (line) => Number(readFileSync(join(lines, `sim_gpio${line}`, 'value'), 'utf8')),
  };
}
