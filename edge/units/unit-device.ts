import { acquaintance, addressed, type Device, readWhole } from './device.ts';
import { type Master, pictureRegisters, setSilence } from './master.ts';
import type { UnitKey, UnitPicture } from './port.ts';
import { type Counted, pressesSince } from './presses.ts';
import { holding, input, kinds, unitKeys } from './registers.ts';

export type UnitDevice = Device & {
  show(picture: UnitPicture): void;
  beep(): void;
  present(): boolean | null;
};

/** Beeps that wait for a unit to sound them; more are not sounded. */
const beepsMax = 3;
const lastInput = input.longPresses + unitKeys.length - 1;

/**
 * A counter unit at its address on the bus, 1 to 247: reads its keys, writes display, lamp and beeps. A press is told once (F13): it
 * comes from readings that hold the boots beside the counts; the short readings in between only tell that one is due.
 */
export function unitDevice(options: {
  readonly address: number;
  readonly counter: number;
  readonly onPress: (key: UnitKey) => void;
  readonly onPresence: (present: boolean) => void;
  readonly onHealth: () => void;
}): UnitDevice {
  const { address, counter, onPress } = options;
  const known = acquaintance({ ...options, device: `unit ${counter}` });
  let last: Counted<readonly number[]> = null;
  let wanted: UnitPicture | null = null;
  let shown: UnitPicture | null = null;
  let beeps = 0;
  let awaited = false;
  const isShown = () => wanted === null || (shown !== null && samePicture(wanted, shown));

  const readPresses = async (master: Master, nowMs: number) => {
    const data = await readWhole(master, address, kinds.unit, lastInput);
    const boots = data[input.boots]!;
    // A unit that booted has forgotten its picture.
    if (last !== null && last.boots !== boots) shown = null;
    const counted = pressesSince(last, boots, data.slice(input.presses, input.presses + unitKeys.length));
    last = counted.last;
    known.toldAll(data, nowMs);
    awaited = counted.presses.some((times) => times > 0);
    counted.presses.forEach((times, index) => {
      for (let press = 0; press < times; press += 1) onPress(unitKeys[index]!);
    });
  };
  const hasPressed = async (master: Master) => {
    const { data } = await master.readInputRegisters(input.presses, unitKeys.length);
    return last === null || last.count.some((count, key) => data[key] !== count);
  };
  const write = async (master: Master) => {
    if (shown === null) await setSilence(master);
    const picture = wanted;
    if (picture !== null && !isShown()) {
      await master.writeRegisters(holding.display, pictureRegisters(picture));
      shown = picture;
      awaited = false;
    }
    const sounding = beeps;
    if (sounding > 0) await master.writeRegister(holding.beeps, sounding);
    beeps -= sounding;
  };
  const forget = () => {
    last = null;
    awaited = false;
    shown = null;
    beeps = 0;
  };
  return {
    get dueMs() {
      return known.dueMs();
    },
    get dirty() {
      return known.present() === true && (beeps > 0 || !isShown());
    },
    get awaited() {
      return awaited;
    },
    get health() {
      return known.health();
    },
    poll: async (line, nowMs) => {
      try {
        const master = addressed(line, address);
        // By its next turn whoever pressed has an answer, or there is none.
        if (isShown()) awaited = false;
        if (last === null || known.wantsWhole(nowMs)) await readPresses(master, nowMs);
        // A new picture does not wait for a look; the look comes in the unit's turn.
        else if (isShown() && (await hasPressed(master))) await readPresses(master, nowMs);
        await write(master);
        known.answered();
      } catch (trouble) {
        if (known.missed(nowMs, trouble)) forget();
      }
    },
    show: (picture) => {
      wanted = picture;
    },
    beep: () => {
      if (known.present() === true) beeps = Math.min(beepsMax, beeps + 1);
    },
    present: known.present,
  };
}

const samePicture = (a: UnitPicture, b: UnitPicture) => a.display === b.display && a.blink === b.blink && a.lamp === b.lamp;
