import { request } from 'node:http';
import { connect } from 'node:net';
import { setImmediate as soon } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import test from 'ava';
import { bodyLimitKb } from '../../../edge/screens/problem.ts';
import { staffCode } from './desk.ts';
import { opened, problemOf } from './opened.ts';

const json = 'application/json';

test('JSON and forms in UTF-8 are read, under any spelling of their type', async (t) => {
  const { address } = await opened(t);
  const send = (path: string, body: string, type: string) =>
    fetch(address + path, { method: 'POST', redirect: 'manual', body, headers: { 'content-type': type } });
  for (const type of [json, 'Application/JSON; charset=UTF-8', 'application/json;charset="utf-8"'])
    t.is((await send('/api/v1/session', JSON.stringify({ code: staffCode }), type)).status, 200, type);
  const form = await send('/staff/login', `code=${staffCode}&language=c%C5%99s`, 'application/x-www-form-urlencoded');
  t.is(form.headers.get('location'), '/staff');
});

test('a body of another type, or none, is no body', async (t) => {
  const { address, post } = await opened(t);
  for (const headers of [{ 'Content-Type': 'text/plain' }, { 'Content-Type': 'application/xml' }]) {
    const answer = await post('/api/v1/session', JSON.stringify({ code: staffCode }), headers);
    t.is((await problemOf(t, answer)).type, 'invalid');
  }
  t.is((await fetch(`${address}/api/v1/session`, { method: 'POST' })).status, 422);
  t.is((await post('/api/v1/session', ' ')).status, 422);
});

test('a body in another charset or compressed is refused by name', async (t) => {
  const { address, post } = await opened(t);
  const latin = await post('/api/v1/session', '{}', { 'Content-Type': `${json}; charset=latin2` });
  t.is(latin.status, 415);
  const packed = gzipSync('{}');
  const headers = { 'content-type': json, 'content-encoding': 'gzip' };
  const answer = await fetch(`${address}/api/v1/session`, { method: 'POST', body: packed, headers });
  t.is((await problemOf(t, answer)).type, 'unsupported-encoding');
});

test('a body over the limit is refused while it comes, though its length was never told', async (t) => {
  const { address } = await opened(t);
  const status = await new Promise((resolve, reject) => {
    const sending = request(`${address}/bench/keypad`, { method: 'POST', headers: { 'content-type': json } }, (answer) => {
      resolve(answer.statusCode);
      sending.destroy();
    });
    sending.on('error', reject);
    sending.write(`{"keys": "${'1'.repeat(bodyLimitKb * 1024)}`);
  });
  t.is(status, 413);
});

test('a sender that breaks off in its body is no mistake of ours', async (t) => {
  const { address, post, warnings } = await opened(t);
  const { port } = new URL(address);
  const socket = connect(Number(port), '127.0.0.1');
  socket.write(`POST /bench/keypad HTTP/1.1\r\nHost: x\r\nContent-Type: ${json}\r\nContent-Length: 100\r\n\r\n{"keys": `);
  await new Promise((resolve) => socket.once('ready', resolve));
  await soon();
  socket.resetAndDestroy();
  t.is((await post('/bench/keypad', { keys: '1' })).status, 200);
  t.deepEqual(warnings, []);
});
