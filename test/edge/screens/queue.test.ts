import test from 'ava';
import type { PublicView } from '../../../edge/core/views/screens.ts';
import { readEvents } from './event-reader.ts';
import { opened } from './opened.ts';

test('anybody on the network reads the public view of the queue', async (t) => {
  const { address, office } = await opened(t);
  const answer = await fetch(`${address}/api/v1/queue`);
  t.is(answer.status, 200);
  t.deepEqual(await answer.json(), office.views().public);
});

test('the stream of the public view begins with the view of this moment and tells when to come back', async (t) => {
  const { address, office } = await opened(t);
  const stream = await readEvents(t, `${address}/api/v1/events`);
  t.is(stream.type, 'text/event-stream; charset=utf-8');
  t.is(await stream.block(), 'retry: 2000');
  t.deepEqual(await stream.picture<PublicView>(), office.views().public);
});

test('a call reaches every open stream without a reload', async (t) => {
  const { address, office } = await opened(t);
  const streams = await Promise.all([1, 2].map(() => readEvents(t, `${address}/api/v1/events`)));
  for (const stream of streams) await stream.picture();
  await office.desk.act(3, { action: 'next' });
  for (const stream of streams) {
    const { counters } = await stream.picture<PublicView>();
    t.deepEqual(counters[2], { number: 3, state: 'open', ticket: 'A15' });
  }
});

test('a quiet stream of the public view gets a heartbeat comment, a page gets its picture again (F29)', async (t) => {
  const { address } = await opened(t, { beatMs: 20 });
  const stream = await readEvents(t, `${address}/api/v1/events`);
  await stream.picture();
  t.is(await stream.block(), ': beat');
  const board = await readEvents(t, `${address}/board/events`);
  t.deepEqual(await board.picture(), await board.picture());
});
