import { setImmediate as everyoneHasBegun } from 'node:timers/promises';
import test from 'ava';
import { takeTurns } from '../../../cloud/store/turns.ts';

test('so many at once and no more; who wants to be alone waits for them and is not passed by later ones', async (t) => {
  const turns = takeTurns(2);
  const order: string[] = [];
  const work = (name: string) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    return {
      end: resolve,
      run: () => {
        order.push(name);
        return promise;
      },
    };
  };
  const [a, b, c, alone, last] = [work('a'), work('b'), work('c'), work('alone'), work('last')];
  const all = [turns.together(a.run), turns.together(b.run), turns.together(c.run), turns.alone(alone.run), turns.together(last.run)];
  await everyoneHasBegun();
  t.deepEqual(order, ['a', 'b']);
  a.end();
  await all[0];
  await everyoneHasBegun();
  t.deepEqual(order, ['a', 'b', 'c']);
  b.end();
  await all[1];
  await everyoneHasBegun();
  t.deepEqual(order, ['a', 'b', 'c']);
  c.end();
  await all[2];
  await everyoneHasBegun();
  t.deepEqual(order, ['a', 'b', 'c', 'alone']);
  alone.end();
  last.end();
  await Promise.all(all);
  t.deepEqual(order, ['a', 'b', 'c', 'alone', 'last']);
});

test('work that fails gives its place back', async (t) => {
  const turns = takeTurns(1);
  await t.throwsAsync(turns.alone(() => Promise.reject(new Error('in vain'))));
  t.is(await turns.together(async () => 7), 7);
});
