import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promiseHooks } from 'node:v8';
import { Worker } from 'node:worker_threads';
import test, { type ExecutionContext } from 'ava';
import { sql } from 'kysely';
import { openStore, StoreError } from '../../../cloud/store/open.ts';

function folder(t: ExecutionContext): string {
  const path = mkdtempSync(join(tmpdir(), 'fronta-store-'));
  t.teardown(() => rmSync(path, { recursive: true }));
  return path;
}
const aside = (reason: string) => ({ receivedMs: 1, topic: 'a', reason, payload: '' });

test('a new database is made, kept, and opened again with its data', async (t) => {
  const url = `sqlite:${join(folder(t), 'deeper', 'cloud.sqlite')}`;
  const store = await openStore(url);
  t.is((await sql<{ synchronous: number }>`pragma synchronous`.execute(store.db)).rows[0]?.synchronous, 2);
  await store.db.insertInto('setAside').values(aside('kept')).execute();
  await store.close();
  const again = await openStore(url);
  t.is((await again.db.selectFrom('setAside').selectAll().execute()).length, 1);
  await again.close();
});

test('transactions run one after another and a failed one leaves nothing', async (t) => {
  const store = await openStore('sqlite::memory:');
  t.teardown(() => store.close());
  const work = (number: number) =>
    store.db.transaction().execute(async (trx) => {
      const before = await trx.selectFrom('setAside').selectAll().execute();
      await trx
        .insertInto('setAside')
        .values(aside(String(before.length)))
        .execute();
      if (number % 3 === 0) throw new Error('undone');
    });
  await Promise.allSettled(Array.from({ length: 9 }, (_, number) => work(number)));
  const rows = await store.db.selectFrom('setAside').select('reason').orderBy('id').execute();
  t.deepEqual(
    rows.map((row) => row.reason),
    ['0', '1', '2', '3', '4', '5'],
  );
});

test.serial('whoever waits for the one connection of SQLite costs the same, however many wait with them', async (t) => {
  const store = await openStore('sqlite::memory:');
  t.teardown(() => store.close());
  const stepsEach = async (readers: number): Promise<number> => {
    let steps = 0;
    const stop = promiseHooks.onBefore(() => {
      steps += 1;
    });
    await Promise.all(Array.from({ length: readers }, () => store.db.selectFrom('setAside').select('id').execute()));
    stop();
    return steps / readers;
  };
  await stepsEach(10);
  t.true((await stepsEach(1_000)) < 1.5 * (await stepsEach(10)), 'a thousand who wait do not wake each other');
});

test('who reads waits for no transaction and sees nothing of it before its commit', async (t) => {
  const store = await openStore(`sqlite:${join(folder(t), 'cloud.sqlite')}`);
  t.teardown(() => store.close());
  const reasons = async () => (await store.db.selectFrom('setAside').select('reason').execute()).map(({ reason }) => reason);
  await store.db.transaction().execute(async (trx) => {
    await trx.insertInto('setAside').values(aside('new')).execute();
    t.deepEqual(await reasons(), [], 'answered while the transaction is open');
  });
  t.deepEqual(await reasons(), ['new']);
});

test('what is written by many at once is kept of each, and what one may not write hinders no other', async (t) => {
  const store = await openStore(`sqlite:${join(folder(t), 'cloud.sqlite')}`);
  t.teardown(() => store.close());
  const ids = [...Array(200).keys(), 7, 150];
  const written = await Promise.allSettled(
    ids.map((id) =>
      store.db
        .insertInto('setAside')
        .values({ ...aside(String(id)), id } as never)
        .execute(),
    ),
  );
  const refused = written.flatMap(({ status }, index) => (status === 'rejected' ? ids[index] : []));
  t.deepEqual(refused, [7, 150], 'an id is given once');
  const rows = await store.db.selectFrom('setAside').select('id').orderBy('id').execute();
  t.deepEqual(
    rows.map(({ id }) => Number(id)),
    [...Array(200).keys()],
  );
});

test('in memory, where there is one connection, who reads sees nothing of a transaction either', async (t) => {
  const store = await openStore('sqlite::memory:');
  t.teardown(() => store.close());
  let reading: Promise<unknown[]> = Promise.resolve([]);
  const undone = store.db.transaction().execute(async (trx) => {
    await trx.insertInto('setAside').values(aside('undone')).execute();
    reading = store.db.selectFrom('setAside').select('reason').execute();
    throw new Error('undone');
  });
  await t.throwsAsync(undone, { message: 'undone' });
  t.deepEqual(await reading, []);
});

test('somebody else who writes to the file meanwhile is waited for, not a reason to fail', async (t) => {
  const path = join(folder(t), 'cloud.sqlite');
  const store = await openStore(`sqlite:${path}`);
  t.teardown(() => store.close());
  const tool = new Worker(
    `const { DatabaseSync } = require('node:sqlite');
     const { parentPort, workerData } = require('node:worker_threads');
     const db = new DatabaseSync(workerData);
     db.exec("begin immediate; insert into setAside (receivedMs, topic, reason, payload) values (1, 'a', 'tool', '')");
     parentPort.postMessage('holds');
     setTimeout(() => { db.exec('commit'); db.close(); }, 300);`,
    { eval: true, workerData: path },
  );
  await once(tool, 'message');
  const seen = await store.db.transaction().execute(async (trx) => {
    const before = await trx.selectFrom('setAside').select('reason').execute();
    await trx.insertInto('setAside').values(aside('cloud')).execute();
    return before.map(({ reason }) => reason);
  });
  t.deepEqual(seen, ['tool'], 'what the tool wrote is seen: nothing is decided on old facts');
});

test('a place that cannot be opened is one clear line', async (t) => {
  const path = folder(t);
  writeFileSync(join(path, 'file'), 'no folder');
  writeFileSync(join(path, 'no-database'), 'this is no database, however long it is made to look'.repeat(100));
  for (const url of [
    `sqlite:${join(path, 'file', 'cloud.sqlite')}`,
    `sqlite:${join(path, 'no-database')}`,
    'postgres://user:tajne@db/x',
    'mysql://x',
  ]) {
    const error = await t.throwsAsync(() => openStore(url), { instanceOf: StoreError }, url);
    t.regex(error?.message ?? '', /^FRONTA_DATABASE_URL: [^\n]+$/);
    t.false(error?.message.includes('tajne'));
  }
});
