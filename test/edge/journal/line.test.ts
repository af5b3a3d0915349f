import test from 'ava';
import fc from 'fast-check';
import { readLine, writeLine, writeLines } from '../../../edge/journal/line.ts';

const text = (values: readonly object[]): string => Buffer.from(writeLines(values)).toString('utf8');

test('the lines of a group are the bytes of its lines one by one, whatever language they speak', (t) => {
  const value = fc.dictionary(fc.string(), fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' })));
  t.notThrows(() =>
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 5 }), (values) => text(values) === values.map(writeLine).join('')),
      { seed: 1, numRuns: 500 },
    ),
  );
});

test('a group that is larger than the room that is kept for lines is written whole', (t) => {
  const values = Array.from({ length: 40 }, (_, index) => ({ index, said: (index % 2 === 0 ? 'a' : 'ř').repeat(4_000) }));
  t.is(text(values), values.map(writeLine).join(''));
});

test('each line reads as what was written, its checksum that of the library', (t) => {
  const values = [{ name: 'Přepážka' }, { name: 'counter' }];
  const lines = Buffer.from(writeLines(values));
  const end = lines.indexOf('\n');
  t.deepEqual(readLine(lines, 0, end), { value: values[0] });
  t.deepEqual(readLine(lines, end + 1, lines.length - 1), { value: values[1] });
});
