import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import test from 'ava';
import { exampleOffice } from '#contract/example-office.ts';
import { openBeside, openStore } from '../../../cloud/store/open.ts';
import { writeTurns } from '../../../cloud/store/write-turns.ts';
import { insertOffice } from '../insert-office.ts';

test('turns come in the order in which they were asked for, each after the one before was given', async (t) => {
  const turns = writeTurns();
  const beside = writeTurns(turns.shared);
  const began: string[] = [];
  await turns.take();
  const waiting = [
    ['a', beside],
    ['b', turns],
    ['c', beside],
  ] as const;
  const all = waiting.map(async ([name, row]) => {
    await row.take();
    began.push(name);
    await new Promise(setImmediate);
    t.is(began.at(-1), name, 'nobody else began meanwhile');
    row.give();
  });
  await new Promise(setImmediate);
  t.deepEqual(began, []);
  turns.give();
  await Promise.all(all);
  t.deepEqual(began, ['a', 'b', 'c']);
});

test('a turn given in another thread is heard of in this one', async (t) => {
  const turns = writeTurns();
  await turns.take();
  const mine = turns.take();
  const other = `const { workerData } = require('node:worker_threads'); const turns = new Int32Array(workerData);
    Atomics.add(turns, 1, 1); Atomics.notify(turns, 1);`;
  const worker = new Worker(other, { eval: true, workerData: turns.shared });
  t.teardown(() => worker.terminate());
  await t.notThrowsAsync(mine);
});

test('who writes beside a transaction of another connection waits for its end without standing still; who reads does not wait', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'fronta-turns-'));
  const store = await openStore(`sqlite:${join(folder, 'cloud.sqlite')}`);
  const beside = openBeside(store.door!);
  t.teardown(async () => {
    await beside.close();
    await store.close();
    await rm(folder, { recursive: true });
  });
  await insertOffice(store, exampleOffice);
  const gate = Promise.withResolvers<void>();
  const inside = Promise.withResolvers<void>();
  const transaction = beside.db.transaction().execute(async (trx) => {
    await trx.updateTable('office').set({ feedRevision: 1 }).execute();
    inside.resolve();
    await gate.promise;
  });
  await inside.promise;
  const revision = async () => (await store.db.selectFrom('office').select('feedRevision').executeTakeFirstOrThrow()).feedRevision;
  t.is(await revision(), 0);
  let written = false;
  const write = store.db
    .updateTable('office')
    .set((row) => ({ feedRevision: row('feedRevision', '+', 1) }))
    .execute()
    .then(() => {
      written = true;
    });
  await new Promise(setImmediate);
  t.false(written);
  gate.resolve();
  await Promise.all([transaction, write]);
  t.is(await revision(), 2);
});
