import test from 'ava';
import { byHandfuls } from '../../../cloud/reservations/handfuls.ts';

/** Grants every wish but the word `never`, and writes down which came together. */
function granting() {
  const handfuls: string[] = [];
  const wish = byHandfuls<string, string>(async (place, wishes) => {
    handfuls.push(`${place}: ${wishes.join(' ')}`);
    await new Promise((next) => setImmediate(next));
    if (wishes.includes('never')) throw new Error('there is none');
    return wishes.map((one) => one.toUpperCase());
  });
  return { handfuls, wish };
}

test('wishes that come together are granted together, each with its own answer; those of another place go beside them', async (t) => {
  const { handfuls, wish } = granting();
  t.deepEqual(await Promise.all([wish('here', 'a'), wish('there', 'x'), wish('here', 'b')]), ['A', 'X', 'B']);
  t.deepEqual(handfuls.toSorted(), ['here: a b', 'there: x']);
});

test('what comes meanwhile goes with the next handful, and nothing is kept of a place that nobody asks for', async (t) => {
  const { handfuls, wish } = granting();
  const later: Promise<string>[] = [];
  const first = wish('here', 'a');
  setImmediate(() => later.push(wish('here', 'b'), wish('here', 'c')));
  t.is(await first, 'A');
  t.deepEqual(await Promise.all(later), ['B', 'C']);
  t.is(await wish('here', 'd'), 'D');
  t.deepEqual(handfuls, ['here: a', 'here: b c', 'here: d']);
});

test('while each turn of the loop brings a further wish, a handful waits for it, and no longer', async (t) => {
  const { handfuls, wish } = granting();
  const turn = () => new Promise((next) => setImmediate(next));
  const all = [wish('here', 'a')];
  for (const word of ['b', 'c', 'd']) {
    all.push(wish('here', word));
    await turn();
  }
  await turn();
  all.push(wish('here', 'e'));
  t.deepEqual(await Promise.all(all), ['A', 'B', 'C', 'D', 'E']);
  t.deepEqual(handfuls, ['here: a b c d', 'here: e']);
});

test('a wish that cannot be granted hinders none of those that came with it', async (t) => {
  const { handfuls, wish } = granting();
  const answers = await Promise.allSettled([wish('here', 'a'), wish('here', 'never'), wish('here', 'b')]);
  t.deepEqual(
    answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : (answer.reason as Error).message)),
    ['A', 'there is none', 'B'],
  );
  t.deepEqual(handfuls, ['here: a never b', 'here: a', 'here: never', 'here: b']);
});

test('of many, no handful is larger than 64', async (t) => {
  const { handfuls, wish } = granting();
  await Promise.all(Array.from({ length: 130 }, (_, index) => wish('here', `w${index}`)));
  t.deepEqual(
    handfuls.map((one) => one.split(' ').length - 1),
    [64, 64, 2],
  );
});
