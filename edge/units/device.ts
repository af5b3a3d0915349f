import { healthIn, healthTurned, healthUnknown } from './health.ts';
import { type Master, wordsOf } from './master.ts';
import type { DeviceHealth } from './port.ts';
import { input } from './registers.ts';

/**
 * Answers missed in a row after which a device is away. With the pauses between them (`retryMs`) it is told within 2.5 s
 * of its last answer, the port allows 5 s (F13).
 */
export const missedMax = 4;
const retryMsMin = 200;
const retryMsMax = 2_000;

/** A device is read as a whole at least this often: its health, and whether it booted. In between its counts are enough. */
export const wholeEveryMs = 2_000;

const wholePlaces = 8;

/** A device on the bus as the poll sees it. */
export type Device = {
  /** Steady milliseconds from which it may be asked again. */
  readonly dueMs: number;
  /** True when it has something to show that it does not show yet. */
  readonly dirty: boolean;
  /** True when it has just told a press, and somebody before it waits for what it will show. */
  readonly awaited: boolean;
  readonly health: DeviceHealth;
  /** Asks and tells it once; a missing or wrong answer is counted. Never rejects. */
  poll(master: Master | null, nowMs: number): Promise<void>;
};

/** What becomes known of a device between polls: whether it answers, and what it last told about itself. */
export type Acquaintance = {
  readonly dueMs: () => number;
  readonly health: () => DeviceHealth;
  /** True or false once it answered or missed its last chance; `null` before. */
  readonly present: () => boolean | null;
  /** True when only reading all of it will do. */
  readonly wantsWhole: (nowMs: number) => boolean;
  readonly toldAll: (registers: readonly number[], nowMs: number) => void;
  readonly answered: () => void;
  /** Given what went wrong; true when this miss makes it away. */
  readonly missed: (nowMs: number, trouble: unknown) => boolean;
};

/** `onPresence` is told a first answer, the last allowed miss and every change after, `onHealth` when somebody should look again. */
export function acquaintance(options: {
  readonly device: string;
  readonly counter: number | null;
  readonly address: number;
  readonly onPresence: (present: boolean) => void;
  readonly onHealth: () => void;
}): Acquaintance {
  let health = healthUnknown(options.device, options.counter, options.address);
  let missed = 0;
  let present: boolean | null = null;
  let dueMs = 0;
  let wholeDueMs = 0;
  const learn = (now: DeviceHealth) => {
    const turned = healthTurned(health, now);
    health = now;
    if (turned) options.onHealth();
  };
  const tell = (now: boolean) => {
    if (now === present) return;
    present = now;
    options.onPresence(now);
    learn({ ...health, present: now });
  };
  return {
    dueMs: () => dueMs,
    health: () => health,
    present: () => present,
    wantsWhole: (nowMs) => nowMs >= wholeDueMs,
    toldAll: (registers, nowMs) => {
      // Not all in one turn of the poll: a press would have to wait for all of them.
      const early = wholeDueMs === 0 ? (options.address % wholePlaces) * (wholeEveryMs / wholePlaces) : 0;
      wholeDueMs = nowMs + wholeEveryMs - early;
      learn(healthIn(health, registers));
    },
    answered: () => {
      missed = 0;
      dueMs = 0;
      if (health.trouble !== null) health = { ...health, trouble: null };
      tell(true);
    },
    missed: (nowMs, trouble) => {
      missed += 1;
      wholeDueMs = 0;
      health = { ...health, missed: health.missed + 1, trouble: wordsOf(trouble) };
      dueMs = nowMs + Math.min(retryMsMax, retryMsMin * 2 ** (missed - 1));
      if (missed < missedMax) return false;
      tell(false);
      return true;
    },
  };
}

/** Turns to the device at this address. Throws when there is no line. */
export function addressed(master: Master | null, address: number): Master {
  if (master === null || !master.isOpen) throw new Error('the bus is not open');
  master.setID(address);
  return master;
}

/** All input registers of a device up to `last`. Rejects when it is none of this kind. */
export async function readWhole(master: Master, address: number, kind: number, last: number): Promise<readonly number[]> {
  const { data } = await master.readInputRegisters(0, last + 1);
  if (data[input.kind] !== kind) throw new Error(`address ${address} is of kind ${data[input.kind]}, not ${kind}`);
  return data;
}
