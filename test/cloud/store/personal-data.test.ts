import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test, { type ExecutionContext } from 'ava';
import { openOutbox } from '../../../cloud/mail/outbox.ts';
import { openReservations } from '../../../cloud/reservations/open.ts';
import { openStore } from '../../../cloud/store/open.ts';
import { type CloudUnderTest, startCloud } from '../cloud-under-test.ts';
import { planted, plantedIn } from './planted.ts';

const start = '2026-11-30T08:30:00+01:00';

const book = (cloud: CloudUnderTest, person: number, from: string, service = 'vozidla') =>
  cloud.post('/api/v1/offices/krumlov/reservations', {
    service,
    start: from,
    name: `Zasazená Osoba ${person}`,
    email: `zasazena-${person}@example.cz`,
    lang: 'cs',
  });

async function cloudOnDisk(t: ExecutionContext): Promise<{ readonly cloud: CloudUnderTest; readonly folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'fronta-personal-'));
  const store = await openStore(`sqlite:${join(folder, 'cloud.sqlite')}`);
  const cloud = await startCloud({ store });
  t.teardown(async () => {
    await cloud.close();
    await rm(folder, { recursive: true });
  });
  return { cloud, folder };
}

test('48 hours after the slot no name and no address is left: in no table, no free page, not in the write-ahead log, in no line of the log', async (t) => {
  const { cloud, folder } = await cloudOnDisk(t);
  const hours = ['07:30', '08:30', '09:30', '12:30', '13:30', '14:30'];
  const days = ['2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04'];
  let person = 0;
  for (const day of days)
    for (const service of ['vozidla', 'dovozy', 'ridici'])
      for (const hour of hours) {
        person += 1;
        const { status, body } = await book(cloud, person, `${day}T${hour}:00+01:00`, service);
        t.is(status, 201, JSON.stringify(body));
        const token = await cloud.tokenOf('potvrdit');
        if (person % 9 === 0) continue;
        await cloud.post('/api/v1/reservations/confirm', { token });
        if (person % 4 === 0) await cloud.post('/api/v1/reservations/cancel', { token });
        if (person % 8 === 0) await cloud.post('/api/v1/reservations/undo-cancel', { token });
      }
  await book(cloud, 0, 'never');
  t.true((await plantedIn(folder)).length >= planted.length, 'before the end of the days they must be found');
  for (let hour = 0; hour < 9 * 24; hour += 3) {
    cloud.clock.advance({ hours: 3 });
    await cloud.runJobs();
  }
  t.deepEqual(await plantedIn(folder), []);
  for (const word of planted) t.false(cloud.logged.join('\n').includes(word));
});

test('a name that was never confirmed and an address that was corrected go 48 hours after the hold ran out', async (t) => {
  const { cloud, folder } = await cloudOnDisk(t);
  const { body } = await book(cloud, 2, start);
  const { store, clock, config } = cloud;
  const room = { store, clock, mail: openOutbox(config), deliver: async () => undefined, changed: () => undefined };
  t.true((await openReservations(room).correctEmail(String(body.id), 'zasazena-jinak@example.cz')).ok);
  cloud.clock.advance({ minutes: 31 });
  await cloud.runJobs();
  cloud.clock.advance({ minutes: 31 });
  await cloud.runJobs();
  t.true((await plantedIn(folder)).length > 0);
  cloud.clock.advance({ hours: 48 });
  await cloud.runJobs();
  t.deepEqual(await plantedIn(folder), []);
});

test('what was deleted before the database overwrote what it deletes is gone from the file once it was opened again', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'fronta-personal-'));
  t.teardown(() => rm(folder, { recursive: true }));
  const url = `sqlite:${join(folder, 'cloud.sqlite')}`;
  await (await openStore(url)).close();
  const old = new DatabaseSync(join(folder, 'cloud.sqlite'));
  old.exec('pragma secure_delete = off; pragma user_version = 0;');
  const insert = old.prepare(`insert into "setAside" ("receivedMs", "topic", "reason", "payload") values (0, '', '', ?)`);
  for (let person = 0; person < 200; person++) insert.run(`Zasazená Osoba, zasazena-${person}@example.cz, ${'x'.repeat(500)}`);
  old.exec('delete from "setAside"; begin immediate');
  // Somebody works with it: it opens all the same, and the next start tries again.
  await (await openStore(url)).close();
  old.exec('commit');
  old.close();
  t.true((await plantedIn(folder)).length >= planted.length, 'before it is opened they must be found');
  await (await openStore(url)).close();
  t.deepEqual(await plantedIn(folder), []);
});
