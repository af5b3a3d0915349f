import { acquaintance, addressed, type Device, readWhole } from './device.ts';
import type { Master } from './master.ts';
import { type Counted, keysSince } from './presses.ts';
import { input, kinds, lastKeysKept } from './registers.ts';

const lastInput = input.lastKeys + lastKeysKept - 1;

/** The keypad at its address on the bus, 1 to 247: asks for its count, and reads its keys when the count has moved. */
export function keypadDevice(options: {
  readonly address: number;
  readonly onKeys: (keys: string) => void;
  readonly onHealth: () => void;
}): Device {
  const { address, onKeys, onHealth } = options;
  const known = acquaintance({ address, device: 'keypad', counter: null, onPresence: () => {}, onHealth });
  let last: Counted<number> = null;

  const readKeys = async (master: Master, nowMs: number) => {
    const data = await readWhole(master, address, kinds.keypad, lastInput);
    const counted = keysSince(last, data[input.boots]!, data[input.keyCount]!, data.slice(input.lastKeys));
    last = counted.last;
    known.toldAll(data, nowMs);
    if (counted.keys !== '') onKeys(counted.keys);
  };
  const hasTyped = async (master: Master) => {
    const { data } = await master.readInputRegisters(input.keyCount, 1);
    return data[0] !== last?.count;
  };
  return {
    get dueMs() {
      return known.dueMs();
    },
    dirty: false,
    awaited: false,
    get health() {
      return known.health();
    },
    poll: async (line, nowMs) => {
      try {
        const master = addressed(line, address);
        if (last === null || known.wantsWhole(nowMs) || (await hasTyped(master))) await readKeys(master, nowMs);
        known.answered();
      } catch (trouble) {
        if (known.missed(nowMs, trouble)) last = null;
      }
    },
  };
}
