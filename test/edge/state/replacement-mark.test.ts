import test from 'ava';
import { simulatedDisk } from '../../../edge/disk/simulated.ts';
import { replacementMark, replacementOrdinal } from '../../../edge/state/replacement-mark.ts';

const cardWith = (text: string | null) => {
  const disk = simulatedDisk();
  if (text !== null) disk.setBytes(`/data/${replacementMark}`, Buffer.from(text));
  return disk;
};

test('F18: the mark in the data folder says which replacement the card is; an empty one is the first', (t) => {
  t.is(replacementOrdinal(cardWith(null), '/data'), 0);
  t.is(replacementOrdinal(cardWith(''), '/data'), 1);
  t.is(replacementOrdinal(cardWith('1\n'), '/data'), 1);
  t.is(replacementOrdinal(cardWith('12'), '/data'), 12);
});

test('F18: a mark with anything else is refused: where it is, what it holds, what to write', (t) => {
  for (const text of ['0', 'second', '-1', '1.5', '1000000'])
    t.throws(() => replacementOrdinal(cardWith(text), '/data'), {
      message: `/data/replaces-another-card holds ${JSON.stringify(text)}; write into it which replacement of this edge the card is: 1, 2, 3 and so on`,
    });
});
