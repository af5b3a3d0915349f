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

/** Bytes of lines that are made without new memory: more than 64 callers at once want. */
const roomBytes = 64 * 1024;
const room = Buffer.allocUnsafeSlow(roomBytes);
/** A UTF-16 unit takes three bytes of UTF-8 at most. */
const bytesOfUnitMax = 3;

/**
 * The lines of these values as they are written. The bytes are good until the next call, which may use the same room. A press stands between
 * two syncs, after which nothing is in the processor's caches: what is plain goes the shortest way, half the time of the library's calls.
 */
export function writeLines(values: readonly object[]): Uint8Array {
  let bytes = room;
  let end = 0;
  for (const value of values) {
    const json = JSON.stringify(value);
    const most = end + prefixLength + json.length * bytesOfUnitMax + 1;
    if (most > bytes.length) bytes = Buffer.concat([bytes.subarray(0, end)], 2 * most);
    const begin = end + prefixLength;
    let stop = begin + json.length;
    const sum = writeAscii(bytes, begin, json);
    if (sum === null) stop = begin + bytes.write(json, begin);
    writeHex(bytes, end, sum ?? crc32(bytes.subarray(begin, stop)));
    bytes[begin - 1] = space;
    bytes[stop] = lineFeed;
    end = stop + 1;
  }
  return bytes.subarray(0, end);
}

/** Puts a text of ASCII there and answers its checksum; `null` where it is not all ASCII. */
function writeAscii(bytes: Buffer, at: number, text: string): number | null {
  let sum = -1;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > lastAscii) return null;
    bytes[at + index] = code;
    sum = (sum >>> 8) ^ sumOfByte[(sum ^ code) & 0xff]!;
  }
  return ~sum >>> 0;
}

/** CRC-32 of each single byte, as zlib reckons it (ISO 3309, polynomial 0xedb88320). */
const sumOfByte = Int32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  return sum;
});

/** Eight digits. */
function writeHex(bytes: Buffer, at: number, value: number): void {
  for (let digit = 7, rest = value; digit >= 0; digit--, rest >>>= 4) bytes[at + digit] = hexDigits.charCodeAt(rest & 15);
}

/** Reads one line, the bytes from `start` to before its LF at `stop`, or says what is wrong with it. A start reads thousands: few buffers. */
export function readLine(bytes: Buffer, start = 0, stop: number = bytes.length): { readonly value: unknown } | { readonly damage: string } {
  if (stop - start < prefixLength + 2 || bytes[start + prefixLength - 1] !== space) return { damage: 'not a journal line' };
  if (readHex(bytes, start) !== crc32(bytes.subarray(start + prefixLength, stop)))
    return { damage: `checksum ${bytes.toString('latin1', start, start + prefixLength - 1)} does not match` };
  try {
    return { value: JSON.parse(bytes.toString('utf8', start + prefixLength, stop)) };
  } catch {
    return { damage: 'not JSON' };
  }
}

/** Eight digits as `writeHex` writes them; what is none of them makes a number that no checksum is. */
function readHex(bytes: Buffer, at: number): number {
  let value = 0;
  for (let digit = 0; digit < prefixLength - 1; digit++) {
    const code = bytes[at + digit]!;
    const one = code >= 0x61 && code <= 0x66 ? code - 0x57 : code - 0x30;
    if (one < 0 || one > 15 || (one > 9 && code < 0x61)) return Number.NaN;
    value = value * 16 + one;
  }
  return value;
}

const prefixLength = 9;
const space = 0x20;
const lineFeed = 0x0a;
const lastAscii = 0x7f;
const hexDigits = '0123456789abcdef';
const checksum = (data: string): string => crc32(data).toString(16).padStart(8, '0');
