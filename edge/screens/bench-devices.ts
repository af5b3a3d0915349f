import type { PrintedSlip } from '../printer/port.ts';
import type { Bench } from './port.ts';

/** The simulated devices as far as the bench handles them. */
type Devices = {
  readonly ids: readonly string[];
  readonly buttons: { press(id: string): boolean };
  readonly keypad: { press(keys: string): void };
  readonly units: {
    press(counter: number, key: Parameters<Bench['pressUnit']>[1]): boolean;
    picture(counter: number): ReturnType<Bench['unit']>;
    lose(counter: number): void;
    return(counter: number): void;
    isPresent(counter: number): boolean | null;
    onChange(listener: () => void): void;
  };
  readonly printer: {
    slips(): readonly PrintedSlip[];
    state(): string;
    setState(state: Parameters<Bench['setPrinter']>[0]): void;
    onSlip(listener: () => void): void;
    onChange(listener: () => void): void;
  };
};

/** What is no device, but may be handled too: the cable to the cloud and the clock. */
export type BenchHands = Pick<Bench, 'cut' | 'setCut' | 'clockRate' | 'setClockRate' | 'turnClockAhead'>;

/** Puts the simulated devices on the bench. */
export function simulatedBench({ ids, buttons, keypad, units, printer }: Devices, hands: BenchHands): Bench {
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  units.onChange(changed);
  printer.onSlip(changed);
  printer.onChange(changed);
  return {
    buttons: ids,
    pressButton: buttons.press,
    pressKeys: keypad.press,
    pressUnit: units.press,
    unit: units.picture,
    slips: printer.slips,
    setPrinter: printer.setState,
    printerState: printer.state,
    ...hands,
    setUnitPlugged(counter, plugged) {
      if (units.isPresent(counter) === null) return false;
      if (plugged) units.return(counter);
      else units.lose(counter);
      return true;
    },
    isUnitPlugged: (counter) => units.isPresent(counter) === true,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
