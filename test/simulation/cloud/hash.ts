import { crc32 } from 'node:zlib';
import type { Envelope } from '#contract/envelope.ts';

type Said = Pick<Envelope, 'time' | 'data' | 'seq' | 'steadyMs' | 'boot' | 'clockTrusted'>;

/** What two copies of one event must share, as a number; `data` is the JSON of what it says. */
export const hashOf = (type: string, { time, seq, steadyMs, boot, clockTrusted }: Said, data: string): number =>
  crc32(`${type} ${time} ${seq} ${steadyMs} ${boot} ${clockTrusted} ${data}`);
