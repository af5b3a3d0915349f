import { inspect } from 'node:util';
import type { UnitPicture } from './port.ts';
import { blinks, holding, lamps } from './registers.ts';
import { asSegments } from './segments.ts';

/** What is used of modbus-serial; a request that fails rejects. One request at a time. */
export type Master = {
  readonly isOpen: boolean;
  setID(address: number): void;
  setTimeout(ms: number): void;
  readInputRegisters(from: number, length: number): Promise<{ readonly data: number[] }>;
  writeRegister(at: number, value: number): Promise<unknown>;
  writeRegisters(from: number, values: number[]): Promise<unknown>;
  on(event: 'error', listener: (error: unknown) => unknown): unknown;
  destroy(done: () => void): void;
};

/**
 * Longest wait for an answer unless the configuration says otherwise, milliseconds. The longest one, 55 bytes at 19,200 baud with parity,
 * takes 32 ms on the wire; the rest is for the unit and the USB adapter.
 */
export const answerMsUsual = 150;
/** With a longer wait, 4 missed answers and the pauses between them would take the 5 s within which a silent device is told (F13). */
export const answerMsLongest = 900;

/** A serial line to the units: 8 data bits, even parity, one stop bit. Rejects when it cannot be opened. */
export async function serialMaster(path: string, baudRate: number): Promise<Master> {
  const { default: modbus } = await import('modbus-serial');
  const master = new modbus.default();
  // The library ends sockets alone: a serial line that was given up would stay taken, and keep the process from ending.
  master.destroy = (done) => void master.close(done);
  await master.connectRTUBuffered(path, { baudRate, dataBits: 8, parity: 'even', stopBits: 1 });
  return master;
}

/** Why a request or the line failed. Some of what the library throws is no `Error`, and some of that has no words. */
export function wordsOf(trouble: unknown): string {
  const said = typeof trouble === 'object' && trouble !== null && 'message' in trouble ? trouble.message : trouble;
  return typeof said === 'string' && said !== '' ? said : inspect(trouble, { depth: 1, breakLength: Number.POSITIVE_INFINITY });
}

/** Holding registers 0 to 3 of a picture. */
export function pictureRegisters(picture: UnitPicture): number[] {
  const [a, b, c, d] = Buffer.from(asSegments(picture.display).slice(0, 4).padEnd(4), 'ascii');
  return [(a! << 8) | b!, (c! << 8) | d!, blinks[picture.blink], lamps[picture.lamp]];
}

/** Seconds without the office after which a unit shows `----`. */
export const masterSilenceSeconds = 10;
export const setSilence = (master: Master) => master.writeRegister(holding.masterSilence, masterSilenceSeconds);
