import { answerMsMax, type Master, pictureRegisters, setSilence } from './master.ts';
import type { UnitKey, UnitPicture } from './port.ts';
import { type Counted, keysSince, pressesSince } from './presses.ts';
import { holding, input, kinds, lastKeysKept, unitKeys } from './registers.ts';

/**
 * Answers missed in a row after which a device is away. With the pauses between them (`retryMs`) it is told within 2.5 s
 * of its last answer, the port allows 5 s (F13).
 */
export const missedMax = 4;
const retryMsMin = 200;
const retryMsMax = 2_000;

const unitReadLength = input.presses + unitKeys.length;
const keypadReadLength = input.lastKeys + lastKeysKept;

/** A device on the bus as the poll sees it. */
export type Device = {
  /** Steady milliseconds from which it may be asked again. */
  readonly dueMs: number;
  /** True when it has something to show that it does not show yet. */
  readonly dirty: boolean;
  /** Asks and tells it once; a missing or wrong answer is counted. Never rejects. */
  poll(master: Master | null, nowMs: number): Promise<void>;
};

type Presence = (present: boolean) => void;

/** Counts missed answers; a first success or the last allowed miss is told. */
function attendance(onPresence: Presence) {
  let missed = 0;
  let present: boolean | null = null;
  let dueMs = 0;
  const tell = (now: boolean) => {
    if (now === present) return;
    present = now;
    onPresence(now);
  };
  return {
    dueMs: () => dueMs,
    present: () => present,
    answered() {
      missed = 0;
      dueMs = 0;
      tell(true);
    },
    /** True when this miss makes it away. */
    missed(nowMs: number): boolean {
      missed += 1;
      dueMs = nowMs + Math.min(retryMsMax, retryMsMin * 2 ** (missed - 1));
      if (missed < missedMax) return false;
      tell(false);
      return true;
    },
  };
}

async function read(master: Master | null, address: number, kind: number, length: number): Promise<number[]> {
  if (master === null || !master.isOpen) throw new Error('the bus is not open');
  master.setID(address);
  master.setTimeout(answerMsMax);
  const { data } = await master.readInputRegisters(0, length);
  if (data[input.kind] !== kind) throw new Error(`address ${address} is of kind ${data[input.kind]}, not ${kind}`);
  return data;
}

export type UnitDevice = Device & {
  show(picture: UnitPicture): void;
  beep(): void;
  present(): boolean | null;
};

/** Beeps that wait for a unit to sound them; more are not sounded. */
const beepsMax = 3;

/** A counter unit at its address on the bus, 1 to 247: reads its keys, writes display, lamp and beeps. A press is told once (F13). */
export function unitDevice(address: number, onPress: (key: UnitKey) => void, onPresence: Presence): UnitDevice {
  const here = attendance(onPresence);
  let last: Counted<readonly number[]> = null;
  let wanted: UnitPicture | null = null;
  let shown: UnitPicture | null = null;
  let beeps = 0;
  const forget = () => {
    last = null;
    shown = null;
    beeps = 0;
  };
  const write = async (master: Master) => {
    if (shown === null) await setSilence(master);
    const picture = wanted;
    if (picture !== null && !(shown !== null && samePicture(picture, shown))) {
      await master.writeRegisters(holding.display, pictureRegisters(picture));
      shown = picture;
    }
    const sounding = beeps;
    if (sounding > 0) await master.writeRegister(holding.beeps, sounding);
    beeps -= sounding;
  };
  const poll = async (master: Master | null, nowMs: number) => {
    try {
      const data = await read(master, address, kinds.unit, unitReadLength);
      const boots = data[input.boots]!;
      // A unit that booted has forgotten its picture.
      if (last !== null && last.boots !== boots) shown = null;
      const counted = pressesSince(last, boots, data.slice(input.presses, input.presses + unitKeys.length));
      last = counted.last;
      here.answered();
      counted.presses.forEach((times, index) => {
        for (let press = 0; press < times; press += 1) onPress(unitKeys[index]!);
      });
      await write(master!);
    } catch {
      if (here.missed(nowMs)) forget();
    }
  };
  return {
    get dueMs() {
      return here.dueMs();
    },
    get dirty() {
      return here.present() === true && (beeps > 0 || (wanted !== null && (shown === null || !samePicture(wanted, shown))));
    },
    poll,
    show: (picture) => {
      wanted = picture;
    },
    beep: () => {
      if (here.present() === true) beeps = Math.min(beepsMax, beeps + 1);
    },
    present: here.present,
  };
}

export function keypadDevice(address: number, onKeys: (keys: string) => void): Device {
  const here = attendance(() => {});
  let last: Counted<number> = null;
  return {
    get dueMs() {
      return here.dueMs();
    },
    dirty: false,
    poll: async (master, nowMs) => {
      try {
        const data = await read(master, address, kinds.keypad, keypadReadLength);
        const newest = data.slice(input.lastKeys, input.lastKeys + lastKeysKept);
        const counted = keysSince(last, data[input.boots]!, data[input.keyCount]!, newest);
        last = counted.last;
        here.answered();
        if (counted.keys !== '') onKeys(counted.keys);
      } catch {
        if (here.missed(nowMs)) last = null;
      }
    },
  };
}

const samePicture = (a: UnitPicture, b: UnitPicture) => a.display === b.display && a.blink === b.blink && a.lamp === b.lamp;
