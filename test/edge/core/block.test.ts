import test from 'ava';
import { blockAfterRebuild, blockOfReplacement, blockOfStranger, numberAfter, placeOf, replacementsMax } from '../../../edge/core/block.ts';

/** All numbers that a journal may give whose numbers begin after this one. */
function numbersOf(numbersAfter: number): number[] {
  const given: number[] = [];
  for (let next = numberAfter(numbersAfter, numbersAfter); next !== null; next = numberAfter(next, numbersAfter)) given.push(next);
  return given;
}

const cards = [0, ...Array.from({ length: replacementsMax }, (_, index) => blockOfReplacement(index + 1).numbersAfter)];

test('F18: the first card, nine replacements and the rebuilt journal of each give 10,000 numbers at most, and none twice', (t) => {
  const seen = new Map<number, number>();
  for (const numbersAfter of cards) {
    for (const begins of [numbersAfter, blockAfterRebuild(numbersAfter, 0, 0).numbersAfter]) {
      for (const number of numbersOf(begins)) {
        t.false(seen.has(number), `${number} is of the block after ${seen.get(number)} and of that after ${begins}`);
        seen.set(number, begins);
      }
    }
  }
  t.true(Math.max(...seen.keys()) <= 9_999 && Math.min(...seen.keys()) === 1);
});

test('F18: a card that replaced none gives 1 to 500 and then 5001 to 9000: more than any office has seen', (t) => {
  const numbers = numbersOf(0);
  t.deepEqual([numbers[0], numbers[499], numbers[500], numbers.at(-1), numbers.length], [1, 500, 5_001, 9_000, 4_500]);
  for (const [index, number] of numbers.entries()) t.is(placeOf(number), index + 1);
});

test('F18: the first replacement has 501 to 750, which stand beside their letter on a display of four', (t) => {
  const numbers = numbersOf(blockOfReplacement(1).numbersAfter);
  t.deepEqual([numbers[0], numbers.at(-1)], [501, 750]);
  t.is(placeOf(503), 3);
});

test('F18: a further rebuild begins beyond what can be read of the one before, also where its part is nearly used up', (t) => {
  t.is(blockAfterRebuild(9_000, 9_001, 1).numbersAfter, 9_100);
  t.is(blockAfterRebuild(500, 630, 1).numbersAfter, 750);
  t.is(blockAfterRebuild(750, 990, 1).numbersAfter, 990);
  t.is(blockAfterRebuild(750, 1_000, 1).numbersAfter, 9_000);
  t.is(numberAfter(9_999, blockAfterRebuild(9_100, 9_999, 1).numbersAfter), null);
});

test('F18: ordinals are parted as numbers are', (t) => {
  const begins = cards.flatMap((numbersAfter, card) => [card * 50_000, blockAfterRebuild(numbersAfter, 0, 0).ordinalsAfter]);
  t.is(new Set(begins).size, begins.length);
  t.is(blockAfterRebuild(0, 37, 25_300).ordinalsAfter, 25_350);
});

test('F18: a card that nobody told its ordinal takes the block that is farthest from those who were told', (t) => {
  t.deepEqual([blockOfStranger(1), blockOfStranger(2)], [blockOfReplacement(9), blockOfReplacement(8)]);
  t.deepEqual(blockOfReplacement(10), blockOfReplacement(1));
});
