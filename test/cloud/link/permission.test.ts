import test from 'ava';
import { mayPublish, maySubscribe, readUsername } from '../../../cloud/link/permission.ts';

const kiosk = { office: 'krumlov', edge: 'kiosk-1' };

test('a user name is an office and an edge, both identifiers', (t) => {
  t.deepEqual(readUsername('krumlov/kiosk-1'), kiosk);
  for (const name of [undefined, '', 'krumlov', 'krumlov/', '/kiosk-1', '+/kiosk-1', 'krumlov/#', 'krumlov/kiosk-1/x', 'Krumlov/kiosk-1'])
    t.is(readUsername(name), null, name ?? 'none');
});

test('an edge writes its own up subtree and keeps its status there (F32)', (t) => {
  const may = (topic: string, retain = false) => mayPublish(kiosk, { topic, retain });
  t.true(may('fronta/1/krumlov/kiosk-1/up/events'));
  t.true(may('fronta/1/krumlov/kiosk-1/up/status', true));
  t.false(may('fronta/1/krumlov/kiosk-1/up/events', true));
  t.false(may('fronta/1/krumlov/kiosk-10/up/events'));
  t.false(may('fronta/1/krumlov/kiosk-1/down/ack'));
  t.false(may('fronta/1/cloud/status', true));
});

test('an edge reads its own down subtree and the status of the cloud (F32)', (t) => {
  t.true(maySubscribe(kiosk, 'fronta/1/krumlov/kiosk-1/down/+'));
  t.true(maySubscribe(kiosk, 'fronta/1/krumlov/kiosk-1/down/#'));
  t.true(maySubscribe(kiosk, 'fronta/1/cloud/status'));
  t.false(maySubscribe(kiosk, 'fronta/1/cloud/#'));
  t.false(maySubscribe(kiosk, 'fronta/1/krumlov/+/down/+'));
  t.false(maySubscribe(kiosk, '#'));
});
