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
  t.regex(
    second?.attachments[0]?.content ?? '',
    /^BEGIN:VCALENDAR\r\n[\s\S]*DTSTART;TZID=Europe\/Prague:20261130T083000\r\n[\s\S]*END:VCALENDAR\r\n$/,
  );
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

test('who glances at a mail sees the appointment first, and a long name stays inside it', async (t) => {
  const cloud = await open(t);
  await book(cloud, { name: `Jana ${'Nejneobhospodařovávatelnější'.repeat(2)}` });
  await cloud.post('/api/v1/reservations/confirm', { token: await cloud.tokenOf('potvrdit') });
  for (const mail of await cloud.mails()) {
    t.is(mail.html.match(/<strong>pondělí 30\. listopadu, 8:30–9:30<\/strong>/g)?.length, 1, mail.subject);
    t.regex(mail.html, /<body style="[^"]*overflow-wrap:anywhere/);
  }
});

test('what a stranger typed goes to nobody who has not shown that the address is theirs (F31)', async (t) => {
  const cloud = await open(t);
  const name = 'Win 1000 EUR at evil.example now';
  for (const [lang, start] of [
    ['cs', '2026-11-30T07:30:00+01:00'],
    ['en', '2026-11-30T08:30:00+01:00'],
    ['de', '2026-12-01T08:30:00+01:00'],
  ] as const) {
    t.is((await book(cloud, { name, start, lang, email: `${lang}@example.cz` })).status, 201);
    const [asks] = await cloud.mails();
    t.false(`${asks?.subject}${asks?.text}${asks?.html}`.includes('evil'), lang);
    await cloud.post('/api/v1/reservations/confirm', { token: await cloud.tokenOf('potvrdit') });
    t.true((await cloud.mails())[0]?.text.includes(name), 'who confirmed is addressed by name');
  }
});

const facts = {
  office: 'Úřad',
  place: 'Kaplická',
  service: 'Agenda',
  when: 'pondělí',
  was: 'úterý',
  pin: '0732',
  link: 'x',
  until: '8:30',
};
const kinds = ['hold', 'address', 'confirmed', 'reminder', 'moved', 'restored', 'cancelled', 'toMove', 'calledOff', 'overruled'] as const;

test('a mail reads well without a name and with nothing to bring, and an English one begins with a capital', (t) => {
  for (const lang of languages) {
    t.notRegex(mailTexts[lang].greeting(''), /, ?,|\s,|undefined/, lang);
    for (const kind of kinds)
      for (const bring of ['', 'doklad', 'doklad.']) {
        const { lines, after } = mailTexts[lang][kind]({ ...facts, bring });
        for (const line of [...lines, ...after]) t.notRegex(line, /: ?\.|\.\.|^$/, `${lang} ${kind}`);
        if (lang === 'en') t.regex(lines[0] ?? '', /^[A-Z]/, kind);
      }
  }
});

test('who is reminded is told what to do at the kiosk too', (t) => {
  for (const lang of languages)
    for (const kind of ['confirmed', 'reminder'] as const)
      t.true(
        mailTexts[lang][kind]({ ...facts, bring: '' }).lines.some((line) => line.includes('Klienti objednaní přes web')),
        `${lang} ${kind}`,
      );
});

test('without the trial mailbox there is no /inbox', async (t) => {
  const cloud = await open(t, { config: { smtpUrl: 'smtp://127.0.0.1:9' } });
  t.is((await cloud.get('/inbox')).status, 404);
  t.is((await cloud.get('/inbox/messages')).status, 404);
});
