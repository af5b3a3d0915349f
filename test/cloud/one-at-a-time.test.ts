import test from 'ava';
import { oneAtATime } from '../../cloud/one-at-a-time.ts';

/** Work that begins when it is asked for and ends when it is told to. */
function slowWork() {
  const ends: ((error?: Error) => void)[] = [];
  let [together, most] = [0, 0];
  const run = oneAtATime(async () => {
    together += 1;
    most = Math.max(most, together);
    await new Promise<void>((resolve, reject) => {
      ends.push((error) => (error ? reject(error) : resolve()));
    });
    together -= 1;
  });
  return { run, ends, most: () => most };
}

const turn = (): Promise<void> => new Promise((next) => setImmediate(next));

test('however many ask while it runs, it runs once more for all of them, and never twice at once', async (t) => {
  const { run, ends, most } = slowWork();
  const first = run();
  const others = [run(), run(), run()];
  ends[0]!();
  await first;
  await turn();
  t.is(ends.length, 2);
  const late = run();
  ends[1]!();
  await Promise.all(others);
  await turn();
  t.is(ends.length, 3, 'who asked after the second had begun is not answered by it');
  ends[2]!();
  await late;
  t.is(most(), 1);
});

test('a run that fails is told to who waited for it, and the next one runs', async (t) => {
  const { run, ends } = slowWork();
  const [first, second] = [run(), run()];
  ends[0]!(new Error('away'));
  await t.throwsAsync(first, { message: 'away' });
  await turn();
  ends[1]!();
  await second;
  t.is(ends.length, 2);
});
