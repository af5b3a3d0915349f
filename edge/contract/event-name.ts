import * as z from 'zod';

/** Names what one event of a journal says and when: 64 bits, hex. */
export const EventName = z.string().regex(/^[0-9a-f]{16}$/);

/** Names of events in one message at most. */
export const eventNamesMax = 1_024;

type Told = {
  readonly seq: number;
  readonly time: string;
  readonly steadyMs: number;
  readonly boot: number;
  readonly data: unknown;
};

/**
 * The name of an event, which both sides make of what stands in the journal and in the envelope alike: two copies of one card give one number
 * to two events of other moments, seldom of one moment and other words. No secret, and nobody gains by two of one name: a checksum is enough.
 */
export function nameOfEvent({ seq, time, steadyMs, boot, data }: Told): string {
  const said = JSON.stringify([seq, time, steadyMs, boot, data]);
  let [one, other] = [0x811c9dc5, 0x2545f491];
  for (let index = 0; index < said.length; index++) {
    const code = said.charCodeAt(index);
    // FNV-1a with its own prime, and with that of MurmurHash3 for the other half.
    one = Math.imul(one ^ code, 0x01000193);
    other = Math.imul(other ^ code, 0x85ebca6b) ^ (other >>> 13);
  }
  return hex(mixed(one)) + hex(mixed(other));
}

/** Every bit of the text reaches every bit of the half: MurmurHash3's last step. */
function mixed(half: number): number {
  const once = Math.imul(half ^ (half >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return (twice ^ (twice >>> 16)) >>> 0;
}

const hex = (half: number): string => half.toString(16).padStart(8, '0');
