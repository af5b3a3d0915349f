import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { verifyCredential } from '../../../cloud/offices/credentials.ts';
import { seedExampleOffice } from '../../../cloud/offices/seed.ts';
import { openStore } from '../../../cloud/store/open.ts';
import { readOffice } from '../../../cloud/store/read-office.ts';

test('an empty database gets the example office and its edge, whose password stands in a file of its own', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'fronta-seed-'));
  const store = await openStore('sqlite::memory:');
  t.teardown(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });
  const passwordFile = join(folder, 'secrets', 'kiosk-1');
  const read = () => readFileSync(passwordFile, 'utf8').trim();
  await seedExampleOffice(store, { passwordFile, today: '2026-11-22' });
  const first = read();
  t.regex(first, /^[\w-]{32}$/);
  t.is(statSync(passwordFile).mode & 0o777, 0o600);
  t.true(await verifyCredential(store, 'krumlov', 'kiosk-1', first));
  t.false(await verifyCredential(store, 'krumlov', 'kiosk-1', `${first}x`));
  t.false(await verifyCredential(store, 'krumlov', 'kiosk-2', first));
  t.false(await verifyCredential(store, 'kaplice', 'kiosk-1', first));

  await seedExampleOffice(store, { passwordFile, today: '2026-11-22' });
  t.is(read(), first, 'a second start changes nothing');

  rmSync(passwordFile);
  await seedExampleOffice(store, { passwordFile, today: '2026-11-22' });
  t.true(await verifyCredential(store, 'krumlov', 'kiosk-1', read()), 'a lost file is made anew');
  t.false(await verifyCredential(store, 'krumlov', 'kiosk-1', first));
});

test('the example office is closed on the public holidays to come, by name, as the edge and the calendar are told', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'fronta-seed-'));
  const store = await openStore('sqlite::memory:');
  t.teardown(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });
  await seedExampleOffice(store, { passwordFile: join(folder, 'kiosk-1'), today: '2026-11-22' });
  const { settings } = (await readOffice(store.db, 'krumlov')) ?? {};
  t.is(settings?.closures[0]?.date, '2026-12-24');
  t.is(settings?.closures[0]?.reason.cs, 'Štědrý den');
  t.is(settings?.closures.at(-1)?.date, '2028-12-26');
});

test('several clouds that begin on an empty database together make one office', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'fronta-seed-'));
  const store = await openStore('sqlite::memory:');
  t.teardown(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });
  const begin = (name: string) => seedExampleOffice(store, { passwordFile: join(folder, name), today: '2026-11-22' });
  await t.notThrowsAsync(Promise.all(['first', 'second', 'third'].map(begin)));
  t.is((await store.db.selectFrom('office').selectAll().execute()).length, 1);
  t.is((await store.db.selectFrom('edge').selectAll().execute()).length, 1);
  const [written, ...others] = readdirSync(folder);
  t.deepEqual(others, [], 'one password counts');
  t.true(await verifyCredential(store, 'krumlov', 'kiosk-1', readFileSync(join(folder, written!), 'utf8').trim()));
});
