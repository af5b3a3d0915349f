import test from 'ava';
import { decodeDown } from '#contract/decode.ts';
import { exampleOffice } from '#contract/example-office.ts';

const said = (revision: number): string =>
  JSON.stringify({ settings: { ...exampleOffice, revision }, pinKey: '0'.repeat(64), publicOrigin: 'https://fronta.example' });

test('settings that are said again in the same words are read once, others anew', (t) => {
  const first = decodeDown('settings', said(1));
  t.true(first.ok);
  t.is(decodeDown('settings', said(1)), first);
  const other = decodeDown('settings', said(2));
  t.true(other.ok && other.message.kind === 'settings' && other.message.body.settings.revision === 2);
  t.is(decodeDown('settings', said(1)), first);
});

test('settings that are refused are refused again with the same reason (F25)', (t) => {
  const wrong = said(1).replace('"revision":1', '"revision":"one"');
  const refused = decodeDown('settings', wrong);
  t.true(!refused.ok && refused.reason.includes('revision'));
  t.deepEqual(decodeDown('settings', wrong), refused);
});
