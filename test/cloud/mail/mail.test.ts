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

test('without the trial mailbox there is no /inbox', async (t) => {
  const cloud = await open(t, { config: { smtpUrl: 'smtp://127.0.0.1:9' } });
  t.is((await cloud.get('/inbox')).status, 404);
  t.is((await cloud.get('/inbox/messages')).status, 404);
});
