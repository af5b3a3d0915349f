import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { mintFirstCode } from '../../../cloud/admin/users/users.ts';
import { openStore } from '../../../cloud/store/open.ts';
import { until } from '../../office/until.ts';
import { clerkAt } from '../admin/clerk.ts';
import { type CloudUnderTest, type CloudWishes, startCloud } from '../cloud-under-test.ts';
import { mailServer } from '../mail/smtp-server.ts';
import { visit } from '../pages/visitor.ts';
import { planted, plantedIn } from './planted.ts';

const office = '/admin/krumlov';
const at = (day: number, hour: string): string => `2026-12-0${day}T${hour}:00+01:00`;
const who = (person: string) => ({ name: `Zasazená ${person}`, email: `zasazena-${person}@example.cz` });

async function cloudOnDisk(
  t: ExecutionContext,
  wishes: CloudWishes = {},
): Promise<{ readonly cloud: CloudUnderTest; readonly folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'fronta-personal-'));
  const store = await openStore(`sqlite:${join(folder, 'cloud.sqlite')}`);
  const cloud = await startCloud({ store, ...wishes });
  t.teardown(async () => {
    await cloud.close();
    await rm(folder, { recursive: true });
  });
  return { cloud, folder };
}

const book = (cloud: CloudUnderTest, person: string, start: string) =>
  cloud.post('/api/v1/offices/krumlov/reservations', { service: 'vozidla', start, ...who(person), lang: 'cs' });

async function confirmed(cloud: CloudUnderTest, person: string, start: string) {
  const { body } = await book(cloud, person, start);
  await cloud.post('/api/v1/reservations/confirm', { token: await cloud.tokenOf('potvrdit') });
  return { id: String(body.id), token: await cloud.tokenOf('rezervace') };
}

/** Lets so many days go by, the jobs running as they do. */
async function live(cloud: CloudUnderTest, days: number): Promise<void> {
  for (let hour = 0; hour < days * 24; hour += 6) {
    cloud.clock.advance({ hours: 6 });
    await cloud.runJobs();
  }
}

async function noneLeft(t: ExecutionContext, cloud: CloudUnderTest, folder: string): Promise<void> {
  t.deepEqual(await plantedIn(folder), []);
  for (const word of planted) t.false(cloud.logged.join('\n').includes(word), `${word} in the log`);
}

test('who was booked by phone, moved, asked to move, called off or found by name is gone 48 hours after: from the office’s pages, its audit and every file', async (t) => {
  t.timeout(180_000);
  const { cloud, folder } = await cloudOnDisk(t);
  const clerk = clerkAt(cloud);
  await clerk.join((await mintFirstCode(cloud.store.db, cloud.clock.now())) ?? '');
  const form = await clerk.get(`${office}/objednat?service=vozidla&date=2026-12-01`);
  t.is((await clerk.send(form, `${office}/objednat`, { start: at(1, '07:30'), ...who('telefonem') })).title, 'Objednáno');
  t.not((await clerk.send(form, `${office}/objednat`, { start: at(1, '07:30'), ...who('pozde') })).title, 'Objednáno');
  const page = async (person: string, start: string) => `${office}/rezervace/${(await confirmed(cloud, person, start)).id}`;
  const moved = await page('presunuta', at(1, '08:30'));
  await clerk.send(await clerk.get(`${moved}/presunout`), `${moved}/presunout`, { start: at(2, '08:30') });
  const off = await page('zrusena', at(1, '09:30'));
  await clerk.send(await clerk.get(`${off}/zrusit`), `${off}/zrusit`);
  const self = await confirmed(cloud, 'sama', at(1, '12:30'));
  await cloud.post('/api/v1/reservations/move', { token: self.token, start: at(3, '12:30') });
  await confirmed(cloud, 'vyzvana', at(4, '08:30'));
  const closing = { date: '2026-12-04', 'reason:cs': 'Výpadek', 'reason:en': 'Power cut', 'reason:de': 'Stromausfall' };
  const preview = await clerk.send(await clerk.get(`${office}/nastaveni/volna`), `${office}/nastaveni/volna`, closing);
  await clerk.send(await clerk.send(preview, `${office}/nastaveni/ulozit`), `${office}/presunout/vyzvat`);
  const kinds = new Set((await cloud.store.db.selectFrom('mail').select('kind').execute()).map(({ kind }) => kind));
  for (const kind of ['confirmed', 'moved', 'toMove'] as const) t.true(kinds.has(kind), `a mail ${kind} was written`);
  t.true(kinds.has('calledOff') || kinds.has('cancelled'));
  t.true((await clerk.get(`${office}/den?date=2026-12-01&hledat=Zasazen%C3%A1`)).status === 200);
  t.true((await plantedIn(folder)).length >= planted.length, 'before the end of the days they must be found');
  await live(cloud, 9);
  await noneLeft(t, cloud, folder);
});

test('holds that were never confirmed, addresses that were corrected and mails that never left are gone, whatever the mail server did (F26)', async (t) => {
  t.timeout(180_000);
  for (const mood of ['refusing', 'shut'] as const) {
    const smtp = await mailServer(t, mood);
    const { cloud, folder } = await cloudOnDisk(t, { config: { smtpUrl: smtp.url } });
    const { body } = await book(cloud, 'nepotvrdila', at(1, '08:30'));
    await visit(cloud, `/objednano/${body.id}/oprava`, { email: 'zasazena-opravena@example.cz' });
    await book(cloud, 'druha', at(2, '08:30'));
    const attempts = async () => (await cloud.store.db.selectFrom('mail').select('attempts').execute()).every((mail) => mail.attempts > 0);
    if (mood === 'refusing') await until('every mail was refused', attempts);
    t.true((await plantedIn(folder)).length >= planted.length, mood);
    await live(cloud, 9);
    await noneLeft(t, cloud, folder);
  }
});

test('who was asked for the address and never answered is forgotten when the link is over (F28)', async (t) => {
  const { cloud, folder } = await cloudOnDisk(t, { config: { trustProxy: true }, gate: { crowdedFrom: 0 } });
  const path = '/objednat/krumlov/vozidla/2026-12-01';
  const check = await visit(cloud, `${path}/kontrola`, { start: at(1, '08:30'), ...who('dotazana') }, '192.0.2.7');
  const navrh = /name="navrh" value="([^"]+)"/.exec(check.html)?.[1] ?? '';
  t.is((await visit(cloud, `${path}/odeslat`, { start: at(1, '08:30'), navrh, altcha: '' }, '192.0.2.7')).title, 'Podívejte se do e-mailu');
  t.true((await plantedIn(folder)).length > 0);
  cloud.clock.advance({ hours: 2 });
  await cloud.runJobs();
  await noneLeft(t, cloud, folder);
});
