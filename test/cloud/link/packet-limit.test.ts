import test from 'ava';
import { packetMeter } from '../../../cloud/link/packet-limit.ts';

const packet = (length: number): Uint8Array => {
  const header = [0x30];
  for (let rest = length; header.length === 1 || rest > 0; rest = Math.floor(rest / 128))
    header.push((rest % 128) | (rest >= 128 ? 0x80 : 0));
  return Uint8Array.from([...header, ...new Array(length).fill(0xff)]);
};

test('packets up to the limit pass, however they are cut into chunks', (t) => {
  const bytes = [packet(0), packet(127), packet(128), packet(300)].flatMap((one) => [...one]);
  for (const size of [1, 2, 3, 7, 64, 1000]) {
    const fits = packetMeter(300);
    for (let at = 0; at < bytes.length; at += size) t.true(fits(Uint8Array.from(bytes.slice(at, at + size))));
  }
});

test('a packet over the limit is seen at its header', (t) => {
  const fits = packetMeter(300);
  t.true(fits(packet(300)));
  t.false(fits(packet(301).slice(0, 3)));
});

test('a length of more than four bytes is none', (t) => {
  t.false(packetMeter(300)(Uint8Array.from([0x30, 0x80, 0x80, 0x80, 0x80, 0x00])));
});
