import test from 'ava';
import { chime } from '../../../edge/voice/chime.ts';

test('the chime is a WAV file that is heard, is not clipped and has rung out at its end', (t) => {
  const bytes = chime();
  t.is(bytes.toString('ascii', 0, 4), 'RIFF');
  t.is(bytes.readUInt32LE(4), bytes.length - 8);
  t.is(bytes.readUInt32LE(40), bytes.length - 44);
  const peak = (from: number, to: number) => {
    let highest = 0;
    for (let at = from; at < to; at += 2) highest = Math.max(highest, Math.abs(bytes.readInt16LE(at)));
    return highest;
  };
  t.true(peak(44, bytes.length) > 4_000);
  t.true(peak(44, bytes.length) < 32_000);
  t.true(peak(bytes.length - 200, bytes.length) < 500);
});
