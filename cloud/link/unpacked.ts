import { inflateSync } from 'node:zlib';
import { messageLengthMax } from '#contract/envelope.ts';

/** First byte of the zlib format with its usual window (RFC 1950 2.2); JSON never begins with it. */
const zlibMark = 0x78;
/** Bytes that a message may grow to: one that wants more is not read. */
const unpackedBytesMax = 4 * messageLengthMax;

/** The text of a payload, deflated or not. What cannot be inflated comes as it is: it is no JSON and set aside as such (F25). */
export function unpacked(payload: Buffer | string): string {
  if (typeof payload === 'string' || payload[0] !== zlibMark) return payload.toString();
  try {
    return inflateSync(payload, { maxOutputLength: unpackedBytesMax }).toString();
  } catch {
    return payload.toString('latin1');
  }
}
