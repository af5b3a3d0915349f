import test from 'ava';
import { sql } from 'kysely';
import { openStore, StoreError } from '../../../cloud/store/open.ts';
import { newDatabase, startPostgres } from '../postgres.ts';

let server: Awaited<ReturnType<typeof startPostgres>>;
test.before(async () => {
  server = await startPostgres();
});
test.after.always(() => server?.stop());

test('a new database gets its tables, an old one keeps its rows', async (t) => {
  const { url, drop } = await newDatabase(server.url);
  t.teardown(drop);
  const store = await openStore(url);
  t.is(store.kind, 'postgres');
  await store.db.insertInto('setAside').values({ receivedMs: 1_764_000_000_123, topic: 'x', reason: 'y', payload: '' }).execute();
  await store.close();
  const again = await openStore(url);
  const row = await again.db.selectFrom('setAside').selectAll().executeTakeFirstOrThrow();
  t.is(row.receivedMs, 1_764_000_000_123, 'instants are numbers on both engines');
  const { count } = await again.db
    .selectFrom('setAside')
    .select((of) => of.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  t.is(count, 1);
  await again.close();
});

test('what one transaction read and another changed meanwhile is read anew: nothing is decided on old facts', async (t) => {
  const { url, drop } = await newDatabase(server.url);
  t.teardown(drop);
  const store = await openStore(url);
  t.teardown(() => store.close());
  await sql`create table tally (n integer not null)`.execute(store.db);
  await sql`insert into tally values (0)`.execute(store.db);
  const addOne = (): Promise<void> =>
    store.db.transaction().execute(async (trx) => {
      const { rows } = await sql<{ n: number }>`select n from tally`.execute(trx);
      await sql`update tally set n = ${rows[0]!.n + 1}`.execute(trx);
    });
  await Promise.all(Array.from({ length: 12 }, addOne));
  const { rows } = await sql<{ n: number }>`select n from tally`.execute(store.db);
  t.is(rows[0]!.n, 12);
});

test('a commit is on the disk before it is answered, whatever the server would do by itself', async (t) => {
  const { url, drop } = await newDatabase(server.url);
  t.teardown(drop);
  const store = await openStore(url);
  t.teardown(() => store.close());
  const { rows } = await sql<{ synchronous_commit: string }>`show synchronous_commit`.execute(store.db);
  t.is(rows[0]!.synchronous_commit, 'on');
});

test('a server that is not there is told in one line without its password', async (t) => {
  const error = await t.throwsAsync(() => openStore('postgres://fronta:hidden-word@127.0.0.1:1/fronta'), { instanceOf: StoreError });
  t.regex(error.message, /^FRONTA_DATABASE_URL: PostgreSQL at 127\.0\.0\.1:1\/fronta cannot be reached: .*ECONNREFUSED/);
  t.false(error.message.includes('hidden-word'));
});
