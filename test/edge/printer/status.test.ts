import test from 'ava';
import { isStatus, printerState, statusRequest } from '../../../edge/printer/status.ts';

for (const [what, one, two, three, four, state] of [
  ['nothing to tell', 0x12, 0x12, 0x12, 0x12, 'ok'],
  ['the roll near its end', 0x12, 0x12, 0x12, 0x1e, 'near-end'],
  ['no paper under the sensor', 0x12, 0x12, 0x12, 0x72, 'paper-out'],
  ['near end and no paper', 0x12, 0x12, 0x12, 0x7e, 'paper-out'],
  ['stopped for want of paper', 0x1a, 0x32, 0x12, 0x12, 'paper-out'],
  ['an open cover', 0x1a, 0x16, 0x12, 0x12, 'cover-open'],
  ['an open cover and no paper', 0x1a, 0x36, 0x12, 0x72, 'cover-open'],
  ['offline without a cause', 0x1a, 0x12, 0x12, 0x12, 'offline'],
  ['an error', 0x1a, 0x52, 0x12, 0x12, 'error'],
  ['a jammed cutter', 0x12, 0x12, 0x1a, 0x12, 'error'],
  ['an unrecoverable error', 0x12, 0x12, 0x32, 0x12, 'error'],
  ['an open cash drawer', 0x16, 0x12, 0x12, 0x12, 'ok'],
  ['the feed button held', 0x52, 0x1a, 0x12, 0x12, 'ok'],
  ['no answer at all', null, null, null, null, 'offline'],
] as const)
  test(`a printer with ${what} is ${state} (F8)`, (t) => {
    t.is(printerState({ 1: one, 2: two, 3: three, 4: four }), state);
  });

test('the question is DLE EOT n', (t) => {
  t.deepEqual([...statusRequest(4)], [0x10, 0x04, 4]);
});

test('only a byte with the fixed bits of an answer is one', (t) => {
  const accepted = Array.from({ length: 256 }, (_, byte) => byte).filter(isStatus);
  t.is(accepted.length, 16);
  t.true(accepted.includes(0x12) && accepted.includes(0x7e));
  t.false(isStatus(0x00) || isStatus(0x0a) || isStatus(0x92) || isStatus(0x13));
});
