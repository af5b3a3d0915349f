import { createHmac } from 'node:crypto';
import test from 'ava';
import { drawPin, hashPin, isTrivial } from '../../../cloud/reservations/pin.ts';

test('a PIN has four digits and is none of those used', (t) => {
  const used = new Set<string>();
  for (let drawn = 0; drawn < 500; drawn += 1) {
    const pin = drawPin(used);
    t.regex(pin ?? '', /^\d{4}$/);
    t.false(used.has(pin ?? ''));
    used.add(pin ?? '');
  }
});

test('what anybody would try first is never a PIN', (t) => {
  for (const pin of ['0000', '1111', '9999', '1234', '4321', '0123', '9876']) t.true(isTrivial(pin), pin);
  for (const pin of ['0012', '1357', '2010', '8901']) t.false(isTrivial(pin), pin);
});

test('when every PIN of a day is given there is none', (t) => {
  const all = new Set(Array.from({ length: 10_000 }, (_, number) => String(number).padStart(4, '0')));
  t.is(drawPin(all), null);
});

test('an edge knows a PIN by its keyed hash', (t) => {
  t.is(hashPin('klíč', '0472'), createHmac('sha256', Buffer.from('klíč', 'utf8')).update('0472').digest('hex'));
});
