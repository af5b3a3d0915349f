import test from 'ava';
import { createLanes, type Lanes, waitingLengthMax, waitingMax } from '../../../cloud/link/lanes.ts';

const ofA = (text: string) => ({ topic: 'fronta/1/krumlov/kiosk-1/up/events', text });

/** Resolves when the lane takes a further one. */
const push = (lanes: Lanes, message: ReturnType<typeof ofA>): Promise<void> => new Promise((resolve) => lanes.push(message, resolve));

/** Lanes whose first run waits at a gate; `runs` are the texts of each. */
function gated() {
  const gate = Promise.withResolvers<void>();
  const runs: string[][] = [];
  const lanes = createLanes(
    (messages) => {
      runs.push(messages.map(({ text }) => text));
      return runs.length === 1 ? gate.promise : Promise.resolve();
    },
    () => undefined,
  );
  return { lanes, runs, open: gate.resolve };
}

test('what waits behind the messages being handled is handed over at once, in its order', async (t) => {
  const { lanes, runs, open } = gated();
  for (const text of ['1', '2', '3']) void push(lanes, ofA(text));
  void push(lanes, { topic: 'fronta/1/tabor/kiosk-1/up/events', text: 'other' });
  t.deepEqual(runs, [['1'], ['other']]);
  open();
  await lanes.idle();
  t.deepEqual(runs, [['1'], ['other'], ['2', '3']]);
});

test('a run that fails is told of and the lane goes on', async (t) => {
  const errors: unknown[] = [];
  const ran: string[] = [];
  const lanes = createLanes(
    async ([message]) => {
      if (message?.text === '1') throw new Error('first');
      ran.push(message!.text);
    },
    (error) => errors.push(error),
  );
  void push(lanes, ofA('1'));
  void push(lanes, ofA('2'));
  await lanes.idle();
  t.deepEqual(ran, ['2']);
  t.is(errors.length, 1);
});

test('whoever fills a lane is held back until it has room', async (t) => {
  const { lanes, open } = gated();
  const pushes = Array.from({ length: waitingMax + 2 }, (_, index) => push(lanes, ofA(`${index}`)));
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

test('a few long messages fill a lane too', async (t) => {
  const { lanes, open } = gated();
  void push(lanes, ofA('1'));
  let accepted = false;
  const long = push(lanes, ofA('x'.repeat(waitingLengthMax))).then(() => {
    accepted = true;
  });
  await new Promise(setImmediate);
  t.false(accepted);
  open();
  await long;
  t.true(accepted);
});
