import { type SimulatedButtons, simulatedButtons } from '../../edge/buttons/simulated.ts';
import type { SlipView } from '../../edge/core/views/slip.ts';
import { type SimulatedKeypad, simulatedKeypad } from '../../edge/keypad/simulated.ts';
import type { Printer, PrinterState, PrintOutcome } from '../../edge/printer/port.ts';
import { type SimulatedUnits, simulatedUnits } from '../../edge/units/simulated.ts';
import type { Random } from './random.ts';
import type { Schedule } from './schedule.ts';

/** The things in the hall as they are, whether or not a daemon looks at them. */
export type Hall = {
  printer: PrinterState;
  /** The next slip is torn by a loss of power in its middle (F9). */
  slipTears: boolean;
  readonly lostUnits: Set<number>;
  readonly stuckButtons: Set<string>;
  /** Buttons whose contacts bounce longer than any driver waits: each press comes several times (F11). */
  readonly bouncingButtons: Set<string>;
};

export const hall = (): Hall => ({
  printer: 'ok',
  slipTears: false,
  lostUnits: new Set(),
  stuckButtons: new Set(),
  bouncingButtons: new Set(),
});

export type Devices = {
  readonly buttons: SimulatedButtons;
  readonly keypad: SimulatedKeypad;
  readonly units: SimulatedUnits;
  readonly printer: Printer & { setState(state: PrinterState): void };
};

type Parts = {
  readonly schedule: Schedule;
  readonly random: Random;
  readonly hall: Hall;
  readonly buttonIds: readonly string[];
  readonly counters: readonly number[];
  /** Asked before each slip: false when the machine's power is gone and nobody waits for the outcome. */
  readonly alive: () => boolean;
  /** A slip came out of the slot, whole or torn. */
  readonly onPaper: (slip: SlipView, outcome: PrintOutcome) => void;
};

/** The devices as a daemon that starts finds them. */
export function devices(parts: Parts): Devices {
  const units = simulatedUnits(parts.counters);
  for (const counter of parts.hall.lostUnits) units.lose(counter);
  return { buttons: simulatedButtons(parts.buttonIds), keypad: simulatedKeypad(), units, printer: slowPrinter(parts) };
}

/** A printer that takes its time, one slip after the other. */
function slowPrinter({ schedule, random, hall, alive, onPaper }: Parts): Devices['printer'] {
  const listeners: ((state: PrinterState) => void)[] = [];
  let busyUntil = 0;
  const setState = (state: PrinterState): void => {
    if (hall.printer === state) return;
    hall.printer = state;
    if (alive()) for (const listener of listeners) listener(state);
  };
  return {
    print: (slip) =>
      new Promise((resolve) => {
        if (!alive()) return;
        busyUntil = Math.max(busyUntil, schedule.now()) + random.between(900, 2_500);
        schedule.at(busyUntil, () => {
          if (!alive()) return;
          if (hall.printer !== 'ok' && hall.printer !== 'near-end') return resolve(hall.printer === 'error' ? 'offline' : hall.printer);
          const outcome = hall.slipTears ? 'unknown' : 'printed';
          hall.slipTears = false;
          onPaper(slip, outcome);
          resolve(outcome);
          if (outcome === 'unknown') setState('offline');
        });
      }),
    state: () => hall.printer,
    onChange: (listener) => void listeners.push(listener),
    close: async () => undefined,
    setState,
  };
}
