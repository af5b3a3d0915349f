import { inflateSync } from 'node:zlib';
import test from 'ava';
import { createPacking } from '../../../edge/link/packing.ts';

const long = JSON.stringify({ words: 'again and again '.repeat(20_000) });

test('a long message is deflated, a short one and one for a cloud that does not read it are left as they are (P42, P43)', async (t) => {
  const pack = createPacking();
  const packed = await pack(long, true);
  t.true(packed.length < long.length / 10);
  t.is(inflateSync(packed as Buffer).toString(), long);
  t.is(await pack(long, false), long);
  t.is(await pack('{}', true), '{}');
});

test('what is given after a long message is ready after it', async (t) => {
  const pack = createPacking();
  const order: string[] = [];
  const note = (name: string) => (): void => void order.push(name);
  await Promise.all([pack(long, true).then(note('long')), pack('{}', true).then(note('short')), pack(long, true).then(note('long again'))]);
  t.deepEqual(order, ['long', 'short', 'long again']);
});
