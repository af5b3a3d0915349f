import test from 'ava';
import { asSegments, canShow } from '../../../edge/units/segments.ts';

test('ticket numbers, counts and the words of a unit can be shown', (t) => {
  for (const text of [' A12', 'B999', '   0', 'PAUS', '----', '9999']) {
    t.true(canShow(text), text);
    t.is(asSegments(text), text);
  }
});

test('letters without a shape leave their place blank, small letters are shown as capitals', (t) => {
  for (const letter of 'KMVWX') t.false(canShow(letter), letter);
  t.is(asSegments('K12'), ' 12');
  t.is(asSegments('paus'), 'PAUS');
});
