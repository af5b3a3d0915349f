import test from 'ava';
import fc from 'fast-check';
import { at, countBelow, first, put, type Sequence, size, values, without } from '../../../edge/core/sequence.ts';

const change = fc.record({ key: fc.integer({ min: 0, max: 400 }), remove: fc.boolean() });

test('a sequence holds what a sorted map would, after any changes', (t) => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 800 }), (changes) => {
      let sequence: Sequence<string> = [];
      const model = new Map<number, string>();
      for (const { key, remove } of changes) {
        if (remove) model.delete(key);
        else model.set(key, `value ${key}`);
        sequence = remove ? without(sequence, key) : put(sequence, key, `value ${key}`);
      }
      const keys = [...model.keys()].toSorted((a, b) => a - b);
      t.deepEqual(
        [...values(sequence)],
        keys.map((key) => model.get(key)!),
      );
      t.is(size(sequence), keys.length);
      t.is(first(sequence), model.get(keys[0]!));
      for (const key of [0, 100, 399]) {
        t.is(at(sequence, key), model.get(key));
        t.is(countBelow(sequence, key), keys.filter((one) => one < key).length);
      }
    }),
  );
});

test('a change leaves the sequence that was as it was', (t) => {
  const before = put(put([], 1, 'one'), 2, 'two');
  put(before, 3, 'three');
  without(before, 1);
  t.deepEqual([...values(before)], ['one', 'two']);
});
