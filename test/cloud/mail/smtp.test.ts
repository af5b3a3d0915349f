import test, { type ExecutionContext } from 'ava';
import type { MailMessage } from '../../../cloud/mail/port.ts';
import { smtpDriver } from '../../../cloud/mail/smtp.ts';
import { until } from '../../office/until.ts';
import { type CloudUnderTest, startCloud } from '../cloud-under-test.ts';
import { type MailServer, type Mood, mailServer } from './smtp-server.ts';

const booking = { service: 'vozidla', start: '2026-11-30T08:30:00+01:00', name: 'Jana Nováková', email: 'jana@example.cz', lang: 'cs' };

async function withCloud(t: ExecutionContext, mood: Mood): Promise<{ smtp: MailServer; cloud: CloudUnderTest }> {
  const smtp = await mailServer(t, mood);
  const cloud = await startCloud({ config: { smtpUrl: smtp.url, mailFrom: 'Městský úřad <urad@example.cz>' } });
  t.teardown(() => cloud.close());
  return { smtp, cloud };
}

const book = (cloud: CloudUnderTest, change: object = {}) => cloud.post('/api/v1/offices/krumlov/reservations', { ...booking, ...change });
const mailOf = (cloud: CloudUnderTest) => cloud.store.db.selectFrom('mail').selectAll().orderBy('id').executeTakeFirstOrThrow();
const attempted = (cloud: CloudUnderTest, attempts: number) =>
  until(
    `attempt ${attempts}`,
    async () => (await mailOf(cloud)).attempts >= attempts && (await mailOf(cloud)).nextAttemptMs < cloud.clock.now() + 240_000,
  );

test('a mail arrives once, from the office, to one person, in the right form', async (t) => {
  const { smtp, cloud } = await withCloud(t, 'fine');
  await book(cloud);
  await until('the mail', () => smtp.taken.length > 0);
  for (let run = 0; run < 3; run += 1) await cloud.runJobs();
  t.is(smtp.taken.length, 1);
  const [{ mail, raw, from, to }] = smtp.taken as [MailServer['taken'][number]];
  t.is(from, 'urad@example.cz');
  t.deepEqual(to, ['jana@example.cz']);
  t.is(mail.from?.text, '"Městský úřad" <urad@example.cz>');
  t.is(mail.subject, 'Potvrďte prosím rezervaci na úřadě');
  t.true(mail.text?.includes('https://fronta.example/potvrdit/'));
  t.true(String(mail.html).includes('<html lang="cs">'));
  t.regex(mail.messageId ?? '', /^<fronta\.1\.\d+@example\.cz>$/);
  t.is(mail.headers.get('auto-submitted'), 'auto-generated');
  t.notRegex(raw.split('\r\n\r\n')[0] ?? '', /^(cc|bcc):/im);
});

test('a server that puts off, hangs up, shuts its door or is not there gets the mail later, and the hold waits for it (F26)', async (t) => {
  for (const mood of ['busy', 'hanging-up', 'shut'] as const) {
    const { smtp, cloud } = await withCloud(t, mood);
    await book(cloud);
    await attempted(cloud, 1);
    t.is((await mailOf(cloud)).state, 'queued', mood);
    cloud.clock.advance({ minutes: 1 });
    await cloud.runJobs();
    t.is((await mailOf(cloud)).attempts, 2, mood);
    cloud.clock.advance({ hours: 3 });
    await cloud.runJobs();
    const held = async () => (await cloud.store.db.selectFrom('reservation').selectAll().executeTakeFirstOrThrow()).state;
    t.is(await held(), 'held', `${mood}: not the citizen's fault`);
    smtp.mood = 'fine';
    cloud.clock.advance({ hours: 1 });
    await cloud.runJobs();
    t.is(smtp.taken.length, 1, mood);
    t.is((await mailOf(cloud)).state, 'sent', mood);
    cloud.clock.advance({ minutes: 31 });
    await cloud.runJobs();
    t.is(await held(), 'expired', `${mood}: from then on its time runs`);
  }
});

test('the waiting between attempts grows', async (t) => {
  const { cloud } = await withCloud(t, 'busy');
  await book(cloud);
  await attempted(cloud, 1);
  const waits: number[] = [];
  for (let attempt = 0; attempt < 9; attempt += 1) {
    const waitMs = (await mailOf(cloud)).nextAttemptMs - cloud.clock.now();
    waits.push(waitMs / 60_000);
    cloud.clock.advance({ minutes: waitMs / 60_000 });
    await cloud.runJobs();
  }
  t.deepEqual(waits, [0.5, 1, 2, 5, 15, 30, 60, 60, 60]);
});

test('a recipient that is refused for good is not tried again; the others still are', async (t) => {
  const { smtp, cloud } = await withCloud(t, 'refusing');
  await book(cloud);
  await until('the refusal', async () => (await mailOf(cloud)).state === 'failed');
  smtp.mood = 'fine';
  await book(cloud, { email: 'petr@example.cz', start: '2026-12-01T08:30:00+01:00' });
  await until('the other mail', () => smtp.taken.length === 1);
  cloud.clock.advance({ days: 1 });
  await cloud.runJobs();
  t.like(await mailOf(cloud), { state: 'failed', attempts: 1 });
  t.deepEqual(
    smtp.taken.flatMap(({ to }) => to).filter((to) => to === 'jana@example.cz'),
    [],
  );
});

test('when the answer gets lost, the mail goes again under the same Message-ID', async (t) => {
  const { smtp, cloud } = await withCloud(t, 'dropping');
  await book(cloud);
  await attempted(cloud, 1);
  smtp.mood = 'fine';
  cloud.clock.advance({ minutes: 1 });
  await cloud.runJobs();
  t.is(smtp.taken.length, 2);
  t.is(smtp.taken[0]?.mail.messageId, smtp.taken[1]?.mail.messageId);
  t.is(smtp.taken[0]?.mail.text, smtp.taken[1]?.mail.text);
});

test('runs at the same time never send the same mail twice', async (t) => {
  const { smtp, cloud } = await withCloud(t, 'busy');
  for (const [index, hour] of ['07:30', '08:30', '09:30'].entries())
    await book(cloud, { start: `2026-12-01T${hour}:00+01:00`, email: `clovek${index}@example.cz` });
  const count = async (state: 'queued' | 'sent') =>
    (await cloud.store.db.selectFrom('mail').select('id').where('state', '=', state).execute()).length;
  await until('every first attempt', async () => {
    const rows = await cloud.store.db.selectFrom('mail').select('nextAttemptMs').execute();
    return rows.length === 3 && rows.every(({ nextAttemptMs }) => nextAttemptMs === cloud.clock.now() + 30_000);
  });
  smtp.mood = 'fine';
  cloud.clock.advance({ hours: 1 });
  await Promise.all([cloud.runJobs(), cloud.runJobs(), cloud.runJobs()]);
  await until('all sent', async () => (await count('sent')) === 3);
  t.is(smtp.taken.length, 3);
});

test('a server that says nothing is left after a while, and only one mail of a run waits for it', async (t) => {
  const smtp = await mailServer(t, 'stalled');
  const message: MailMessage = { to: 'jana@example.cz', subject: 's', text: 't', html: '<p>t</p>', attachments: [] };
  const silent = smtpDriver(smtp.url, 'urad@example.cz', { stepMs: 100, wholeMs: 60_000 });
  t.like(await silent.send(message, 'a'), { sent: false, mishap: 'away' });
  const dripping = smtpDriver(smtp.url, 'urad@example.cz', { stepMs: 60_000, wholeMs: 100 });
  t.like(await dripping.send(message, 'a'), { sent: false, mishap: 'away', reason: 'the mail server took more than 100 ms for one mail' });
  const nobody = smtpDriver('smtp://127.0.0.1:9', 'urad@example.cz');
  t.like(await nobody.send(message, 'a'), { sent: false, mishap: 'away' });
});

test('nothing that is typed adds a recipient or a header (F31)', async (t) => {
  const { smtp, cloud } = await withCloud(t, 'fine');
  const hostile = [
    'jana@example.cz\r\nBcc: x@example.cz',
    'jana@example.cz,x@example.cz',
    'jana@example.cz;x@example.cz',
    '"jana x"@example.cz',
    '"jana@evil.example"@example.cz',
    'jana@example.cz (x)',
    '<jana@example.cz>',
    'Jana <jana@example.cz>',
    'jana@[127.0.0.1]',
    'jana%evil.example@',
    'jana@example.cz\0',
    'jana@exa mple.cz',
  ];
  for (const email of hostile) t.is((await book(cloud, { email })).status, 422, JSON.stringify(email));
  for (const name of ['Jana\r\nBcc: x@example.cz', 'Jana\u2028x', 'Jana\u202eanaJ', '<b>Jana</b>'])
    t.is((await book(cloud, { name })).status, 422);
  t.is((await book(cloud, { name: `=?utf-8?q?x?= Jana, "x" ; Bcc: x@example.cz` })).status, 201);
  await until('the mail', () => smtp.taken.length > 0);
  const [{ raw, to }] = smtp.taken as [MailServer['taken'][number]];
  t.deepEqual(to, ['jana@example.cz']);
  const headers = raw.split('\r\n\r\n')[0] ?? '';
  t.deepEqual([...headers.matchAll(/^([\w-]+):/gm)].map(([, name]) => name?.toLowerCase()).sort(), [
    'auto-submitted',
    'content-type',
    'date',
    'from',
    'message-id',
    'mime-version',
    'subject',
    'to',
  ]);
  t.is((await mailOf(cloud)).attempts, 1);
});
