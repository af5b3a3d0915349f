import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdtempSync, openSync, readdirSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import test, { type ExecutionContext } from 'ava';
import { backUp, restore } from '../../../cloud/backup/backup.ts';
import { openStore, type Store } from '../../../cloud/store/open.ts';
import { needs } from '../../needs.ts';
import { newDatabase } from '../postgres.ts';
import { startDebianPostgres } from './debian-postgres.ts';

const searchPath = process.env.PATH ?? '';

function folder(t: ExecutionContext): string {
  const path = mkdtempSync(join(tmpdir(), 'fronta-backup-'));
  t.teardown(() => rmSync(path, { recursive: true }));
  return path;
}

const keep = (store: Store, reason: string) =>
  store.db
    .insertInto('setAside')
    .values({ receivedMs: 1, topic: 'a', reason, payload: 'x'.repeat(2_000) })
    .execute();

const kept = async (store: Store): Promise<string[]> =>
  (await store.db.selectFrom('setAside').select('reason').orderBy('id').execute()).map(({ reason }) => reason);

/** Everything committed before the backup began is in it, and of what came meanwhile a beginning without a gap. */
function assertPrefix(t: ExecutionContext, found: readonly string[], atLeast: number): void {
  t.true(found.length >= atLeast, `${found.length} rows of at least ${atLeast}`);
  t.deepEqual(
    found,
    found.map((_, index) => String(index)),
  );
}

/** Writes row after row until asked to end. */
function writeOn(store: Store, from: number): () => Promise<void> {
  let ended = false;
  const writing = (async () => {
    for (let row = from; !ended; row++) {
      await keep(store, String(row));
      // SQLite answers within one turn: without a breath nobody else would have one.
      await setImmediate();
    }
  })();
  return async () => {
    ended = true;
    await writing;
  };
}

test('a backup of a database at work holds all that was committed before, and can be given back (F17)', async (t) => {
  const place = folder(t);
  const url = `sqlite:${join(place, 'cloud.sqlite')}`;
  const store = await openStore(url);
  t.teardown(() => store.close());
  for (let row = 0; row < 2_000; row++) await keep(store, String(row));
  const stopWriting = writeOn(store, 2_000);
  const file = join(place, 'monday.backup');
  // As a process of its own, so that the two really write and read at once.
  const backup = spawn(process.execPath, ['cloud/backup/main.ts', 'backup', file], { env: { PATH: searchPath, FRONTA_DATABASE_URL: url } });
  const [code] = await once(backup, 'exit');
  await stopWriting();
  t.is(code, 0);
  t.is(statSync(file).mode & 0o077, 0, 'names and addresses are for nobody else');

  const elsewhere = { databaseUrl: `sqlite:${join(place, 'new.sqlite')}`, searchPath };
  await restore(elsewhere, file);
  const again = await openStore(elsewhere.databaseUrl);
  assertPrefix(t, await kept(again), 2_000);
  await again.close();
  t.deepEqual(
    readdirSync(place).filter((name) => /part/.test(name)),
    [],
  );
});

test('nothing that is there is overwritten, neither a backup nor a database nor what one left', async (t) => {
  const place = folder(t);
  const from = { databaseUrl: `sqlite:${join(place, 'cloud.sqlite')}`, searchPath };
  await (await openStore(from.databaseUrl)).close();
  const file = join(place, 'a.backup');
  await backUp(from, file);
  await t.throwsAsync(backUp(from, file), { message: /a\.backup" is there already/ });
  await t.throwsAsync(restore(from, file), { message: /cloud\.sqlite" is there: end the cloud and move/ });
  writeFileSync(join(place, 'other.sqlite-wal'), 'of an old life');
  const other = { databaseUrl: `sqlite:${join(place, 'other.sqlite')}`, searchPath };
  await t.throwsAsync(restore(other, file), { message: /other\.sqlite-wal" is there/ });
  t.false(existsSync(join(place, 'other.sqlite')));
});

test('what is no whole backup is refused by name and leaves nothing behind', async (t) => {
  const place = folder(t);
  const from = { databaseUrl: `sqlite:${join(place, 'cloud.sqlite')}`, searchPath };
  const to = { databaseUrl: `sqlite:${join(place, 'new.sqlite')}`, searchPath };
  const store = await openStore(from.databaseUrl);
  for (let row = 0; row < 50; row++) await keep(store, String(row));
  await store.close();
  const file = join(place, 'damaged.backup');
  await backUp(from, file);
  const descriptor = openSync(file, 'r+');
  for (let page = 4; page < 40; page++) writeSync(descriptor, Buffer.alloc(200, 0xff), 0, 200, page * 4096);
  closeSync(descriptor);
  await t.throwsAsync(restore(to, file), { message: /damaged|could not be given back/ });
  await t.throwsAsync(restore(to, join(place, 'nothing')), { message: /there is no file/ });
  writeFileSync(join(place, 'letter.txt'), 'Dear office');
  await t.throwsAsync(restore(to, join(place, 'letter.txt')), { message: /is no backup/ });
  await t.throwsAsync(backUp({ databaseUrl: `sqlite:${join(place, 'none.sqlite')}`, searchPath }, join(place, 'b')), {
    message: /there is no database at/,
  });
  t.deepEqual(
    readdirSync(place)
      .filter((name) => !name.startsWith('cloud.sqlite'))
      .sort(),
    ['damaged.backup', 'letter.txt'],
  );
});

test('the commands say in one line what they did or what is wrong', async (t) => {
  const place = folder(t);
  const env = { PATH: searchPath, FRONTA_DATABASE_URL: `sqlite:${join(place, 'cloud.sqlite')}` };
  await (await openStore(env.FRONTA_DATABASE_URL)).close();
  const run = (...words: string[]) => spawnSync(process.execPath, ['cloud/backup/main.ts', ...words], { env, encoding: 'utf8' });
  const file = join(place, 'a.backup');
  t.regex(run('backup', file).stdout, /^\S+a\.backup: \d+ KiB, whole\n$/);
  const refused = run('restore', file);
  t.is(refused.status, 1);
  t.is(refused.stderr.trim().split('\n').length, 1);
  t.is(run('restore').status, 2);
});

needs('pg_dump', 'pg_restore')('PostgreSQL at work is dumped and given back (F17)', async (t) => {
  const server = await startDebianPostgres();
  t.teardown(() => server.stop());
  const [from, to] = [await newDatabase(server.url), await newDatabase(server.url)];
  const programs = `${server.programs}:${searchPath}`;
  const store = await openStore(from.url);
  for (let row = 0; row < 200; row++) await keep(store, String(row));
  const stopWriting = writeOn(store, 200);
  const file = join(folder(t), 'monday.dump');
  await backUp({ databaseUrl: from.url, searchPath: programs }, file);
  await stopWriting();
  await store.close();
  t.is(statSync(file).mode & 0o077, 0);

  await restore({ databaseUrl: to.url, searchPath: programs }, file);
  const again = await openStore(to.url);
  assertPrefix(t, await kept(again), 200);
  await again.close();
  await t.throwsAsync(restore({ databaseUrl: to.url, searchPath: programs }, file), { message: /tables already/ });
  const message = (await t.throwsAsync(backUp({ databaseUrl: from.url, searchPath: '/nowhere' }, `${file}2`)))?.message;
  t.regex(message ?? '', /pg_dump cannot be run.*postgresql-client/);
  await from.drop();
  await to.drop();
});
