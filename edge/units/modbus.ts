import type { Clock } from '../clock/port.ts';
import type { Key, Keypad } from '../keypad/port.ts';
import type { Device } from './device.ts';
import { keypadDevice } from './keypad-device.ts';
import { answerMsUsual, type Master, serialMaster, wordsOf } from './master.ts';
import type { UnitKey, Units } from './port.ts';
import { unitDevice } from './unit-device.ts';

export const baudRateDefault = 19_200;
/** Quiet between two requests, milliseconds: Modbus asks for 3.5 characters, 2 ms at 19,200 baud. */
const quietMs = 5;
/** Pause before a line that could not be opened is tried again, milliseconds. */
const reopenMs = 1_000;

/**
 * The bus that the counter units and the keypad share: one master asks them in turn, a device with a new picture first, and of several
 * that one first where somebody has just pressed. The office starts without it: a line that is missing or breaks is opened again for as
 * long as it takes, its units are absent meanwhile, and `onTrouble` gets one line when it goes.
 */
export async function openBus(options: {
  readonly port: string;
  readonly baudRate?: number;
  /** Longest wait for an answer, milliseconds. */
  readonly answerMs?: number;
  readonly counters: Readonly<Record<string, { readonly address: number }>>;
  readonly keypad: { readonly address: number } | null;
  readonly clock: Clock;
  readonly onTrouble?: (line: string) => void;
  readonly connect?: () => Promise<Master>;
}): Promise<{ readonly units: Units; readonly keypad: Keypad }> {
  const { port, baudRate = baudRateDefault, answerMs = answerMsUsual, clock, onTrouble = () => {} } = options;
  const open = options.connect ?? (() => serialMaster(port, baudRate));
  const connect = async () => {
    const master = await open();
    master.setTimeout(answerMs);
    return master;
  };
  const pressed: ((counter: number, key: UnitKey) => void)[] = [];
  const presence: ((counter: number, present: boolean) => void)[] = [];
  const typed: ((key: Key) => void)[] = [];
  const turned: (() => void)[] = [];
  const onHealth = () => {
    for (const listener of turned) listener();
  };

  const units = new Map(
    Object.entries(options.counters).map(([name, { address }]) => {
      const counter = Number(name);
      const onPress = (key: UnitKey) => {
        for (const listener of pressed) listener(counter, key);
      };
      const onPresence = (present: boolean) => {
        for (const listener of presence) listener(counter, present);
      };
      return [counter, unitDevice({ address, counter, onPress, onPresence, onHealth })];
    }),
  );
  const onKeys = (keys: string) => {
    for (const key of keys) for (const listener of typed) listener(key as Key);
  };
  const pads = options.keypad === null ? [] : [keypadDevice({ ...options.keypad, onKeys, onHealth })];
  const devices: readonly Device[] = [...units.values(), ...pads];
  const stop = run(devices, connect, clock, (why) => onTrouble(`units.port ${port}: ${why}`));

  return {
    units: {
      onPress: (listener) => void pressed.push(listener),
      onPresence: (listener) => {
        presence.push(listener);
        for (const [counter, unit] of units) {
          const present = unit.present();
          if (present !== null) listener(counter, present);
        }
      },
      show: (counter, picture) => units.get(counter)?.show(picture),
      beep: (counter) => units.get(counter)?.beep(),
      health: () => devices.map(({ health }) => health),
      onHealth: (listener) => void turned.push(listener),
      close: stop,
    },
    keypad: { onKey: (listener) => void typed.push(listener), close: stop },
  };
}

/** Polls until the returned function is called. */
function run(
  devices: readonly Device[],
  connect: () => Promise<Master>,
  clock: Clock,
  onTrouble: (why: string) => void,
): () => Promise<void> {
  let closed = false;
  let wake = () => {};
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const stop = clock.after(ms, resolve);
      wake = () => {
        stop();
        resolve();
      };
    });
  const now = () => clock.now().steady;
  let master: Master | null = null;
  let openAtMs = 0;
  let toldLast: string | null = null;
  /** The same trouble again is no news until the line has been opened anew. */
  const tell = (why: string) => {
    if (why !== toldLast) onTrouble(why);
    toldLast = why;
  };
  const keepOpen = async () => {
    if (master?.isOpen === true || now() < openAtMs) return;
    master?.destroy(() => {});
    openAtMs = now() + reopenMs;
    master = await connect().catch((error: unknown) => {
      tell(`cannot be opened (${wordsOf(error)}); trying again every second`);
      return null;
    });
    if (master === null) return;
    toldLast = null;
    master.on('error', (error) => tell(`failed (${wordsOf(error)})`));
  };
  const loop = async () => {
    for (let turn = 0; !closed; ) {
      await keepOpen();
      const due = devices.map((_, index) => (turn + index) % devices.length).filter((index) => devices[index]!.dueMs <= now());
      const dirty = due.filter((index) => devices[index]!.dirty);
      const chosen = dirty.find((index) => devices[index]!.awaited) ?? dirty[0] ?? due[0];
      if (chosen !== undefined) {
        await devices[chosen]!.poll(master, now());
        // A device taken out of its turn does not cost the others theirs.
        if (!dirty.includes(chosen)) turn = chosen + 1;
      }
      if (!closed) await pause(quietMs);
    }
    master?.destroy(() => {});
  };
  const ended = loop();
  return async () => {
    closed = true;
    wake();
    await ended;
  };
}
