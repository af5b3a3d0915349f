import test from 'ava';
import { exampleOffice } from '#contract/example-office.ts';
import { OfficeSettings } from '#contract/settings.ts';
import type { CloudUnderTest } from '../cloud-under-test.ts';
import { type Clerk, clerkAt, openSignedIn, type Page } from './clerk.ts';

const at = '/admin/krumlov/nastaveni';
const saving = `${at}/ulozit`;

async function settingsOf(cloud: CloudUnderTest): Promise<OfficeSettings> {
  const { settings } = await cloud.store.db.selectFrom('office').select('settings').where('id', '=', 'krumlov').executeTakeFirstOrThrow();
  return OfficeSettings.parse(JSON.parse(settings));
}

/** Fills in a part's form and answers the preview. */
const change = async (clerk: Clerk, part: string, fields: Record<string, string>): Promise<Page> =>
  clerk.send(await clerk.get(`${at}/${part}`), `${at}/${part}`, fields);

/** Fills in a part's form and saves it. */
async function save(clerk: Clerk, part: string, fields: Record<string, string>): Promise<Page> {
  const preview = await change(clerk, part, fields);
  if (preview.title !== 'Co se změní') throw new Error(`${preview.status} ${preview.title}: ${preview.problems.join(' ')}`);
  return clerk.send(preview, saving);
}

const rows = (page: Page): string[] =>
  [...page.html.matchAll(/<tr>(.*?)<\/tr>/gs)].slice(1).map(([, row]) =>
    (row ?? '')
      .split(/<\/t[hd]>/)
      .map((cell) => cell.replaceAll(/<[^>]+>/g, '').trim())
      .filter(Boolean)
      .join(' | '),
  );

test('every part of the settings that is sent back untouched changes nothing', async (t) => {
  const { cloud, clerk } = await openSignedIn(t);
  for (const part of ['urad', 'agendy/vozidla', 'hodiny', 'volna', 'pravidla', 'prepazky', 'obsluha']) {
    const page = await change(clerk, part, {});
    t.deepEqual([page.status, page.problems], [422, ['Tím by se nic nezměnilo.']], part);
  }
  t.deepEqual(await settingsOf(cloud), { ...exampleOffice, revision: 1 });
});

test('a change is shown with what it touches, and counts only when it is saved', async (t) => {
  const { cloud, clerk } = await openSignedIn(t);
  const preview = await change(clerk, 'pravidla', { holdMinutes: '45', dayClosesAt: '3:30' });
  t.deepEqual(rows(preview), ['pravidla › Minut na potvrzení z e-mailu | 30 | 45', 'pravidla › Úřední den končí v | 02:00 | 03:30']);
  t.true(preview.html.includes('Žádná rezervace nepřijde o svůj termín.'));
  t.is((await settingsOf(cloud)).revision, 1, 'looking saves nothing');
  t.deepEqual(cloud.toldOfSettings, []);
  const saved = await clerk.send(preview, saving);
  t.true(saved.html.includes('Uloženo.'));
  const now = await settingsOf(cloud);
  t.like(now, { revision: 2, policies: { holdMinutes: 45, dayClosesAt: '03:30', earlyMinutes: 15 } });
  t.deepEqual(cloud.toldOfSettings, ['krumlov']);
  const audit = await clerk.get('/admin/krumlov/zaznamy');
  t.regex(audit.html, /změna nastavení, revize 2[\s\S]*jana[\s\S]*Minut na potvrzení z e-mailu: z 30 na 45/);
});

test('every part can be changed, and what is wrong is said at its field', async (t) => {
  const { cloud, clerk } = await openSignedIn(t);
  const wrong: readonly (readonly [part: string, fields: Record<string, string>, field: string])[] = [
    ['urad', { 'name:de': ' ' }, 'name:de'],
    ['urad', { place: '<b>' }, 'place'],
    ['agendy/vozidla', { letter: 'B' }, 'letter'],
    ['agendy/vozidla', { minutes: '0' }, 'minutes'],
    ['agendy/nova', { id: 'Špatně', 'name:cs': 'A', 'name:en': 'A', 'name:de': 'A' }, 'id'],
    ['hodiny', { 'starts:1': '7:30, 25:00' }, 'starts:1'],
    ['hodiny', { anyHour: '', 'hours:2': '12:00–11:00' }, 'hours:2'],
    ['volna', { date: '2026-02-30', 'reason:cs': 'a', 'reason:en': 'a', 'reason:de': 'a' }, 'date'],
    ['volna', { date: '2026-12-24' }, 'reason:cs'],
    ['pravidla', { callsMax: '99' }, 'callsMax'],
    ['prepazky', { 'new:number': '0' }, 'new:number'],
    ['prepazky', { 'c1:serves:vozidla': '', 'c1:serves:dovozy': '', 'c1:serves:ridici': '' }, 'c1:serves:vozidla'],
    ['obsluha', { id: 'eva', name: 'Eva', code: '123' }, 'code'],
  ];
  for (const [part, fields, field] of wrong) {
    const page = await change(clerk, part, fields);
    t.is(page.status, 422, `${part} ${field}`);
    t.regex(page.html, new RegExp(`<a href="#${field}">`), `${part} ${field}`);
    t.true(page.html.includes(`id="${field}"`), `the link leads somewhere: ${field}`);
  }
  await save(clerk, 'urad', { 'name:en': 'Office of the Town', 'speaks:de': '' });
  await save(clerk, 'agendy/nova', {
    id: 'karty',
    letter: 'K',
    minutes: '5',
    quota: '20',
    'name:cs': 'Karty',
    'name:en': 'Cards',
    'name:de': 'Karten',
    'bring:cs': 'průkaz',
    'bring:en': 'card',
    'bring:de': 'Ausweis',
  });
  await save(clerk, 'hodiny', { capacity: '2', 'starts:6': '9.00', anyHour: '', 'hours:1': '7:30-11:30; 12:30–15:00' });
  await save(clerk, 'prepazky', { 'c2:remove': '1', 'new:number': '7', 'new:keys': 'one', 'new:serves:karty': '1' });
  await save(clerk, 'obsluha', { id: 'eva', name: 'Eva', code: 'tajný kód' });
  const now = await settingsOf(cloud);
  t.like(now, { revision: 6, name: { en: 'Office of the Town' }, languages: ['cs', 'en'] });
  t.like(now.services.at(-1), { id: 'karty', letter: 'K', dailyQuota: 20, meanServiceSeconds: 300 });
  t.like(now.slots, { capacity: 2 });
  t.deepEqual(now.slots.starts['6'], ['09:00']);
  t.deepEqual(now.hours, {
    1: [
      { from: '07:30', to: '11:30' },
      { from: '12:30', to: '15:00' },
    ],
  });
  t.deepEqual(
    now.counters.map(({ number }) => number),
    [1, 3, 7],
  );
  t.deepEqual(now.counters.at(-1), { number: 7, services: ['karty'], unitKeys: 'one' });
  t.true(now.counters[0]?.services.includes('karty'), 'a new service is served at every counter unless one says otherwise');
});

test('codes of the staff are never shown again, neither in pages nor in the records', async (t) => {
  const { cloud, clerk } = await openSignedIn(t);
  const preview = await change(clerk, 'obsluha', { id: 'ukazka', name: 'Ukázka', code: 'jiný kód' });
  t.deepEqual(rows(preview), ['obsluha › ukazka › kód | •••• | ••••']);
  await clerk.send(preview, saving);
  const [one, ...others] = (await settingsOf(cloud)).staff;
  t.is(others.length, 0);
  t.not(one?.code, exampleOffice.staff[0]?.code);
  const kept = await change(clerk, 'urad', { place: 'Jinde 1' });
  for (const page of [
    kept,
    await clerk.get(`${at}/obsluha`),
    await clerk.get('/admin/krumlov/zaznamy'),
    await clerk.get('/admin/krumlov/historie/2'),
  ])
    t.false(page.html.includes('scrypt$'), page.path);
  const renamed = await change(clerk, 'obsluha', { 'remove:ukazka': '1', id: 'eva', name: 'Eva', code: 'tajný kód' });
  t.false(renamed.html.includes(one?.code ?? '?'));
});

test('who saves on top of somebody else’s change is told so, and nothing is lost', async (t) => {
  const { cloud, clerk } = await openSignedIn(t);
  const mine = await change(clerk, 'pravidla', { holdMinutes: '45' });
  await save(clerk, 'pravidla', { holdMinutes: '60' });
  const late = await clerk.send(mine, saving);
  t.deepEqual([late.status, late.problems.length], [409, 1]);
  t.is((await settingsOf(cloud)).policies.holdMinutes, 60);
});

test('who presses save twice has saved once, and is told that it is saved', async (t) => {
  const { cloud, clerk } = await openSignedIn(t);
  const mine = await change(clerk, 'pravidla', { holdMinutes: '45' });
  t.is((await clerk.send(mine, saving)).status, 200);
  const again = await clerk.send(mine, saving);
  t.deepEqual([again.status, again.problems], [200, []]);
  t.regex(again.path, /ulozeno=1$/);
  t.like(await settingsOf(cloud), { revision: 2, policies: { holdMinutes: 45 } });
});

test('a draft that was tampered with changes no office, no zone and nothing that does not fit', async (t) => {
  const { cloud, clerk } = await openSignedIn(t);
  const preview = await change(clerk, 'pravidla', { holdMinutes: '45' });
  const tampered = [
    '',
    '{',
    '{"change":{"office":"jiny"}}',
    '{"change":{"timeZone":"UTC"}}',
    '{"change":{"revision":9}}',
    '{"change":{"services":[]}}',
    '{"revision":77}',
  ];
  for (const draft of tampered) {
    const page = await clerk.send(preview, saving, { draft });
    t.is(page.status, 422, draft);
    t.is(page.problems.length, 1, draft);
  }
  t.deepEqual(await settingsOf(cloud), { ...exampleOffice, revision: 1 });
});

test('the history tells who changed what, and goes back to an earlier revision by the same way', async (t) => {
  const { cloud, clerk } = await openSignedIn(t);
  await save(clerk, 'pravidla', { holdMinutes: '45' });
  await save(clerk, 'urad', { place: 'Jinde 1' });
  const history = await clerk.get('/admin/krumlov/historie');
  t.regex(history.html, /Revize 3[\s\S]*platí[\s\S]*jana[\s\S]*Revize 2[\s\S]*Revize 1[\s\S]*výchozí nastavení/);
  const first = await clerk.get('/admin/krumlov/historie/1');
  const preview = await clerk.send(first, '/admin/krumlov/historie/1');
  t.deepEqual(rows(preview), ['adresa | Jinde 1 | Kaplická 439, Český Krumlov', 'pravidla › Minut na potvrzení z e-mailu | 45 | 30']);
  await clerk.send(preview, saving);
  t.deepEqual(await settingsOf(cloud), { ...exampleOffice, revision: 4 }, 'going back is a change of its own');
  t.is((await clerk.get('/admin/krumlov/historie/99')).status, 404);
});

test('public holidays are proposed and become closures with their names', async (t) => {
  const { cloud, clerk } = await openSignedIn(t);
  const proposed = await clerk.get(`${at}/svatky`);
  t.regex(proposed.html, /čt 24\. 12\. 2026 Štědrý den/);
  const preview = await clerk.send(proposed, `${at}/svatky`);
  await clerk.send(preview, saving);
  const { closures } = await settingsOf(cloud);
  t.deepEqual(closures.find(({ date }) => date === '2027-01-01')?.reason.en, "New Year's Day");
  t.true(closures.length > 10);
  const next = await clerk.get(`${at}/volna`);
  t.true(next.html.includes('Štědrý den'));
  await save(clerk, 'volna', { 'remove:2026-12-24': '1', 'closure:2026-12-25:cs': 'Vánoce' });
  const later = (await settingsOf(cloud)).closures;
  t.false(later.some(({ date }) => date === '2026-12-24'));
  t.is(later.find(({ date }) => date === '2026-12-25')?.reason.cs, 'Vánoce');
});

test('a supervisor of one office does not see another one', async (t) => {
  const { cloud, clerk } = await openSignedIn(t);
  await cloud.store.db
    .insertInto('office')
    .values({
      id: 'praha',
      settings: JSON.stringify({ ...exampleOffice, office: 'praha', revision: 1 }),
      settingsRevision: 1,
      pinKey: 'k',
      epoch: 'e',
      feedRevision: 0,
    })
    .execute();
  t.is((await clerk.get('/admin')).title, 'Který úřad?', 'an admin chooses');
  const invited = await clerk.send(await clerk.get('/admin/krumlov/uzivatele'), '/admin/krumlov/uzivatele/pozvat', {
    role: 'supervisor',
    place: 'krumlov',
  });
  const petr = clerkAt(cloud);
  await petr.join(/one-time-code">([^<]+)</.exec(invited.html)?.[1] ?? '', 'petr');
  t.is((await petr.get('/admin')).path, '/admin/krumlov/den');
  for (const path of ['/admin/praha/den', '/admin/praha/nastaveni', '/admin/nikde/den']) t.is((await petr.get(path)).status, 404, path);
  for (const path of ['/admin/krumlov/uzivatele', '/admin/krumlov/kiosky']) t.is((await petr.get(path)).status, 403, path);
  t.is((await petr.get('/admin/krumlov/nastaveni')).status, 200);
});
