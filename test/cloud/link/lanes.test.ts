import test from 'ava';
import { createLanes, waitingMax } from '../../../cloud/link/lanes.ts';

test('a task that fails is told of and the lane goes on', async (t) => {
  const errors: unknown[] = [];
  const lanes = createLanes((error) => errors.push(error));
  const ran: number[] = [];
  void lanes.push('a', () => Promise.reject(new Error('first')));
  void lanes.push('a', async () => void ran.push(2));
  await lanes.idle();
  t.deepEqual(ran, [2]);
  t.is(errors.length, 1);
});

test('whoever fills a lane is held back until it has room', async (t) => {
  const lanes = createLanes(() => {});
  let open = (): void => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const pushes = Array.from({ length: waitingMax + 2 }, (_, index) => lanes.push('a', () => (index === 0 ? gate : Promise.resolve())));
  const accepted = new Set<number>();
  pushes.forEach((push, index) => void push.then(() => accepted.add(index)));
  await new Promise(setImmediate);
  t.deepEqual(
    [...accepted],
    Array.from({ length: waitingMax }, (_, index) => index),
  );
  open();
  await t.notThrowsAsync(Promise.all(pushes));
  await lanes.idle();
});
