import test from 'ava';
import { opened, problemOf } from './opened.ts';

test('staff stop and resume giving tickets; twice is a conflict', async (t) => {
  const { post, logIn, office } = await opened(t);
  const Cookie = await logIn();
  const told = await post('/api/v1/issuing/stop', undefined, { Cookie });
  t.deepEqual([told.status, await told.json()], [200, { issuing: 'stopped' }]);
  t.is(office.views().staff.issuing, 'stopped');
  const again = await post('/api/v1/issuing/stop', undefined, { Cookie });
  t.is(again.status, 409);
  t.is((await problemOf(t, again)).type, 'already-so');
  t.is((await post('/api/v1/issuing/resume', undefined, { Cookie })).status, 200);
  t.is(office.views().staff.issuing, 'open');
});

test('nobody without a session stops tickets, and no other word is known', async (t) => {
  const { post, logIn, office } = await opened(t);
  t.is((await post('/api/v1/issuing/stop')).status, 401);
  t.is(office.views().staff.issuing, 'open');
  const unknown = await post('/api/v1/issuing/pause', undefined, { Cookie: await logIn() });
  t.is((await problemOf(t, unknown)).type, 'unknown-action');
});
