import { crc32 } from 'node:zlib';
import type { Recorded } from '#contract/event.ts';

/**
 * One line of a segment: `crc32hex SP json LF`, the checksum over the JSON's bytes. The first line of a segment is its header.
 * An entry's `group` is the first entry of the write it belonged to: since a write begins only after the one before was synced,
 * an intact entry proves that everything before its group was durable. `more` says that the decision goes on in the next line.
 */
export type Header = { readonly format: 1; readonly journal: string; readonly first: number };
export type Entry = Recorded & { readonly group: number; readonly more?: true };

/** The line of a header or an entry: `crc32hex SP json LF`. */
export function writeLine(value: object): string {
  const json = JSON.stringify(value);
  return `${checksum(json)} ${json}\n`;
}

/** Reads one line, the bytes from `start` to before its LF at `stop`, or says what is wrong with it. A start reads thousands: few buffers. */
export function readLine(bytes: Buffer, start = 0, stop: number = bytes.length): { readonly value: unknown } | { readonly damage: string } {
  if (stop - start < prefixLength + 2 || bytes[start + prefixLength - 1] !== space) return { damage: 'not a journal line' };
  const said = bytes.toString('latin1', start, start + prefixLength - 1);
  if (said !== checksum(bytes.subarray(start + prefixLength, stop))) return { damage: `checksum ${said} does not match` };
  try {
    return { value: JSON.parse(bytes.toString('utf8', start + prefixLength, stop)) };
  } catch {
    return { damage: 'not JSON' };
  }
}

const prefixLength = 9;
const space = 0x20;
const checksum = (data: string | Uint8Array): string => crc32(data).toString(16).padStart(8, '0');
