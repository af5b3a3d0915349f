import { crc32 } from 'node:zlib';
import type { Envelope } from '#contract/envelope.ts';

/** What two copies of one event must share, as a number. */
export const hashOf = ({ type, time, data, seq, steadyMs, boot, clockTrusted }: Envelope): number =>
  crc32(JSON.stringify([type, time, data, seq, steadyMs, boot, clockTrusted]));
