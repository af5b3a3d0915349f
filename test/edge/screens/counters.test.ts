import test from 'ava';
import { opened, problemOf } from './opened.ts';

test('a clerk with a session calls the next ticket', async (t) => {
  const { post, logIn } = await opened(t);
  const answer = await post('/api/v1/counters/3/next', undefined, { Cookie: await logIn() });
  t.is(answer.status, 200);
  t.deepEqual(await answer.json(), { counter: 3, ticket: 'A15' });
});

test('every action of a counter is there', async (t) => {
  const { post, logIn } = await opened(t);
  const Cookie = await logIn();
  for (const [action, body] of [
    ['open', {}],
    ['pick', { number: 'A16' }],
    ['recall', {}],
    ['park', {}],
    ['next', {}],
    ['transfer', { to: 'ridici' }],
    ['next', {}],
    ['no-show', {}],
    ['next', {}],
    ['finish', {}],
    ['close', {}],
  ] as const) {
    const answer = await post(`/api/v1/counters/3/${action}`, body, { Cookie });
    t.is(answer.status, 200, action);
  }
});

test('what the queue refuses is a conflict whose type is the refusal word', async (t) => {
  const { post, logIn } = await opened(t);
  const answer = await post('/api/v1/counters/1/undo', undefined, { Cookie: await logIn() });
  t.is(answer.status, 409);
  t.is((await problemOf(t, answer)).type, 'nothing-to-undo');
});

test('nobody without a session moves a counter', async (t) => {
  const { post, office } = await opened(t);
  const before = office.views();
  for (const headers of [{}, { Cookie: 'fronta-session=guessed' }]) {
    const answer = await post('/api/v1/counters/1/next', undefined, headers);
    t.is(answer.status, 401);
    t.is((await problemOf(t, answer)).type, 'no-session');
  }
  t.is(office.views(), before);
});

test('a counter that the office does not have is not found', async (t) => {
  const { post, logIn } = await opened(t);
  const Cookie = await logIn();
  for (const counter of ['9', '0', '01', 'x', '-1']) {
    const answer = await post(`/api/v1/counters/${counter}/next`, undefined, { Cookie });
    t.is(answer.status, 404, counter);
    t.is((await problemOf(t, answer)).type, 'unknown-counter');
  }
  t.is((await problemOf(t, await post('/api/v1/counters/1/dance', undefined, { Cookie }))).type, 'unknown-action');
});

test('a transfer and a pick must name their object, and the answer names the field', async (t) => {
  const { post, logIn } = await opened(t);
  const Cookie = await logIn();
  for (const [action, field] of [
    ['transfer', 'to'],
    ['pick', 'number'],
  ] as const) {
    for (const body of [undefined, {}, { [field]: 7 }, { [field]: '' }, { [field]: 'x'.repeat(65) }]) {
      const answer = await post(`/api/v1/counters/1/${action}`, body, { Cookie });
      t.is(answer.status, 422);
      t.is((await problemOf(t, answer)).field, field);
    }
  }
  const { title } = await problemOf(t, await post('/api/v1/counters/1/transfer', { service: 'ridici' }, { Cookie }));
  t.is(title, '"to" names the service that takes the ticket over: one of vozidla, dovozy, ridici.');
});
