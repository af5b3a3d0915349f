import { EventEmitter } from 'node:events';
import modbus from 'modbus-serial';
import type { Clock } from '../../edge/clock/port.ts';
import { answerMsUsual } from '../../edge/units/master.ts';
import { type Chip, characterCycles, cyclesPerMs } from './atmega.ts';

/** Chips on one RS-485 line with a master. Virtual time: it passes while the master waits for an answer, and in `run`. */
export type Wire = {
  /** Lets this many milliseconds pass. */
  run(ms: number): void;
  /** Sends these bytes one after the other and answers what comes back until the line is quiet, or nothing within `withinMs`. */
  ask(request: Uint8Array, withinMs?: number): Buffer;
  /** How often this address was asked for something. */
  asked(address: number): number;
  /** A chip that is off the line neither hears nor is heard; its time goes on. */
  cut(chip: Chip, cut: boolean): void;
  /** Time as the chips have it: who waits makes it pass. */
  readonly clock: Clock;
  /** A master of modbus-serial on this line. */
  master(): Promise<InstanceType<typeof modbus.default>>;
};

/** Chips get on by this much in turn; a character takes nine times as long. */
const sliceCycles = 1_000;
/** From the beginning of the last character to the end of the answer: the character itself and the quiet that all chips wait for. */
const quietCycles = 5 * characterCycles;

export function wireWith(chips: readonly Chip[]): Wire {
  const away = new Set<Chip>();
  const answers: number[] = [];
  const asked = new Map<number, number>();
  let now = 0;
  let heardAt = 0;
  const onLine = (except?: Chip) => chips.filter((chip) => chip !== except && !away.has(chip));
  for (const chip of chips)
    chip.onSend((byte) => {
      if (away.has(chip)) return;
      answers.push(byte);
      heardAt = chip.cycles();
      for (const other of onLine(chip)) other.hear(byte);
    });
  const runTo = (cycles: number) => {
    while (now < cycles) {
      now = Math.min(cycles, now + sliceCycles);
      for (const chip of chips) chip.runTo(now);
    }
  };
  const ask = (request: Uint8Array, withinMs = answerMsUsual): Buffer => {
    answers.length = 0;
    asked.set(request[0]!, (asked.get(request[0]!) ?? 0) + 1);
    for (const byte of request) {
      for (const chip of onLine()) chip.hear(byte);
      runTo(now + characterCycles);
    }
    const end = now + withinMs * cyclesPerMs;
    while (now < end && answers.length === 0) runTo(now + sliceCycles);
    while (answers.length > 0 && now < heardAt + quietCycles) runTo(now + sliceCycles);
    return Buffer.from(answers);
  };
  const run = (ms: number) => runTo(now + ms * cyclesPerMs);
  return {
    run,
    clock: clockOf(() => now / cyclesPerMs, run),
    ask,
    asked: (address) => asked.get(address) ?? 0,
    cut: (chip, cut) => void (cut ? away.add(chip) : away.delete(chip)),
    master: async () => {
      const master = new modbus.default(portOn(ask));
      await new Promise<void>((resolve, reject) => master.open((error: unknown) => (error ? reject(error) : resolve())));
      return master;
    },
  };
}

function clockOf(nowMs: () => number, run: (ms: number) => void): Clock {
  const after = (ms: number, task: () => void) => {
    const waiting = setImmediate(() => {
      run(ms);
      task();
    });
    return () => clearImmediate(waiting);
  };
  const every = (ms: number, task: () => void) => {
    let stop = () => {};
    const again = () => {
      stop = after(ms, () => {
        task();
        again();
      });
    };
    again();
    return () => stop();
  };
  return { now: () => ({ wall: nowMs(), steady: nowMs() }), trusted: () => true, every, after };
}

/** As modbus-serial wants a port to be; an answer comes in one piece. */
function portOn(ask: (request: Uint8Array) => Buffer) {
  const port = new EventEmitter();
  const state = { isOpen: false };
  const close = (done: () => void = () => {}) => {
    state.isOpen = false;
    done();
  };
  return Object.defineProperties(port, {
    isOpen: { get: () => state.isOpen },
    open: {
      value: (done: (error: null) => void) => {
        state.isOpen = true;
        done(null);
      },
    },
    // Answered before the master's own timer has a chance: real time says nothing about chips in virtual time.
    write: {
      value: (request: Buffer) => {
        const answer = ask(request);
        if (answer.length > 0) port.emit('data', answer);
      },
    },
    close: { value: close },
    destroy: { value: close },
  });
}
