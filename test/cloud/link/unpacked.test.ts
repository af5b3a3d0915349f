import { deflateSync } from 'node:zlib';
import test from 'ava';
import { unpacked } from '../../../cloud/link/unpacked.ts';

test('a message is read deflated or plain (P42)', (t) => {
  const text = JSON.stringify({ name: 'Přepážka', numbers: Array.from({ length: 500 }, (_, index) => index) });
  t.is(unpacked(Buffer.from(text)), text);
  for (const level of [1, 6, 9]) t.is(unpacked(deflateSync(text, { level })), text);
});

test('what says that it is deflated and is not, or grows beyond bounds, is no JSON and ends nothing (F25, P42)', (t) => {
  const torn = deflateSync('x'.repeat(10_000)).subarray(0, 12);
  const bomb = deflateSync(Buffer.alloc(64 * 1024 * 1024));
  for (const payload of [torn, bomb, Buffer.from('xyz')]) {
    const text = unpacked(payload);
    t.is(text.length, payload.length);
    t.throws(() => JSON.parse(text));
  }
});
