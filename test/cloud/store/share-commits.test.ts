import test from 'ava';
import { sql } from 'kysely';
import { openStore } from '../../../cloud/store/open.ts';
import { shareCommits } from '../../../cloud/store/share-commits.ts';

const note = (office: string) => ({
  ...{ office, what: 'noted', who: 'test', subject: '', changes: '{}', atMs: 0 },
});

test('works that come together are committed together, one that throws leaves nothing behind, and the others stand', async (t) => {
  const store = await openStore('sqlite::memory:');
  t.teardown(() => store.close());
  const run = shareCommits(store.db);
  const seen: number[] = [];
  const write = (office: string) =>
    run(async (trx) => {
      await trx.insertInto('adminAudit').values(note(office)).execute();
      if (office === 'wrong') throw new Error('thought better of it');
      const { rows } = await sql<{ total: number }>`select count(*) as total from "adminAudit"`.execute(trx);
      seen.push(rows[0]!.total);
      return office;
    });
  const answers = await Promise.allSettled([write('a'), write('wrong'), write('b')]);
  t.deepEqual(
    answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : (answer.reason as Error).message)),
    ['a', 'thought better of it', 'b'],
  );
  t.deepEqual(seen, [1, 2]);
  t.deepEqual(
    (await store.db.selectFrom('adminAudit').select('office').orderBy('id').execute()).map(({ office }) => office),
    ['a', 'b'],
  );
});

test('nobody is answered before the commit: when that fails, all of it is told to all of them', async (t) => {
  const store = await openStore('sqlite::memory:');
  t.teardown(() => store.close());
  // A constraint that is looked at when the transaction ends.
  await sql`create table parent (id integer primary key)`.execute(store.db);
  await sql`create table child (parent integer references parent (id) deferrable initially deferred)`.execute(store.db);
  await sql`pragma foreign_keys = on`.execute(store.db);
  const run = shareCommits(store.db);
  const answers = await Promise.allSettled([
    run(async (trx) => void (await trx.insertInto('adminAudit').values(note('a')).execute())),
    run(async (trx) => void (await sql`insert into child values (1)`.execute(trx))),
  ]);
  t.true(answers.every(({ status }) => status === 'rejected'));
  t.is((await store.db.selectFrom('adminAudit').select('id').execute()).length, 0);
  await run(async (trx) => void (await trx.insertInto('adminAudit').values(note('later')).execute()));
  t.is((await store.db.selectFrom('adminAudit').select('id').execute()).length, 1, 'and the next ones go on');
});
