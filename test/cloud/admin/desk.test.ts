import test from 'ava';
import { exampleOffice } from '#contract/example-office.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import type { CloudUnderTest } from '../cloud-under-test.ts';
import { type Clerk, openSignedIn, type Page } from './clerk.ts';

const office = '/admin/krumlov';
const halfPastSeven = '2026-11-30T07:30:00+01:00';

/** Somebody who booked online and confirmed; answers the reservation's id and the PIN. */
async function booked(cloud: CloudUnderTest, start: string, email: string, service = 'vozidla'): Promise<{ id: string; pin: string }> {
  const { body, status } = await cloud.post('/api/v1/offices/krumlov/reservations', {
    service,
    start,
    name: 'Jana Nováková',
    email,
    lang: 'cs',
  });
  if (status !== 201) throw new Error(JSON.stringify(body));
  const confirmed = await cloud.post('/api/v1/reservations/confirm', { token: await cloud.tokenOf('potvrdit') });
  return { id: String(body.id), pin: String(confirmed.body.pin) };
}

const rowOf = (cloud: CloudUnderTest, id: string) =>
  cloud.store.db.selectFrom('reservation').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

async function callForHour(clerk: Clerk, fields: Record<string, string>): Promise<Page> {
  return clerk.send(await clerk.get(`${office}/objednat?service=vozidla&date=2026-11-30`), `${office}/objednat`, fields);
}

const pinOn = (page: Page): string => /pin-digits">(\d{4})</.exec(page.html)?.[1] ?? '';
const wide: OfficeSettings = { ...exampleOffice, slots: { ...exampleOffice.slots, capacity: 3 } };

test('a clerk books by phone without an e-mail: the PIN is told at once, and edges hear of it', async (t) => {
  const { cloud, clerk } = await openSignedIn(t);
  const page = await callForHour(clerk, { start: halfPastSeven, name: '', email: '' });
  t.is(page.title, 'Objednáno');
  t.regex(pinOn(page), /^\d{4}$/);
  t.true(page.html.includes('pondělí 30. listopadu, 7:30–8:30'));
  t.deepEqual(cloud.told, ['krumlov']);
  t.deepEqual(await cloud.mails(), []);
  const row = await cloud.store.db.selectFrom('reservation').selectAll().executeTakeFirstOrThrow();
  t.like(row, { state: 'confirmed', name: null, email: null, revision: 1, seat: 0 });
  t.truthy(row.pinHash);
  const day = await clerk.get(`${office}/den?date=2026-11-30`);
  t.regex(day.html, /7:30–8:30[\s\S]*bez jména[\s\S]*Registr vozidel[\s\S]*potvrzena/);
  const audit = await cloud.store.db
    .selectFrom('adminAudit')
    .selectAll()
    .where('what', '=', 'reservation.booked')
    .executeTakeFirstOrThrow();
  t.like(audit, { who: 'jana', subject: row.id });
});

test('records tell an hour and a service as people say them', async (t) => {
  const { clerk } = await openSignedIn(t);
  await callForHour(clerk, { start: halfPastSeven, name: '', email: '' });
  const { html } = await clerk.get(`${office}/zaznamy`);
  t.regex(html, /termín: z – na 30\. 11\. 2026 7:30/);
  t.regex(html, /agenda: z – na Registr vozidel/);
  t.false(html.includes(halfPastSeven));
});

test('a second press of the button, or a reload, shows the same booking and its PIN and books no other', async (t) => {
  const { cloud, clerk } = await openSignedIn(t, { office: wide });
  const at = `${office}/objednat`;
  const form = await clerk.get(`${at}?service=vozidla&date=2026-11-30`);
  const fields = { start: halfPastSeven, name: 'Karel', email: 'karel@example.cz' };
  const [first, second] = await Promise.all([clerk.send(form, at, fields), clerk.send(form, at, fields)]);
  t.deepEqual([first.status, second.status, first.title], [200, 200, 'Objednáno']);
  t.is(pinOn(second), pinOn(first));
  t.is(pinOn(await clerk.send(form, at, fields)), pinOn(first));
  const rows = await cloud.store.db.selectFrom('reservation').select('id').execute();
  t.is(rows.length, 1);
  t.is((await cloud.mails()).length, 1);
  const wrong = await clerk.send(form, at, { ...fields, start: '2026-11-30T08:30:00+01:00' });
  t.is(wrong.title, 'Objednáno', 'another hour from the same form is another booking');
  t.is((await cloud.store.db.selectFrom('reservation').select('id').execute()).length, 2);
  t.not(pinOn(await clerk.send(form, at, { ...fields, name: 'Eva' })), pinOn(first), 'so is somebody else after going back');
  const next = await clerk.get(`${at}?service=vozidla&date=2026-11-30`);
  t.not(pinOn(await clerk.send(next, at, fields)), pinOn(first), 'and a form that was opened anew is a new wish');
});

test('with an e-mail the confirmation leaves too, and its link works', async (t) => {
  const { cloud, clerk } = await openSignedIn(t);
  const page = await callForHour(clerk, { start: halfPastSeven, name: 'Karel Dvořák', email: 'karel@example.cz', lang: 'de' });
  const [mail] = await cloud.mails();
  t.is(mail?.to, 'karel@example.cz');
  t.true(mail?.text.includes(`Ihre PIN: ${pinOn(page)}`));
  t.is((await cloud.get(`/rezervace/${await cloud.tokenOf('rezervace')}`)).status, 200);
  const audit = JSON.stringify(await cloud.store.db.selectFrom('adminAudit').selectAll().execute());
  t.false(/Karel|Dvořák|karel@/.test(audit), 'the records name no citizen');
});

test('an hour that is taken, missing or not offered is refused in one sentence, and what was typed stays', async (t) => {
  const { cloud, clerk } = await openSignedIn(t);
  const open = await clerk.get(`${office}/objednat?service=vozidla&date=2026-11-30`);
  await booked(cloud, halfPastSeven, 'jana@example.cz');
  const send = (fields: Record<string, string>) => clerk.send(open, `${office}/objednat`, { name: 'Karel', ...fields });
  const taken = await send({ start: halfPastSeven });
  t.deepEqual([taken.status, taken.problems], [409, ['Hodinu mezitím obsadil někdo jiný; vyberte jinou.']]);
  t.true(taken.html.includes('value="Karel"'));
  t.deepEqual((await send({ start: '' })).problems, ['Vyberte hodinu.']);
  t.deepEqual((await send({ start: '2026-11-30T03:00:00+01:00' })).problems, ['Tato hodina se nenabízí; vyberte jinou.']);
  t.is((await send({ start: '2026-11-30T08:30:00+01:00', email: 'karel@' })).status, 422);
  t.is((await send({ start: '2026-11-30T08:30:00+01:00', name: '<b>' })).status, 422);
  t.is((await cloud.store.db.selectFrom('reservation').selectAll().execute()).length, 1);
});

test('a clerk moves and cancels: the citizen is written to unless the clerk says no, and edges hear of it', async (t) => {
  const { cloud, clerk } = await openSignedIn(t);
  const { id, pin } = await booked(cloud, halfPastSeven, 'jana@example.cz');
  const page = `${office}/rezervace/${id}`;
  t.true((await clerk.get(page)).html.includes(pin), 'the clerk can tell a forgotten PIN');
  const move = await clerk.get(`${page}/presunout?date=2026-12-02`);
  t.deepEqual((await clerk.send(move, `${page}/presunout`)).problems, ['Vyberte hodinu.']);
  const moved = await clerk.send(move, `${page}/presunout`, { start: '2026-12-02T08:30:00+01:00' });
  t.true(moved.html.includes('Rezervace je přesunuta.'));
  t.is((await rowOf(cloud, id)).date, '2026-12-02');
  const [letter] = await cloud.mails();
  t.regex(letter?.subject ?? '', /středa 2\. prosince, 8:30–9:30/);
  const token = await cloud.tokenOf('rezervace');
  t.is((await cloud.get(`/rezervace/${token}`)).status, 200, 'the link in the office’s mail works');
  const mails = (await cloud.mails()).length;
  const ask = await clerk.get(`${page}/zrusit`);
  t.true(ask.html.includes('Tento e-mail odejde'));
  const cancelled = await clerk.send(ask, `${page}/zrusit`, { tell: '' });
  t.true(cancelled.html.includes('Rezervace je zrušena.'));
  t.is((await rowOf(cloud, id)).state, 'cancelled');
  t.is((await cloud.mails()).length, mails, 'nothing is mailed when the clerk says so');
  t.is(cloud.told.length, 3);
  const again = await clerk.get(page);
  t.false(again.html.includes('/zrusit'), 'nothing is left to do with it');
});

test('nobody is cancelled silently: a closed day becomes the list to move, its mails are prepared, and the kiosk still takes the PIN (F21)', async (t) => {
  const { cloud, clerk } = await openSignedIn(t);
  const here = await booked(cloud, halfPastSeven, 'jana@example.cz');
  const other = await booked(cloud, '2026-12-01T07:30:00+01:00', 'eva@example.cz');
  const phone = await callForHour(clerk, { start: '2026-11-30T08:30:00+01:00' });
  t.is(phone.status, 200);
  const revisions = await cloud.store.db.selectFrom('reservation').select(['id', 'revision', 'state']).orderBy('id').execute();
  const closing = { date: '2026-11-30', 'reason:cs': 'Výpadek proudu', 'reason:en': 'Power cut', 'reason:de': 'Stromausfall' };
  const preview = await clerk.send(await clerk.get(`${office}/nastaveni/volna`), `${office}/nastaveni/volna`, closing);
  t.true(preview.html.includes('Rezervací, které přijdou o svůj termín: 2.'));
  t.true(preview.html.includes('pondělí 30. listopadu, 7:30–8:30 · Registr vozidel · Jana Nováková'));
  const list = await clerk.send(preview, `${office}/nastaveni/ulozit`);
  t.deepEqual([list.path, list.title], [`${office}/presunout?ulozeno=1`, 'K přesunutí']);
  t.deepEqual(await cloud.store.db.selectFrom('reservation').select(['id', 'revision', 'state']).orderBy('id').execute(), revisions);
  t.true(list.html.includes('bez e-mailu, zavolejte') && list.html.includes('zatím neví') && list.html.includes('Připravený e-mail'));
  t.false(list.html.includes(other.id));

  const before = (await cloud.mails()).length;
  const sent = await clerk.send(list, `${office}/presunout/vyzvat`);
  t.true(sent.html.includes('Odeslaných e-mailů: 1.') && sent.html.includes('e-mail s žádostí odešel'));
  const mails = await cloud.mails();
  t.is(mails.length, before + 1);
  t.like(mails[0], { to: 'jana@example.cz' });
  t.regex(mails[0]?.subject ?? '', /^Vyberte si prosím jiný termín/);
  t.false(sent.html.includes(`${office}/presunout/vyzvat"`), 'nobody is left to be told');
  const link = /https:\/\/fronta\.example(\/rezervace\/[\w-]+\/presun)/.exec(mails[0]?.text ?? '')?.[1] ?? '';
  t.is((await cloud.get(link)).status, 200, 'its link leads to choosing another hour');

  const day = await clerk.get(`${office}/den?date=2026-11-30`);
  t.true(day.html.includes('Zavřeno: Výpadek proudu') && day.html.includes('bez termínu, k přesunutí'));
  const move = await clerk.get(`${office}/rezervace/${here.id}/presunout?date=2026-12-01`);
  await clerk.send(move, `${office}/rezervace/${here.id}/presunout`, { start: '2026-12-01T08:30:00+01:00' });
  t.false((await clerk.get(`${office}/presunout`)).html.includes(here.id), 'who has another hour is off the list');
});

test('what the office calls off is told as such and cannot be undone, for the hour is no longer there (F21)', async (t) => {
  const { cloud, clerk } = await openSignedIn(t);
  const { id } = await booked(cloud, halfPastSeven, 'jana@example.cz');
  const manage = await cloud.tokenOf('rezervace');
  const closing = { date: '2026-11-30', 'reason:cs': 'a', 'reason:en': 'a', 'reason:de': 'a' };
  await clerk.send(
    await clerk.send(await clerk.get(`${office}/nastaveni/volna`), `${office}/nastaveni/volna`, closing),
    `${office}/nastaveni/ulozit`,
  );
  const page = `${office}/rezervace/${id}`;
  await clerk.send(await clerk.get(`${page}/zrusit`), `${page}/zrusit`);
  t.regex((await cloud.mails())[0]?.subject ?? '', /^Úřad zrušil termín/);
  const undone = await cloud.post('/api/v1/reservations/undo-cancel', { token: manage });
  t.is(undone.status, 409);
  t.is((await rowOf(cloud, id)).state, 'cancelled');
});

test('a cut of the capacity strands who booked last, and keeps the others below the new one (F21)', async (t) => {
  const { cloud, clerk } = await openSignedIn(t, { office: wide });
  const first = await booked(cloud, halfPastSeven, 'prvni@example.cz');
  cloud.clock.advance({ minutes: 1 });
  const second = await booked(cloud, halfPastSeven, 'druhy@example.cz');
  cloud.clock.advance({ minutes: 1 });
  const third = await booked(cloud, halfPastSeven, 'treti@example.cz');
  await cloud.post('/api/v1/reservations/cancel', { token: await cloud.tokenOf('rezervace') });
  cloud.clock.advance({ minutes: 20 });
  const fourth = await booked(cloud, halfPastSeven, 'ctvrty@example.cz');
  t.is((await rowOf(cloud, third.id)).state, 'cancelled');
  const sit = (id: string, seat: number) => cloud.store.db.updateTable('reservation').set({ seat }).where('id', '=', id).execute();
  await sit(fourth.id, 9);
  await sit(first.id, 2);
  await sit(fourth.id, 0);
  const preview = await clerk.send(await clerk.get(`${office}/nastaveni/hodiny`), `${office}/nastaveni/hodiny`, { capacity: '2' });
  t.true(preview.html.includes('Rezervací, které přijdou o svůj termín: 1.'));
  const list = await clerk.send(preview, `${office}/nastaveni/ulozit`);
  t.true(list.html.includes(fourth.id));
  for (const { id } of [first, second]) t.false(list.html.includes(id));
  t.true((await rowOf(cloud, fourth.id)).seat >= 2, 'a seat beyond the capacity means exactly that');
  for (const { id } of [first, second]) t.true((await rowOf(cloud, id)).seat < 2);
});

test('the day view finds people by name without accents, by address, PIN and ticket, and shows how far they are', async (t) => {
  const { cloud, clerk } = await openSignedIn(t);
  const { id, pin } = await booked(cloud, halfPastSeven, 'jana.novakova@example.cz');
  const find = async (text: string): Promise<boolean> =>
    (await clerk.get(`${office}/den?hledat=${encodeURIComponent(text)}`)).html.includes(id);
  for (const text of ['novak', 'NOVÁKOVÁ', 'jana.nov', pin]) t.true(await find(text), text);
  for (const text of ['dvořák', pin.slice(0, 3), ' ']) t.false(await find(text), text);
  const { db } = cloud.store;
  await db.updateTable('reservation').set({ state: 'checkedIn', ticketNumber: 'A5' }).where('id', '=', id).execute();
  const ticket = {
    office: 'krumlov',
    edge: 'kiosk-1',
    day: '2026-11-30',
    ordinal: 5,
    number: 'A5',
    service: 'vozidla',
    token: 'x',
    reservation: id,
    issuedMs: 1,
    endedMs: null,
  };
  await db
    .insertInto('ticket')
    .values({ ...ticket, state: 'waiting', counter: null, calledMs: null })
    .execute();
  const day = async () => (await clerk.get(`${office}/den?date=2026-11-30`)).html;
  t.true(await find('a5'));
  t.regex(await day(), /na úřadě, čeká[\s\S]*A5/);
  await db.updateTable('ticket').set({ state: 'called', counter: 2 }).where('ordinal', '=', 5).execute();
  t.regex(await day(), /volán, přepážka 2/);
  await db.updateTable('reservation').set({ state: 'fulfilled' }).where('id', '=', id).execute();
  t.regex(await day(), /vyřízeno/);
});

test('whom a clerk looks for stands in no address, and going back finds them again', async (t) => {
  const { cloud, clerk } = await openSignedIn(t);
  await callForHour(clerk, { start: halfPastSeven, name: 'Karel Dvořák', email: '' });
  const day = await clerk.get(`${office}/den`);
  t.notRegex(day.html, /<form method="get"[^>]*>(?:(?!<\/form>)[\s\S])*name="hledat"/);
  const found = await clerk.send(day, `${office}/den`, { hledat: 'dvorak' });
  t.is(found.title, 'Nalezeno: dvorak');
  t.true(found.html.includes('Karel Dvořák'));
  t.notRegex(decodeURIComponent(found.path), /dvo/i);
  t.is((await clerk.get(found.path)).html.includes('Karel Dvořák'), true, 'back, or the page opened anew');
  t.notRegex(decodeURIComponent((await clerk.get(`${office}/den?hledat=dvorak`)).path), /dvo/i, 'an address from somewhere else leads on');
  cloud.clock.advance({ hours: 2 });
  t.notRegex((await clerk.get(found.path)).title, /Nalezeno/);
  t.notRegex((await clerk.get(`${office}/den?nalez=${'A'.repeat(80)}`)).title, /Nalezeno/);
  t.notRegex((await clerk.send(day, `${office}/den`, { hledat: '  ' })).title, /Nalezeno/);
});

test('another office’s reservation does not exist', async (t) => {
  const { cloud, clerk } = await openSignedIn(t);
  const { id } = await booked(cloud, halfPastSeven, 'jana@example.cz');
  await cloud.store.db.updateTable('reservation').set({ office: 'praha' }).where('id', '=', id).execute();
  t.is((await clerk.get(`${office}/rezervace/${id}`)).status, 404);
  t.is((await clerk.get(`${office}/rezervace/nic`)).status, 404);
});

test('names leave the office’s pages when they leave the database, and links of its mails with them', async (t) => {
  const { cloud, clerk } = await openSignedIn(t);
  const { id } = await booked(cloud, halfPastSeven, 'jana@example.cz');
  const page = `${office}/rezervace/${id}`;
  await clerk.send(await clerk.get(`${page}/zrusit`), `${page}/zrusit`);
  t.is((await cloud.store.db.selectFrom('officeLink').selectAll().execute()).length, 1);
  cloud.clock.set('2026-12-03T12:00:00+01:00');
  await cloud.runJobs();
  t.deepEqual(await cloud.store.db.selectFrom('officeLink').selectAll().execute(), []);
});
