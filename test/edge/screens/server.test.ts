import { once } from 'node:events';
import { connect } from 'node:net';
import test from 'ava';
import { streamsMax } from '../../../edge/screens/event-stream.ts';
import { bodyLimitKb } from '../../../edge/screens/problem.ts';
import { openScreens } from '../../../edge/screens/server.ts';
import { simulatedOffice } from './desk.ts';
import { readEvents } from './event-reader.ts';
import { opened, problemOf } from './opened.ts';

test('a body that is not JSON is refused', async (t) => {
  const { post } = await opened(t);
  for (const body of ['{"code": ', '"2010"', '{]']) {
    const answer = await post('/api/v1/session', body);
    t.is(answer.status, 400, body);
    t.is((await problemOf(t, answer)).type, 'malformed-body');
  }
});

test('a body over 64 KB is refused', async (t) => {
  const { post } = await opened(t);
  const answer = await post('/bench/keypad', { keys: '1'.repeat(bodyLimitKb * 1024) });
  t.is(answer.status, 413);
  t.is((await problemOf(t, answer)).type, 'body-too-large');
});

test('a page of another site moves nothing, the office pages and scripts do', async (t) => {
  const { address, office } = await opened(t);
  const before = office.views();
  const press = async (headers: readonly string[]): Promise<string> => {
    const { hostname, port, host } = new URL(address);
    const socket = connect(Number(port), hostname);
    socket.write(
      [
        'POST /bench/keypad HTTP/1.1',
        `Host: ${host}`,
        'Content-Type: application/json',
        'Content-Length: 12',
        'Connection: close',
        ...headers,
        '',
        '{"keys":"1"}',
      ].join('\r\n'),
    );
    const [start] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    return start.toString().slice(9, 12);
  };
  t.is(await press(['Origin: http://elsewhere.example']), '403');
  t.is(await press(['Origin: null']), '403');
  t.is(await press(['Sec-Fetch-Site: cross-site']), '403');
  t.is(await press(['Sec-Fetch-Site: same-site', `Origin: ${address}`]), '403');
  t.is(office.views(), before);
  t.is(await press(['Sec-Fetch-Site: same-origin', `Origin: ${address}`]), '200');
  t.is(await press([`Origin: ${address}`]), '200');
  t.is(await press([]), '200');
});

test('there is a most of open streams, and a closed one makes room', async (t) => {
  const { address } = await opened(t);
  const streams = await Promise.all(Array.from({ length: streamsMax }, () => readEvents(t, `${address}/board/events`)));
  t.true(streams.every(({ status }) => status === 200));
  const refused = await fetch(`${address}/api/v1/events`);
  t.is(refused.status, 503);
  t.is((await problemOf(t, refused)).type, 'too-many-streams');
  streams[0]?.leave();
  let next = await readEvents(t, `${address}/api/v1/events`);
  while (next.status === 503) next = await readEvents(t, `${address}/api/v1/events`);
  t.is(next.status, 200);
});

test('a page that does not read is dropped and the others go on', async (t) => {
  const { address, office, warnings } = await opened(t);
  const { hostname, port, host } = new URL(address);
  const deaf = connect(Number(port), hostname);
  deaf.pause();
  deaf.write(`GET /board/events HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
  const dropped = once(deaf, 'close');
  deaf.on('error', () => {});
  const good = await readEvents(t, `${address}/board/events`);
  await good.picture();
  const long = 'x'.repeat(400_000);
  while (warnings.length === 0) {
    office.set((views) => ({ ...views, board: { ...views.board, office: long } }));
    await good.picture();
  }
  t.deepEqual(warnings, ['dropped a page that reads too slowly']);
  deaf.resume();
  await t.notThrowsAsync(dropped);
});

test('a port in use is told in one line: what, where, what to do', async (t) => {
  const { address } = await opened(t);
  const port = Number(new URL(address).port);
  const office = simulatedOffice();
  const log = { info() {}, warn() {} };
  const error = await t.throwsAsync(openScreens({ host: '127.0.0.1', port, desk: office.desk, bench: null, log, pagesFolder: '' }));
  t.regex(error?.message ?? '', /^screens: cannot listen on 127\.0\.0\.1:\d+: the port is in use\. Stop .+$/);
});

test('closing ends every open page at once', async (t) => {
  const { address, screens } = await opened(t);
  const stream = await readEvents(t, `${address}/board/events`);
  await stream.picture();
  const ended = stream.ended();
  await screens.close();
  await t.notThrowsAsync(ended);
});
