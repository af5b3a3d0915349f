import { healthUnknown } from './health.ts';
import type { DeviceFault, UnitKey, UnitPicture, Units } from './port.ts';

/** Call units without hardware. What concerns a counter without a unit does nothing and answers `false` or `null`. */
export type SimulatedUnits = Units & {
  /** False when the press cannot reach the office: the unit is lost or there is none. */
  press(counter: number, key: UnitKey): boolean;
  /** What the unit shows now: `----` while it hears no master, as register 5 has it. */
  picture(counter: number): UnitPicture | null;
  /** Beeps sounded since the start. */
  beeps(counter: number): number;
  lose(counter: number): void;
  /** Whether it is there; `null` for a counter without a unit. */
  isPresent(counter: number): boolean | null;
  return(counter: number): void;
  /** The unit finds these faults in itself. */
  ail(counter: number, faults: readonly DeviceFault[]): void;
  /** Called after every change of a picture or of presence. */
  onChange(listener: () => void): void;
};

export function simulatedUnits(counters: readonly number[]): SimulatedUnits {
  const units = new Map(
    counters.map((counter) => [counter, { present: true, wanted: noMaster, shown: noMaster, beeps: 0, faults: noFaults }]),
  );
  const pressed: ((counter: number, key: UnitKey) => void)[] = [];
  const presence: ((counter: number, present: boolean) => void)[] = [];
  const changed: (() => void)[] = [];
  const turned: (() => void)[] = [];
  const turns = () => {
    for (const listener of turned) listener();
  };
  const changes = () => {
    for (const listener of changed) listener();
  };
  const setPresent = (counter: number, present: boolean) => {
    const unit = units.get(counter);
    if (unit === undefined || unit.present === present) return;
    unit.present = present;
    unit.shown = present ? unit.wanted : noMaster;
    for (const listener of presence) listener(counter, present);
    turns();
    changes();
  };
  return {
    onPress: (listener) => void pressed.push(listener),
    onPresence: (listener) => {
      presence.push(listener);
      for (const [counter, unit] of units) listener(counter, unit.present);
    },
    show: (counter, picture) => {
      const unit = units.get(counter);
      if (unit === undefined) return;
      unit.wanted = picture;
      if (!unit.present || samePicture(unit.shown, picture)) return;
      unit.shown = picture;
      changes();
    },
    beep: (counter) => {
      const unit = units.get(counter);
      if (unit?.present === true) unit.beeps += 1;
    },
    health: () =>
      [...units].map(([counter, { present, faults }]) => ({
        ...healthUnknown(`unit ${counter}`, counter, null),
        version,
        boots: 1,
        present,
        faults,
      })),
    onHealth: (listener) => void turned.push(listener),
    close: async () => {},
    press: (counter, key) => {
      if (units.get(counter)?.present !== true) return false;
      for (const listener of pressed) listener(counter, key);
      return true;
    },
    picture: (counter) => units.get(counter)?.shown ?? null,
    beeps: (counter) => units.get(counter)?.beeps ?? 0,
    isPresent: (counter) => units.get(counter)?.present ?? null,
    lose: (counter) => setPresent(counter, false),
    return: (counter) => setPresent(counter, true),
    ail: (counter, faults) => {
      const unit = units.get(counter);
      if (unit === undefined) return;
      unit.faults = faults;
      turns();
    },
    onChange: (listener) => void changed.push(listener),
  };
}

const version = 'simulated';
const noFaults: readonly DeviceFault[] = [];
const noMaster: UnitPicture = { display: '----', blink: 'steady', lamp: 'off' };
const samePicture = (a: UnitPicture, b: UnitPicture) => a.display === b.display && a.blink === b.blink && a.lamp === b.lamp;
