import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import test, { type ExecutionContext } from 'ava';
import { languages } from '#contract/language.ts';
import { mailTexts } from '../../../cloud/mail/texts.ts';
import { type CloudUnderTest, type CloudWishes, startCloud } from '../cloud-under-test.ts';

const good = { service: 'vozidla', start: '2026-11-30T08:30:00+01:00', name: 'Jana Nováková', email: 'jana@example.cz', lang: 'cs' };

async function open(t: ExecutionContext, wishes: CloudWishes = {}): Promise<CloudUnderTest> {
  const cloud = await startCloud(wishes);
  t.teardown(() => cloud.close());
  return cloud;
}
const book = (cloud: CloudUnderTest, change: object = {}) => cloud.post('/api/v1/offices/krumlov/reservations', { ...good, ...change });

test('the first mail asks to confirm, the second brings the PIN, the calendar entry and the manage link', async (t) => {
  const cloud = await open(t);
  await book(cloud);
  const { body } = await cloud.post('/api/v1/reservations/confirm', { token: await cloud.tokenOf('potvrdit') });
  const [second, first] = await cloud.mails();
  t.is(first?.subject, 'Potvrďte prosím rezervaci na úřadě');
  t.is(second?.subject, 'Rezervace potvrzena: pondělí 30. listopadu, 8:30–9:30');
  t.true(second?.text.includes(`Váš PIN: ${body.pin}`));
  t.false(second?.subject.includes(String(body.pin)), 'the PIN never stands in a subject');
  t.regex(second?.attachments[0]?.content ?? '', /^BEGIN:VCALENDAR\r\n[\s\S]*DTSTART:20261130T073000Z\r\n[\s\S]*END:VCALENDAR\r\n$/);
});

test('the mails speak the language of the booking', async (t) => {
  const cloud = await open(t);
  await book(cloud, { lang: 'de', name: 'Jörg Müller' });
  t.like((await cloud.mails())[0], {
    subject: mailTexts.de.hold({ office: '', place: '', service: '', when: '', was: '', bring: '', pin: '', link: '', until: '' }).subject,
  });
  t.deepEqual(Object.keys(mailTexts), [...languages]);
});

test('hostile text in a name stays text: no script in the mail, nothing in the calendar entry (F31)', async (t) => {
  const cloud = await open(t);
  const name = `Jana & 'Eva' "; BEGIN:VEVENT`;
  t.is((await book(cloud, { name })).status, 201);
  await cloud.post('/api/v1/reservations/confirm', { token: await cloud.tokenOf('potvrdit') });
  const [mail] = await cloud.mails();
  t.true(mail?.html.includes('Jana &amp; &#39;Eva&#39; &quot;; BEGIN:VEVENT'));
  t.is(mail?.attachments[0]?.content.match(/BEGIN:VEVENT/g)?.length, 1);
  t.is((await book(cloud, { name: '<script>alert(1)</script>', start: '2026-12-01T08:30:00+01:00' })).status, 422);
});

test('while the mail server is down a hold does not run out, and its time begins when the mail left (F26)', async (t) => {
  const smtp = await mailServer(t);
  const cloud = await open(t, { config: { smtpUrl: `smtp://127.0.0.1:${smtp.port}` } });
  smtp.mood = 'down';
  const { body } = await book(cloud);
  await cloud.runJobs();
  cloud.clock.advance({ hours: 3 });
  await cloud.runJobs();
  const state = async () =>
    await cloud.store.db.selectFrom('reservation').selectAll().where('id', '=', String(body.id)).executeTakeFirstOrThrow();
  t.is((await state()).state, 'held');
  smtp.mood = 'up';
  cloud.clock.advance({ hours: 1 });
  await cloud.runJobs();
  t.is(smtp.received.length, 1);
  t.deepEqual(smtp.recipients, ['<jana@example.cz>']);
  t.is((await state()).holdExpiresMs, cloud.clock.now() + 30 * 60_000);
  cloud.clock.advance({ minutes: 31 });
  await cloud.runJobs();
  t.is((await state()).state, 'expired');
  const kept = await cloud.store.db.selectFrom('mail').selectAll().executeTakeFirstOrThrow();
  t.like(kept, { state: 'sent', text: '', html: '' }, 'a mail that left leaves no link behind');
});

test('a mail that the server refuses for good is not tried again', async (t) => {
  const smtp = await mailServer(t);
  smtp.mood = 'refusing';
  const cloud = await open(t, { config: { smtpUrl: `smtp://127.0.0.1:${smtp.port}` } });
  await book(cloud);
  const mail = () => cloud.store.db.selectFrom('mail').selectAll().executeTakeFirstOrThrow();
  while ((await mail()).state === 'queued') await setImmediate();
  cloud.clock.advance({ minutes: 10 });
  await cloud.runJobs();
  t.like(await mail(), { state: 'failed', attempts: 1 });
});

test('without the trial mailbox there is no /inbox', async (t) => {
  const cloud = await open(t, { config: { smtpUrl: 'smtp://127.0.0.1:9' } });
  t.is((await cloud.get('/inbox')).status, 404);
  t.is((await cloud.get('/inbox/messages')).status, 404);
});

type MailServer = { port: number; mood: 'up' | 'down' | 'refusing'; received: string[]; recipients: string[] };

/** As much of [RFC-5321] as nodemailer needs, with moods. */
async function mailServer(t: ExecutionContext): Promise<MailServer> {
  const server: Server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    const say = (line: string) => socket.write(`${line}\r\n`);
    if (state.mood === 'down') return void socket.end('421 closing\r\n');
    say('220 test');
    let data: string | null = null;
    let rest = '';
    socket.on('data', (chunk) => {
      rest += chunk;
      const lines = rest.split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (data !== null) {
          if (line !== '.') data += `${line}\n`;
          else {
            state.received.push(data);
            data = null;
            say('250 taken');
          }
          continue;
        }
        const verb = line.slice(0, 4).toUpperCase();
        if (verb === 'RCPT' && state.mood === 'refusing') say('550 no such mailbox');
        else if (verb === 'DATA') {
          data = '';
          say('354 go on');
        } else if (verb === 'QUIT') {
          say('221 bye');
          socket.end();
        } else {
          if (verb === 'RCPT') state.recipients.push(/<.*>/.exec(line)?.[0] ?? '');
          say('250 ok');
        }
      }
    });
  });
  const state: MailServer = {
    port: 0,
    mood: 'up',
    received: [],
    recipients: [],
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  state.port = (server.address() as AddressInfo).port;
  t.teardown(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return state;
}
