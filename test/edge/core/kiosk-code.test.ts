import test from 'ava';
import { atRestAfter, type Kiosk, promptPin, restingKiosk, showRefusal } from '../../../edge/core/kiosk.ts';
import { codeEnded, pressCodeKey } from '../../../edge/core/kiosk-code.ts';

const type = (kiosk: Kiosk, keys: string): { kiosk: Kiosk; codes: readonly string[] } => {
  const codes: string[] = [];
  let now = kiosk;
  for (const key of keys) {
    const pressed = pressCodeKey(now, key, 0);
    now = pressed.kiosk;
    if (pressed.code !== null) codes.push(pressed.code);
  }
  return { kiosk: now, codes };
};
const rest = restingKiosk('cs');
const digits = '1234567890123452';

test('sixteen digits and OK are a code, and no digit more is taken', (t) => {
  t.deepEqual(type(rest, `${digits}9#`).codes, [digits]);
  t.deepEqual(type(rest, '1234#'), { kiosk: type(rest, '1234').kiosk, codes: [] });
  t.deepEqual(type(rest, digits).codes, [], 'never without OK');
});

test('C clears the entry, and twice goes back to rest', (t) => {
  t.deepEqual(type(rest, `12*${digits}#`).codes, [digits]);
  t.is(type(rest, '12**').kiosk.panel.kind, 'rest');
});

test('while the code is being checked keys do nothing, and what came of it stands until its time is over', (t) => {
  const asking = type(rest, `${digits}#`).kiosk;
  t.is(type(asking, '12').kiosk, asking);
  const ended = codeEnded(asking, 'unknown-code', 1_000);
  t.deepEqual(ended.panel, { kind: 'enrolment', came: 'unknown-code' });
  t.is(atRestAfter(ended, 120_999, 'cs'), ended);
  t.is(atRestAfter(ended, 121_000, 'cs').panel.kind, 'rest');
  t.deepEqual(type(ended, '7').kiosk.panel, { kind: 'code', digits: '7' });
});

test('a visitor who has gone on to something else is not disturbed by the answer', (t) => {
  const refused = showRefusal(type(rest, `${digits}#`).kiosk, { word: 'issuing-stopped' }, 0);
  t.is(codeEnded(refused, 'done', 0), refused);
});

test('a PIN that somebody has begun keeps its keys', (t) => {
  t.deepEqual(type(promptPin(rest, 0), '12').kiosk.panel, { kind: 'pin', digits: '12' });
});
