import test from 'ava';
import fc from 'fast-check';
import { wrap } from '../../../edge/printer/wrap.ts';

test('a text that fits stands on one line as it is', (t) => {
  t.deepEqual(wrap('Po 23. 11. 2026  8:42', 48), ['Po 23. 11. 2026  8:42']);
});

test('a long text breaks between words', (t) => {
  t.deepEqual(wrap('Dovozy – schválení technické způsobilosti', 24), ['Dovozy - schválení', 'technické způsobilosti']);
});

test('a text of parts breaks between its parts first', (t) => {
  t.deepEqual(wrap('před vámi: 3 · asi 15–25 min', 24), ['před vámi: 3', 'asi 15-25 min']);
  t.deepEqual(wrap('před vámi: 3 · asi 15–25 min', 48), ['před vámi: 3, asi 15-25 min']);
});

test('words joined by a space that must not break stay together', (t) => {
  t.deepEqual(wrap('počkejte asi 25\u00a0min', 15), ['počkejte asi', '25\u00a0min']);
});

test('only a word longer than a line is cut', (t) => {
  t.deepEqual(wrap('a Donaudampfschifffahrt', 8), ['a', 'Donaudam', 'pfschiff', 'fahrt']);
});

test('no line is over the columns and no letter is lost, whatever the text', (t) => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: fc.constantFrom(...'abcřž–'), minLength: 1 })),
      fc.integer({ min: 1, max: 48 }),
      (words, columns) => {
        const text = words.join(' ');
        const lines = wrap(text, columns);
        return lines.every((line) => line.length <= columns) && lines.join('').replaceAll(' ', '') === words.join('').replaceAll('–', '-');
      },
    ),
  );
  t.pass();
});
