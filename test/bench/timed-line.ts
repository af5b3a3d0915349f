import { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import modbus from 'modbus-serial';
import type { Master } from '../../edge/units/master.ts';
import type { UnitKey } from '../../edge/units/port.ts';
import { simulatedDevice } from '../edge/units/simulated-bus.ts';

/** Units on one RS-485 line on which every byte takes its time: 19,200 baud, 11 bits a character. */
export type TimedLine = {
  connect(): Promise<Master>;
  /** A finger on a key; resolves, with the time, when the unit's display has changed. Rejects with words when it does not. */
  press(unit: number, key: UnitKey): Promise<number>;
  /** Times at which this unit was asked for its counts. */
  asked(unit: number): readonly number[];
};

const characterMs = (11 * 1_000) / 19_200;
/** The unit knows the end of a request by 3.5 characters of quiet. [MODBUS-RTU 2.5.1.1] */
const quietMs = 3.5 * characterMs;
/** A USB adapter gives on what it has once a millisecond. */
const adapterMs = 1;
/** Before a press counts, the contacts have to stand still: KEY_LOOKS of the firmware. */
const debounceMs = 10;
const pressMsMax = 5_000;

export function timedLine(units: number): TimedLine {
  const devices = new Map(Array.from({ length: units }, (_, index) => [index + 1, simulatedDevice(index + 1, 'unit')] as const));
  const askedAt = new Map<number, number[]>(Array.from(devices.keys(), (unit) => [unit, []]));
  const changed = new EventEmitter();
  const answerTo = async (request: Buffer): Promise<Buffer | null> => {
    await pause(Math.ceil(request.length * characterMs + quietMs));
    const [unit, func] = [request[0]!, request[1]!];
    const one = devices.get(unit);
    if (func === 4) askedAt.get(unit)?.push(performance.now());
    const before = one?.device.picture().display;
    const answer = one?.hear(request) ?? null;
    if (one?.device.picture().display !== before) changed.emit(`${unit}`, performance.now());
    if (answer !== null) await pause(Math.ceil(answer.length * characterMs + adapterMs));
    return answer;
  };
  return {
    connect: async () => {
      const master = new modbus.default(portOver(answerTo));
      await new Promise<void>((resolve) => master.open(() => resolve()));
      return master;
    },
    press: async (unit, key) => {
      const shown = new Promise<number>((resolve, reject) => {
        const gaveUp = setTimeout(() => reject(new Error(`unit ${unit} showed nothing new within ${pressMsMax} ms`)), pressMsMax);
        changed.once(`${unit}`, (at: number) => {
          clearTimeout(gaveUp);
          resolve(at);
        });
      });
      await pause(debounceMs);
      devices.get(unit)!.device.press(key);
      return shown;
    },
    asked: (unit) => askedAt.get(unit)!,
  };
}

/** As modbus-serial wants a port to be. */
function portOver(answerTo: (request: Buffer) => Promise<Buffer | null>) {
  const port = new EventEmitter();
  return Object.assign(port, {
    isOpen: true,
    open: (done: (error: null) => void) => done(null),
    write: (request: Buffer) =>
      void answerTo(request).then((answer) => {
        if (answer !== null) port.emit('data', answer);
      }),
    close: (done: () => void) => done(),
    destroy: () => undefined,
  });
}
