import test from 'ava';
import fc from 'fast-check';
import { type Debounce, type DebounceEvent, debounce, heldMsMax, nextSampleMs, settled } from '../../../edge/buttons/debounce.ts';

type Row = readonly [timeMs: number, down: 0 | 1, event: DebounceEvent];

/** Tables of (time, level, event); the button is up at 0 and must be quiet for 20 ms. */
const tables: Readonly<Record<string, readonly Row[]>> = {
  'a clean press is one press when it has stood, and its release is silent (F11)': [
    [100, 1, null],
    [120, 1, 'press'],
    [300, 0, null],
    [320, 0, null],
    [900, 0, null],
  ],
  'a press that bounces at both ends is one press (F11)': [
    [100, 1, null],
    [102, 0, null],
    [104, 1, null],
    [109, 0, null],
    [110, 1, null],
    [129, 1, null],
    [130, 1, 'press'],
    [400, 0, null],
    [403, 1, null],
    [405, 0, null],
    [425, 0, null],
    [900, 0, null],
  ],
  'a spike shorter than the quiet time is none (F12)': [
    [100, 1, null],
    [110, 0, null],
    [130, 0, null],
    [500, 0, null],
  ],
  'two presses are two': [
    [100, 1, null],
    [120, 1, 'press'],
    [200, 0, null],
    [220, 0, null],
    [300, 1, null],
    [320, 1, 'press'],
  ],
  'a press of which only the edges were seen counts all the same': [
    [100, 1, null],
    [180, 0, 'press'],
    [300, 1, null],
    [390, 0, 'press'],
  ],
  'a button held over 10 s counts once, sticks once, and is freed when it is up (F10)': [
    [100, 1, null],
    [120, 1, 'press'],
    [10_099, 1, null],
    [10_100, 1, 'stuck'],
    [20_000, 1, null],
    [60_000, 1, null],
    [61_000, 0, null],
    [61_020, 0, 'freed'],
    [62_000, 1, null],
    [62_020, 1, 'press'],
  ],
  'a stuck button that bounces without coming up stays stuck (F10)': [
    [100, 1, null],
    [120, 1, 'press'],
    [10_100, 1, 'stuck'],
    [11_000, 0, null],
    [11_010, 1, null],
    [11_030, 1, null],
    [12_000, 1, null],
  ],
};

for (const [title, rows] of Object.entries(tables))
  test(title, (t) => {
    let state = settled({ timeMs: 0, down: false });
    for (const [timeMs, down, event] of rows) {
      const step = debounce(state, { timeMs, down: down === 1 }, 20);
      t.is(step.event, event, `at ${timeMs} ms`);
      state = step.state;
    }
  });

test('a button found down at the start gives no press, sticks after 10 s and then works (F10)', (t) => {
  const told: DebounceEvent[] = [];
  let state = settled({ timeMs: 0, down: true });
  for (const [timeMs, down] of [
    [5_000, true],
    [heldMsMax, true],
    [11_000, false],
    [11_020, false],
    [12_000, true],
    [12_020, true],
  ] as const) {
    const step = debounce(state, { timeMs, down }, 20);
    state = step.state;
    if (step.event !== null) told.push(step.event);
  }
  t.deepEqual(told, ['stuck', 'freed', 'press']);
});

test('it asks to look again when a level may settle or a button may stick, and never else', (t) => {
  const up = settled({ timeMs: 0, down: false });
  t.is(nextSampleMs(up, 20), null);
  const rising = debounce(up, { timeMs: 100, down: true }, 20).state;
  t.is(nextSampleMs(rising, 20), 120);
  const down = debounce(rising, { timeMs: 120, down: true }, 20).state;
  t.is(nextSampleMs(down, 20), 100 + heldMsMax);
  const stuck = debounce(down, { timeMs: 100 + heldMsMax, down: true }, 20).state;
  t.is(nextSampleMs(stuck, 20), null);
});

/** The line's edges, and the looks that `nextSampleMs` asks for in between, as an adapter feeds them. */
function presses(edges: readonly { readonly timeMs: number; readonly down: boolean }[]): number {
  let state: Debounce = settled({ timeMs: 0, down: false });
  let count = 0;
  const feed = (timeMs: number, down: boolean) => {
    const step = debounce(state, { timeMs, down }, 20);
    state = step.state;
    if (step.event === 'press') count += 1;
  };
  for (const edge of [...edges, { timeMs: Number.MAX_SAFE_INTEGER, down: null }]) {
    for (let due = nextSampleMs(state, 20); due !== null && due < edge.timeMs; due = nextSampleMs(state, 20)) feed(due, state.raw);
    if (edge.down !== null) feed(edge.timeMs, edge.down);
  }
  return count;
}

test('however a press bounces it is one, and presses apart are never lost (F11)', (t) => {
  const bounces = fc.array(fc.integer({ min: 1, max: 19 }), { maxLength: 12 });
  fc.assert(
    fc.property(fc.array(fc.tuple(bounces, bounces, fc.integer({ min: 40, max: 2_000 })), { minLength: 1, maxLength: 8 }), (gestures) => {
      const edges: { timeMs: number; down: boolean }[] = [];
      let timeMs = 0;
      let down = false;
      const flip = (after: number) => {
        timeMs += after;
        down = !down;
        edges.push({ timeMs, down });
      };
      for (const [pressing, releasing, heldMs] of gestures) {
        flip(100);
        for (const ms of pressing) flip(ms);
        if (!down) flip(5);
        flip(heldMs);
        for (const ms of releasing) flip(ms);
        if (down) flip(5);
      }
      return presses(edges) === gestures.length;
    }),
  );
  t.pass();
});
