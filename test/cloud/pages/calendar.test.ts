import test from 'ava';
import { exampleOffice } from '#contract/example-office.ts';
import { publicHolidays } from '../../../cloud/offices/holidays.ts';
import { open, visit } from './visitor.ts';

/** What a list of days says, line by line, as it is read out. */
const daysIn = (html: string): string[] =>
  [...html.matchAll(/<li class="weekday[^>]*>(.*?)<\/li>/gs)].map(([, day = '']) =>
    day
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  );

const closures = [
  { date: '2026-12-24', reason: { cs: 'Štědrý den', en: 'Christmas Eve', de: 'Heiliger Abend' } },
  { date: '2026-12-26', reason: { cs: 'Sobota', en: 'Saturday', de: 'Samstag' } },
  { date: '2027-01-05', reason: { cs: 'Stěhování', en: 'Moving', de: 'Umzug' } },
];

test('three months lie open, each day with its free hours, in words', async (t) => {
  const cloud = await open(t);
  const days = await visit(cloud, '/objednat/krumlov/vozidla');
  const lines = daysIn(days.html);
  t.is(lines[0], 'pondělí 30. 11. 6 volných hodin');
  t.is(lines.at(-1), 'pátek 26. 2. 6 volných hodin');
  t.deepEqual(
    [...days.html.matchAll(/<h2 id="m[\d-]+">([^<]+)</g)].map(([, month]) => month),
    ['listopad 2026', 'prosinec 2026', 'leden 2027', 'únor 2027'],
  );
  t.regex(days.html, /Nejbližší volný termín:.*?pondělí 30\. listopadu, 7:30–8:30/s);
});

test('a full day says so, and the last hour is counted in the singular', async (t) => {
  const cloud = await open(t);
  for (const [index, hour] of ['07:30', '08:30', '09:30', '12:30', '13:30', '14:30'].entries()) {
    const start = `2026-12-01T${hour}:00+01:00`;
    const booking = { service: 'vozidla', start, name: 'Jana', email: `jana${index}@example.cz` };
    t.is((await cloud.post('/api/v1/offices/krumlov/reservations', booking)).status, 201);
    await cloud.post('/api/v1/reservations/confirm', { token: await cloud.tokenOf('potvrdit') });
    if (index === 4) t.is(daysIn((await visit(cloud, '/objednat/krumlov/vozidla')).html)[1], 'úterý 1. 12. 1 volná hodina');
  }
  const days = await visit(cloud, '/objednat/krumlov/vozidla');
  t.is(daysIn(days.html)[1], 'úterý 1. 12. obsazeno');
  t.false(days.html.includes('/objednat/krumlov/vozidla/2026-12-01"'), 'a full day is no link');
});

test('closures are named with their reason, holidays with their name, in the language of the page', async (t) => {
  const cloud = await open(t, { office: { ...exampleOffice, closures } });
  const lines = async (lang: string) => daysIn((await visit(cloud, `/objednat/krumlov/vozidla?lang=${lang}`)).html);
  const cs = await lines('cs');
  t.true(cs.includes('čtvrtek 24. 12. Štědrý den zavřeno'));
  t.true(cs.includes('úterý 5. 1. Stěhování zavřeno'));
  t.true(cs.includes('pátek 25. 12. 1. svátek vánoční 6 volných hodin'), 'an office that works on a holiday says which one it is');
  t.false(
    cs.some((line) => line.includes('Sobota')),
    'nobody is told that a Saturday without hours is closed',
  );
  t.true((await lines('en')).includes('Thursday 24 Dec Christmas Eve closed'));
  t.true((await lines('de')).includes('Donnerstag 24.12. Heiliger Abend geschlossen'));
});

test('the public holidays of the Czech Republic are known in three languages, those of no known country are none', (t) => {
  const days = publicHolidays(exampleOffice, '2026-11-01', '2027-05-08');
  t.deepEqual(
    [...days.keys()],
    ['2026-11-17', '2026-12-24', '2026-12-25', '2026-12-26', '2027-01-01', '2027-03-26', '2027-03-29', '2027-05-01', '2027-05-08'],
  );
  for (const name of days.values()) t.true(name.cs !== '' && name.en !== '' && name.de !== '');
  t.is(days.get('2026-12-24')?.cs, 'Štědrý den');
  t.is(publicHolidays({ timeZone: 'Pacific/Auckland' }, '2026-01-01', '2027-01-01').size, 0);
});

test('an office without any hours left says so', async (t) => {
  const cloud = await open(t, { office: { ...exampleOffice, slots: { ...exampleOffice.slots, starts: {} } } });
  t.true((await visit(cloud, '/objednat/krumlov/vozidla')).html.includes('Teď tu žádný volný termín není.'));
});

test('a day that was closed since its link was sent says why nobody is there', async (t) => {
  const cloud = await open(t, { office: { ...exampleOffice, closures } });
  const lead = async (date: string, lang: string) =>
    /<p class="lead">([^<]+)<\/p>/.exec((await visit(cloud, `/objednat/krumlov/vozidla/${date}?lang=${lang}`)).html)?.[1];
  t.is(await lead('2027-01-05', 'cs'), 'Tento den je zavřeno: Stěhování. Vyberte prosím jiný.');
  t.is(await lead('2027-01-05', 'en'), 'The office is closed on this day: Moving. Please choose another.');
  t.is(await lead('2027-01-05', 'de'), 'An diesem Tag ist geschlossen: Umzug. Bitte wählen Sie einen anderen.');
  t.is(await lead('2026-12-05', 'en'), 'This day has no free hour left. Please choose another.');
});
