import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { verifyCredential } from '../../../cloud/offices/credentials.ts';
import { seedExampleOffice } from '../../../cloud/offices/seed.ts';
import { openStore } from '../../../cloud/store/open.ts';

test('an empty database gets the example office and its edge, whose password stands in a file of its own', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'fronta-seed-'));
  const store = await openStore('sqlite::memory:');
  t.teardown(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });
  const passwordFile = join(folder, 'secrets', 'kiosk-1');
  const read = () => readFileSync(passwordFile, 'utf8').trim();
  await seedExampleOffice(store, { passwordFile });
  const first = read();
  t.regex(first, /^[\w-]{32}$/);
  t.is(statSync(passwordFile).mode & 0o777, 0o600);
  t.true(await verifyCredential(store, 'krumlov', 'kiosk-1', first));
  t.false(await verifyCredential(store, 'krumlov', 'kiosk-1', `${first}x`));
  t.false(await verifyCredential(store, 'krumlov', 'kiosk-2', first));
  t.false(await verifyCredential(store, 'kaplice', 'kiosk-1', first));

  await seedExampleOffice(store, { passwordFile });
  t.is(read(), first, 'a second start changes nothing');

  rmSync(passwordFile);
  await seedExampleOffice(store, { passwordFile });
  t.true(await verifyCredential(store, 'krumlov', 'kiosk-1', read()), 'a lost file is made anew');
  t.false(await verifyCredential(store, 'krumlov', 'kiosk-1', first));
});
