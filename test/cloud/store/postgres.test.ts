import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { sql } from 'kysely';
import { openStore, type Store, StoreError } from '../../../cloud/store/open.ts';
import { scrub } from '../../../cloud/store/scrub.ts';
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

test('a cloud goes on while a newer one adds a column to a table of which it has read statements before', async (t) => {
  const { url, drop } = await newDatabase(server.url);
  t.teardown(drop);
  const store = await openStore(url);
  t.teardown(() => store.close());
  const insert = (reason: string) =>
    store.db.insertInto('setAside').values({ receivedMs: 1, topic: 'x', reason, payload: '' }).returning('id').executeTakeFirstOrThrow();
  const find = (reason: string) => store.db.selectFrom('setAside').selectAll().where('reason', '=', reason).execute();
  const count = () =>
    store.db
      .selectFrom('setAside')
      .select((of) => of.fn.countAll<number>().as('number'))
      .where('topic', '=', 'x')
      .executeTakeFirst();
  for (const reason of ['first', 'second']) {
    await insert(reason);
    t.is((await find(reason)).length, 1);
    await count();
    await sql`alter table "setAside" add column ${sql.ref(reason)} text not null default 'new'`.execute(store.db);
  }
  t.like((await find('second'))[0], { first: 'new', second: 'new' });
  t.deepEqual(await count(), { number: 2 });
});

test('a lock that cannot be had is told instead of what was asked behind it, and the connection goes on', async (t) => {
  const { url, drop } = await newDatabase(server.url);
  t.teardown(drop);
  const store = await openStore(url);
  t.teardown(() => store.close());
  const trx = await store.db.startTransaction().setIsolationLevel('read committed').execute();
  await sql`select from generate_series(0, 1) as "n" where 1 / "n" = 2`.execute(trx);
  const error = await t.throwsAsync(sql`select 1`.execute(trx));
  t.is(
    (error as Error & { code?: string }).code,
    '22012',
    'not that the transaction is over, which is all that the question would be told',
  );
  await trx.rollback().execute();
  const locking = await store.db.startTransaction().execute();
  await sql`select from generate_series(1, 3) as "n" where pg_advisory_xact_lock("n") is null`.execute(locking);
  const held = sql<{
    number: number;
  }>`select count(*) as "number" from "pg_locks" where "locktype" = 'advisory' and "pid" = pg_backend_pid()`;
  t.is((await held.execute(locking)).rows[0]!.number, 3);
  await locking.commit().execute();
});

test('a commit is on the disk before it is answered, whatever the server would do by itself', async (t) => {
  const { url, drop } = await newDatabase(server.url);
  t.teardown(drop);
  const store = await openStore(url);
  t.teardown(() => store.close());
  const { rows } = await sql<{ synchronous_commit: string }>`show synchronous_commit`.execute(store.db);
  t.is(rows[0]!.synchronous_commit, 'on');
});

/** Files of this database, its own tables' and the server's, in which a word stands. The log that is written ahead is not among them. */
async function filesWith(word: string, { db }: Store): Promise<readonly string[]> {
  const { rows } = await sql<{ oid: string }>`select oid::text from pg_database where datname = current_database()`.execute(db);
  const folder = join(server.folder, 'base', rows[0]!.oid);
  return readdirSync(folder).filter((name) => readIfThere(join(folder, name)).includes(word));
}

/** The server takes files of tables that were written anew away when it likes. */
function readIfThere(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}

test("what was purged is in no file of a table after it was scrubbed: not in the gaps of its pages, not in the planner's samples", async (t) => {
  const { url, drop } = await newDatabase(server.url);
  t.teardown(drop);
  const store = await openStore(url);
  t.teardown(() => store.close());
  const mail = {
    kind: 'hold',
    subject: '',
    html: '',
    attachments: '[]',
    state: 'sent',
    attempts: 0,
    nextAttemptMs: 0,
    createdMs: 0,
  } as const;
  const rows = Array.from({ length: 300 }, (_, person) => ({
    ...mail,
    reservation: 'r',
    recipient: `zasazena-${person}@example.cz`,
    text: `Zasazená Osoba ${person}`,
  }));
  await store.db.insertInto('mail').values(rows).execute();
  await sql`analyze`.execute(store.db);
  await sql`checkpoint`.execute(store.db);
  t.true((await filesWith('zasazena-', store)).length > 0);
  const sampled = await sql<{ name: string }>`select attname as name from pg_stats where tablename = 'mail'`.execute(store.db);
  const names = sampled.rows.map(({ name }) => name);
  t.true(names.includes('kind'));
  for (const name of ['recipient', 'text']) t.false(names.includes(name), `${name} is sampled`);
  await store.db.updateTable('mail').set({ recipient: '', text: '' }).where('id', '>', 10).execute();
  await store.db.deleteFrom('mail').where('id', '<=', 10).execute();
  await scrub(store, 0);
  await sql`checkpoint`.execute(store.db);
  for (const word of ['zasazena-', 'Zasazená']) t.deepEqual(await filesWith(word, store), [], word);
});

test('who works with a table keeps it from being rewritten; the next purge tries again', async (t) => {
  const { url, drop } = await newDatabase(server.url);
  t.teardown(drop);
  const store = await openStore(url);
  t.teardown(() => store.close());
  const oid = async () => (await sql<{ file: number }>`select pg_relation_filenode('mail') as file`.execute(store.db)).rows[0]!.file;
  const before = await oid();
  await store.db.transaction().execute(async (trx) => {
    await trx.selectFrom('mail').select('id').execute();
    await t.notThrowsAsync(scrub(store, 0));
    t.is(await oid(), before);
  });
  await scrub(store, 1);
  t.not(await oid(), before);
});

test('a server that is not there is told in one line without its password', async (t) => {
  const error = await t.throwsAsync(() => openStore('postgres://fronta:hidden-word@127.0.0.1:1/fronta'), { instanceOf: StoreError });
  t.regex(error.message, /^FRONTA_DATABASE_URL: PostgreSQL at 127\.0\.0\.1:1\/fronta cannot be reached: .*ECONNREFUSED/);
  t.false(error.message.includes('hidden-word'));
});
