import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { Kysely } from 'kysely';
import { exampleOffice } from '#contract/example-office.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import { systemClock } from '../../../cloud/clock.ts';
import { deliverMails } from '../../../cloud/jobs.ts';
import { migrateUp } from '../../../cloud/store/migrate.ts';
import { openStore } from '../../../cloud/store/open.ts';
import type { Schema } from '../../../cloud/store/schema.ts';
import { sqliteDialect } from '../../../cloud/store/sqlite.ts';
import { writeTurns } from '../../../cloud/store/write-turns.ts';
import { until } from '../../office/until.ts';
import { type CloudUnderTest, startCloud } from '../cloud-under-test.ts';
import { type MailServer, type Mood, mailServer } from './smtp-server.ts';

const booking = { service: 'vozidla', start: '2026-11-30T08:30:00+01:00', name: 'Jana Nováková', email: 'jana@example.cz', lang: 'cs' };
const versions = readdirSync('cloud/store/migrations').map((file) => file.replace(/\.ts$/, ''));

async function withCloud(t: ExecutionContext, mood: Mood): Promise<{ smtp: MailServer; cloud: CloudUnderTest }> {
  const smtp = await mailServer(t, mood);
  const cloud = await startCloud({ config: { smtpUrl: smtp.url } });
  t.teardown(() => cloud.close());
  return { smtp, cloud };
}

const mails = (cloud: CloudUnderTest) => cloud.store.db.selectFrom('mail').selectAll().orderBy('id').execute();
/** Resolves when the mail was tried and is to be tried again. */
const putOff = (cloud: CloudUnderTest, index: number) =>
  until('an attempt', async () => (await mails(cloud))[index]?.nextAttemptMs === cloud.clock.now() + 30_000);
const book = (cloud: CloudUnderTest) => cloud.post('/api/v1/offices/krumlov/reservations', booking);
const save = (cloud: CloudUnderTest, settings: OfficeSettings) =>
  cloud.store.db
    .updateTable('office')
    .set({ settings: JSON.stringify(settings) })
    .execute();

test('the outbox keeps what a letter tells and no word of its mail; once it left, neither', async (t) => {
  const { smtp, cloud } = await withCloud(t, 'busy');
  await book(cloud);
  await putOff(cloud, 0);
  const [waiting] = await mails(cloud);
  t.like(waiting, { subject: '', text: '', html: '' });
  t.like(JSON.parse(waiting?.told ?? ''), { name: 'Jana Nováková', office: 'krumlov', service: 'vozidla' });
  smtp.mood = 'fine';
  cloud.clock.advance({ hours: 1 });
  await cloud.runJobs();
  t.is(smtp.taken[0]?.mail.subject, 'Potvrďte prosím rezervaci na úřadě');
  const [, token] = /\/potvrdit\/([\w-]+)/.exec(smtp.taken[0]?.mail.text ?? '') ?? [];
  t.is((await cloud.post('/api/v1/reservations/confirm', { token })).status, 200, 'its link works');
  const [left] = await mails(cloud);
  t.like(left, { state: 'sent', told: null, text: '', html: '', attachments: '[]' });
});

test('a mail that waited tells of the office as it is when it leaves, and of the times as they were promised', async (t) => {
  const { smtp, cloud } = await withCloud(t, 'fine');
  await save(cloud, { ...exampleOffice, place: 'Nová 1, Kaplice' });
  await book(cloud);
  await until('the first mail', () => smtp.taken.length === 1);
  t.regex(smtp.taken[0]?.mail.text ?? '', /Nová 1, Kaplice[\s\S]*do 18:30/);
  const token = /\/potvrdit\/([\w-]+)/.exec(smtp.taken[0]?.mail.text ?? '')?.[1];
  smtp.mood = 'busy';
  await cloud.post('/api/v1/reservations/confirm', { token });
  const { text } = smtp.taken[0]!.mail;
  t.false((text ?? '').includes('Váš PIN'));
  await putOff(cloud, 1);
  await save(cloud, { ...exampleOffice, place: 'Stará 2, Kaplice' });
  smtp.mood = 'fine';
  cloud.clock.advance({ hours: 1 });
  await cloud.runJobs();
  const second = smtp.taken[1]?.mail.text ?? '';
  t.true(second.includes('Stará 2, Kaplice') && !second.includes('Nová 1'));
  t.regex(second, /pondělí 30\. listopadu, 8:30–9:30[\s\S]*Váš PIN: \d{4}/);
});

test('a mail that an older cloud had written leaves once as it stands, whatever version had made the tables', async (t) => {
  t.timeout(180_000);
  const folder = await mkdtemp(join(tmpdir(), 'fronta-letters-'));
  t.teardown(() => rm(folder, { recursive: true }));
  const smtp = await mailServer(t, 'fine');
  t.true(versions.length >= 13);
  for (const version of versions.filter((name) => name < '0014')) {
    const path = join(folder, `${version}.sqlite`);
    const old = new Kysely<Schema>({ dialect: sqliteDialect(path, writeTurns()) });
    await migrateUp(old, 'sqlite', version);
    await old
      .insertInto('mail')
      .values({
        ...{
          reservation: 'r',
          kind: 'hold',
          recipient: 'jana@example.cz',
          subject: `Od ${version}`,
          text: 'Jak byl psán.\n',
          html: '<p>Jak',
        },
        ...{ attachments: '[{"filename":"termin.ics","contentType":"text/calendar","content":"BEGIN:VCALENDAR"}]', state: 'queued' },
        ...{ attempts: 0, nextAttemptMs: 0, createdMs: 1 },
      } as never)
      .execute();
    await old.destroy();
    const store = await openStore(`sqlite:${path}`);
    const config = { smtpUrl: smtp.url, mailFrom: 'urad@example.cz', publicOrigin: 'https://fronta.example' };
    for (let run = 0; run < 2; run += 1) await deliverMails({ config, store, clock: systemClock() });
    const left = smtp.taken.filter(({ mail }) => mail.subject === `Od ${version}`);
    t.deepEqual(
      left.map(({ mail }) => [mail.text, mail.attachments[0]?.filename]),
      [['Jak byl psán.\n', 'termin.ics']],
      version,
    );
    t.like(await store.db.selectFrom('mail').selectAll().executeTakeFirst(), { state: 'sent', text: '', attachments: '[]' });
    await store.close();
  }
});

test('one that had come to the trial mailbox is still read there', async (t) => {
  const cloud = await startCloud();
  t.teardown(() => cloud.close());
  await cloud.store.db
    .insertInto('mail')
    .values({
      ...{ reservation: 'r', kind: 'hold', recipient: 'jana@example.cz', told: null, subject: 'Dřívější', text: 'Text', html: '<p>Text' },
      ...{ attachments: '[]', state: 'sent', attempts: 0, nextAttemptMs: 0, createdMs: 1 },
    })
    .execute();
  await book(cloud);
  t.deepEqual(
    (await cloud.mails()).map(({ subject }) => subject),
    ['Potvrďte prosím rezervaci na úřadě', 'Dřívější'],
  );
});
