import test from 'ava';
import { unansweredAhead } from '../../../cloud/store/unanswered-ahead.ts';

/** A server that answers when it is told to, or refuses. */
function server() {
  const sent: string[] = [];
  const answers = new Map<string, ReturnType<typeof Promise.withResolvers<unknown>>>();
  const ask = unansweredAhead((text) => {
    sent.push(text);
    answers.set(text, Promise.withResolvers());
    return answers.get(text)!.promise;
  });
  const turn = () => new Promise((next) => setImmediate(next));
  return {
    sent,
    ask,
    turn,
    answer: (text: string) => answers.get(text)!.resolve(text),
    refuse: (text: string) => answers.get(text)!.reject(new Error(text)),
  };
}

test('the beginning of a transaction and its locks go with the first question, which is answered after them', async (t) => {
  const { sent, ask, turn, answer } = server();
  await ask('begin', []);
  await ask('select from "locks"', []);
  const asked = ask('select 1', []);
  t.deepEqual(sent, ['begin', 'select from "locks"', 'select 1']);
  let isAnswered = false;
  void asked.then(() => {
    isAnswered = true;
  });
  for (const text of ['select 1', 'begin']) answer(text);
  await turn();
  t.false(isAnswered);
  answer('select from "locks"');
  t.is(await asked, 'select 1');
});

test('nothing that changes anything is sent before its transaction is known to have begun', async (t) => {
  const { sent, ask, turn, answer, refuse } = server();
  for (const change of ['insert into "here"', 'with "rows" as (delete from "here" returning 1) select 1', 'commit']) {
    await ask('start transaction isolation level serializable', []);
    const asked = ask(change, []);
    await turn();
    t.false(sent.includes(change));
    answer('start transaction isolation level serializable');
    await turn();
    t.true(sent.includes(change));
    answer(change);
    t.is(await asked, change);
  }
  await ask('begin', []);
  refuse('begin');
  await t.throwsAsync(ask('update "here"', []), { message: 'begin' });
  t.false(sent.includes('update "here"'));
});

test('what failed ahead is told in place of the answer, once', async (t) => {
  const { ask, answer, refuse } = server();
  await ask('begin', []);
  await ask('select from "locks"', []);
  const asked = ask('select 1', []);
  answer('begin');
  refuse('select 1');
  refuse('select from "locks"');
  await t.throwsAsync(asked, { message: 'select from "locks"' });
  const undone = ask('rollback', []);
  answer('rollback');
  t.is(await undone, 'rollback');
});
