import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  AVRClock,
  AVREEPROM,
  AVRIOPort,
  AVRSPI,
  AVRTimer,
  AVRUSART,
  AVRWatchdog,
  avrInstruction,
  CPU,
  PinState,
  portBConfig,
  portCConfig,
  portDConfig,
  spiConfig,
  timer0Config,
  timer1Config,
  usart0Config,
  watchdogConfig,
} from 'avr8js';
import { type Max7219, max7219 } from './max7219.ts';

export const cyclesPerMs = 16_000;
/** Of one character on the line: start, eight data bits, parity, stop. */
export const characterCycles = Math.round((11 * 16_000_000) / 19_200);

const sramBytes = 2_048;
const sramFrom = 0x100;
const eepromBytes = 1_024;
/** Laid into RAM before the start, to see afterwards what was never used. */
const untouched = 0xa5;
const mcusr = { register: 0x54, powerOn: 0x01, watchdog: 0x08 } as const;
/** `rjmp .-2`: a loop that goes round nothing. */
const endlessLoop = 0xcfff;
const sleepInstruction = 0x9588;
const seiInstruction = 0x9478;
const smcr = { register: 0x53, sleepEnable: 0x01 } as const;

export type Image = 'counter-unit' | 'keypad';
export type Pin = readonly [port: 'B' | 'C' | 'D', bit: number];

/** An ATmega328P at 16 MHz running a committed image, with what hangs on its pins. Its time is its own: it passes only in `runTo`. */
export type Chip = {
  readonly display: Max7219;
  /** Cycles since it was made. */
  cycles(): number;
  runTo(cycles: number): void;
  /** A character begins on the line; the chip has it one character's time later, unless its receiver is off. */
  hear(byte: number): void;
  /** Called when the chip begins to send a character. */
  onSend(listener: (byte: number) => void): void;
  /** The keys that are down: pins of a counter unit's keys, or two lines of the matrix each. */
  hold(keys: readonly (readonly Pin[])[]): void;
  /** True if the chip drives this pin high. */
  isHigh(pin: Pin): boolean;
  /** True if the chip drives this pin low. */
  isLow(pin: Pin): boolean;
  /** Called with the level and the cycle whenever the chip drives the pin to another level. */
  onLevel(pin: Pin, listener: (high: boolean, cycles: number) => void): void;
  /** Its loop goes round nothing from here on; interrupts and timers go on. */
  hang(): void;
  /** Times that the watchdog reset it. */
  bitten(): number;
  /** Bytes of RAM ever used, stack and all. */
  ramUsed(): number;
  /** How its UART is set up. */
  line(): { readonly baud: number; readonly parity: 'none' | 'even' | 'odd'; readonly bits: number; readonly stopBits: number };
};

/** EEPROM outlives the chip's power: hand the same bytes to the next one. Blank is 0xFF. */
export const blankEeprom = (): Uint8Array => new Uint8Array(eepromBytes).fill(0xff);

export function chipWith(image: Image, eeprom: Uint8Array = blankEeprom()): Chip {
  const program = new Uint16Array(readHex(image).buffer);
  const display = max7219();
  const sent: ((byte: number) => void)[] = [];
  const levels: { readonly pin: Pin; readonly listener: (high: boolean, cycles: number) => void; last: boolean }[] = [];
  let held: readonly (readonly Pin[])[] = [];
  let bitten = 0;
  let bites = false;
  let parts = powerUp(mcusr.powerOn, 0);
  new Uint8Array(parts.cpu.data.buffer).fill(untouched, sramFrom);

  function powerUp(cause: number, cycles: number) {
    const cpu = new CPU(program, sramBytes);
    cpu.cycles = cycles;
    cpu.data[mcusr.register] = cause;
    new AVRTimer(cpu, timer0Config);
    new AVRTimer(cpu, timer1Config);
    new AVRWatchdog(cpu, watchdogConfig, new AVRClock(cpu, 16_000_000));
    new AVREEPROM(cpu, {
      readMemory: (at) => eeprom[at]!,
      writeMemory: (at, value) => {
        eeprom[at]! &= value;
      },
      eraseMemory: (at) => {
        eeprom[at] = 0xff;
      },
    });
    const usart = new AVRUSART(cpu, usart0Config, 16_000_000);
    usart.onByteTransmit = (byte) => {
      for (const listener of sent) listener(byte);
    };
    const spi = new AVRSPI(cpu, spiConfig, 16_000_000);
    spi.onTransfer = (byte) => {
      display.shift(byte);
      return 0;
    };
    const ports = { B: new AVRIOPort(cpu, portBConfig), C: new AVRIOPort(cpu, portCConfig), D: new AVRIOPort(cpu, portDConfig) };
    for (const port of Object.values(ports)) port.addListener(() => pinsMoved());
    // A reset is a new start on the same RAM, EEPROM and pins.
    cpu.reset = () => {
      bites = true;
    };
    return { cpu, usart, ports };
  }

  const stateOf = ([port, bit]: Pin) => parts.ports[port].pinState(bit);
  const isHigh = (pin: Pin) => stateOf(pin) === PinState.High;

  let loadWas = false;
  function pinsMoved() {
    const load = isHigh(['B', 2]);
    if (load && !loadWas) display.load();
    loadWas = load;
    for (const level of levels) {
      const high = isHigh(level.pin);
      if (high !== level.last) level.listener(high, parts.cpu.cycles);
      level.last = high;
    }
    settleKeys();
  }

  /** A key shorts its pin to ground, or a row to a column; a line is low if ground or a low output is anywhere along the shorts. */
  function settleKeys() {
    for (let bit = 0; bit < 4; bit += 1) {
      const joined = linesJoinedTo(['C', bit], held);
      const low = joined.some(({ grounded, pin }) => grounded || stateOf(pin) === PinState.Low);
      // Without its pull-up an open input reads anything; low shows that it is missing.
      parts.ports.C.setPin(bit, !low && stateOf(['C', bit]) === PinState.InputPullUp);
    }
  }

  let asleep = false;
  /** One instruction, or, asleep, on to the next event: an interrupt wakes the chip. */
  function step(until: number) {
    const { cpu } = parts;
    if (asleep) {
      const event = nextEventOf(cpu);
      cpu.cycles = Math.max(cpu.cycles, event === null ? until : Math.min(until, event.cycles));
    } else {
      // The instruction after `sei` comes before any interrupt. [ATmega328P 7.7]
      if (program[cpu.pc] === seiInstruction) avrInstruction(cpu);
      asleep = program[cpu.pc] === sleepInstruction && (cpu.data[smcr.register]! & smcr.sleepEnable) !== 0;
      avrInstruction(cpu);
    }
    const at = cpu.pc;
    cpu.tick();
    if (cpu.pc !== at) asleep = false;
  }

  let stuckAt: { readonly at: number; readonly word: number } | null = null;
  function restart() {
    if (stuckAt !== null) program[stuckAt.at] = stuckAt.word;
    stuckAt = null;
    asleep = false;
    bites = false;
    bitten += 1;
    const ram = parts.cpu.data.slice(sramFrom);
    parts = powerUp(mcusr.watchdog, parts.cpu.cycles);
    parts.cpu.data.set(ram, sramFrom);
    pinsMoved();
  }

  return {
    display,
    cycles: () => parts.cpu.cycles,
    runTo: (cycles) => {
      while (parts.cpu.cycles < cycles) {
        step(cycles);
        if (bites) restart();
      }
    },
    hear: (byte) => {
      const { cpu, usart } = parts;
      cpu.addClockEvent(() => void usart.writeByte(byte, true), characterCycles);
    },
    onSend: (listener) => void sent.push(listener),
    hold: (keys) => {
      held = keys;
      settleKeys();
    },
    isHigh,
    isLow: (pin) => stateOf(pin) === PinState.Low,
    onLevel: (pin, listener) => void levels.push({ pin, listener, last: isHigh(pin) }),
    hang: () => {
      const at = parts.cpu.pc;
      stuckAt = { at, word: program[at]! };
      program[at] = endlessLoop;
    },
    bitten: () => bitten,
    ramUsed: () => sramBytes - longestRun(parts.cpu.data.subarray(sramFrom), untouched),
    line: () => {
      const { usart } = parts;
      const parity = usart.parityEnabled ? (usart.parityOdd ? 'odd' : 'even') : 'none';
      return { baud: usart.baudRate, parity, bits: usart.bitsPerChar, stopBits: usart.stopBits };
    },
  };
}

/** The simulator keeps its list of events to itself. */
const nextEventOf = (cpu: CPU) => (cpu as unknown as { readonly nextClockEvent: { readonly cycles: number } | null }).nextClockEvent;

/** All lines that are shorted to this one by keys that are down, itself included. */
function linesJoinedTo(line: Pin, keys: readonly (readonly Pin[])[]): readonly { readonly pin: Pin; readonly grounded: boolean }[] {
  const joined = new Map<string, Pin>([[String(line), line]]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const key of keys) {
      if (!key.some((pin) => joined.has(String(pin)))) continue;
      for (const pin of key) {
        if (joined.has(String(pin))) continue;
        joined.set(String(pin), pin);
        grown = true;
      }
    }
  }
  const grounded = (pin: Pin) => keys.some((key) => key.length === 1 && String(key[0]) === String(pin));
  return [...joined.values()].map((pin) => ({ pin, grounded: grounded(pin) }));
}

function longestRun(bytes: Uint8Array, value: number): number {
  let longest = 0;
  let run = 0;
  for (const byte of bytes) {
    run = byte === value ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}

/** The image as bytes of flash; Intel HEX, records of data only, each with its checksum. */
function readHex(image: Image): Uint8Array {
  const flash = new Uint8Array(32_768).fill(0xff);
  const path = fileURLToPath(new URL(`../../firmware/images/${image}.hex`, import.meta.url));
  for (const record of readFileSync(path, 'utf8').trim().split(/\r?\n/)) {
    const bytes = Buffer.from(record.slice(1), 'hex');
    if (record[0] !== ':' || (bytes.reduce((sum, byte) => sum + byte, 0) & 0xff) !== 0)
      throw new Error(`${path}: a record is damaged: ${record}`);
    const [length, type] = [bytes[0]!, bytes[3]!];
    if (type === 0) flash.set(bytes.subarray(4, 4 + length), bytes.readUInt16BE(1));
  }
  return flash;
}
