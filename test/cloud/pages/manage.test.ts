import test, { type ExecutionContext } from 'ava';
import type { CloudUnderTest } from '../cloud-under-test.ts';
import { action, hidden, link, open, type Page, pinOn, toConfirmed, visit } from './visitor.ts';

type Managed = { readonly cloud: CloudUnderTest; readonly page: Page; readonly pin: string; readonly path: string };

/** The manage page of a confirmed reservation on Monday 30 November, 7:30. */
async function managed(t: ExecutionContext): Promise<Managed> {
  const cloud = await open(t);
  const confirmed = await toConfirmed(cloud);
  const page = await visit(cloud, link(confirmed, 'Zrušit nebo přesunout'));
  return { cloud, page, pin: pinOn(confirmed), path: page.path };
}

const states = async ({ cloud }: Managed) =>
  (await cloud.store.db.selectFrom('reservation').select(['state', 'startMs']).execute()).map(({ state }) => state);

const startOf = async ({ cloud }: Managed) =>
  new Date((await cloud.store.db.selectFrom('reservation').select('startMs').executeTakeFirstOrThrow()).startMs).toISOString();

test('a cancel asks for the PIN, which the page does not show, and can be undone at once', async (t) => {
  const known = await managed(t);
  const { cloud, pin } = known;
  const ask = await visit(cloud, link(known.page, 'Zrušit rezervaci'));
  t.is(ask.title, 'Opravdu rezervaci zrušit?');
  t.false(ask.html.includes(pin));
  for (const [typed, words] of [
    ['', 'Napište PIN'],
    ['0000', 'Tento PIN k rezervaci nepatří'],
  ] as const) {
    const again = await visit(cloud, action(ask), { pin: typed });
    t.is(again.status, 422);
    t.regex(again.html, /role="alert"[\s\S]*href="#pin"/);
    t.true(again.html.includes(words));
    t.deepEqual(await states(known), ['confirmed']);
  }
  const cancelled = await visit(cloud, action(ask), { pin: ` ${pin.slice(0, 2)} ${pin.slice(2)}` });
  t.is(cancelled.title, 'Rezervace je zrušena');
  t.deepEqual(await states(known), ['cancelled']);
  t.false(cancelled.html.includes('id="pin"'), 'who has just answered is not asked again');
  const back = await visit(cloud, action(cancelled), hidden(cancelled));
  t.true(back.html.includes('Rezervace znovu platí'));
  t.deepEqual(await states(known), ['confirmed']);
});

test('from the link in the mail an undo asks for the PIN too, and after ten minutes there is none', async (t) => {
  const known = await managed(t);
  const { cloud, pin, path } = known;
  await visit(cloud, `${path}/zrusit`, { pin });
  const later = await visit(cloud, path);
  t.is((await visit(cloud, action(later), {})).status, 422);
  t.deepEqual(await states(known), ['cancelled']);
  t.true((await visit(cloud, action(later), { pin })).html.includes('Rezervace znovu platí'));
  await visit(cloud, `${path}/zrusit`, { pin });
  cloud.clock.advance({ minutes: 10 });
  t.false((await visit(cloud, path)).html.includes('Vzít zrušení zpět'));
  t.is((await visit(cloud, `${path}/vzit-zpet`, { pin })).status, 409);
});

test('the proof of an earlier change takes nothing back', async (t) => {
  const { cloud, pin, path } = await managed(t);
  const cancelled = await visit(cloud, `${path}/zrusit`, { pin });
  const { dukaz } = hidden(cancelled);
  await visit(cloud, `${path}/vzit-zpet`, { pin });
  await visit(cloud, `${path}/zrusit`, { pin });
  t.is((await visit(cloud, `${path}/vzit-zpet`, { dukaz: dukaz ?? '' })).status, 422);
  t.true((await visit(cloud, cancelled.path)).html.includes('id="pin"'), 'and its address shows the plain page');
});

test('a move asks day, hour and whether it is right; the old hour stays until then, and is the way back afterwards', async (t) => {
  const known = await managed(t);
  const { cloud, pin } = known;
  const days = await visit(cloud, link(known.page, 'Přesunout'));
  const hours = await visit(cloud, link(days, '2. 12.'));
  t.is((await visit(cloud, `${action(hours)}?start=`)).status, 422);
  const check = await visit(cloud, `${action(hours)}?start=${encodeURIComponent('2026-12-02T12:30:00+01:00')}`);
  t.is(check.title, 'Souhlasí nový termín?');
  t.is((await visit(cloud, action(check), hidden(check))).status, 422);
  t.is(await startOf(known), '2026-11-30T06:30:00.000Z');
  const moved = await visit(cloud, action(check), { ...hidden(check), pin });
  t.true(moved.html.includes('Rezervace je přesunuta'));
  t.true(moved.html.includes('středa 2. prosince, 12:30–13:30'));
  t.is(pinOn(moved), pin);
  t.true(moved.html.includes('Původně jste měli termín pondělí 30. listopadu, 7:30–8:30.'));
  const back = await visit(cloud, action(moved), hidden(moved));
  t.true(back.html.includes('Rezervace je zpět na původním termínu'));
  t.is(await startOf(known), '2026-11-30T06:30:00.000Z');
  t.false((await visit(cloud, known.path)).html.includes('Vrátit původní termín'), 'back is back');
});

test('an hour that went to somebody else while moving leaves the old one and shows the nearest free ones', async (t) => {
  const known = await managed(t);
  const { cloud, pin, path } = known;
  const start = '2026-12-02T12:30:00+01:00';
  const check = await visit(cloud, `${path}/presun/2026-12-02/kontrola?start=${encodeURIComponent(start)}`);
  const booked = await cloud.post('/api/v1/offices/krumlov/reservations', {
    service: 'vozidla',
    start,
    name: 'Petr',
    email: 'petr@example.cz',
  });
  t.is(booked.status, 201);
  const taken = await visit(cloud, action(check), { ...hidden(check), pin });
  t.is(taken.status, 409);
  t.true(taken.html.includes('Nyní máte termín pondělí 30. listopadu, 7:30–8:30.'));
  t.is((await visit(cloud, link(taken, 'středa 2. prosince, 13:30'))).title, 'Souhlasí nový termín?');
  t.is(await startOf(known), '2026-11-30T06:30:00.000Z');
});

test('what can no longer be changed says so on every address', async (t) => {
  const { cloud, pin, path } = await managed(t);
  cloud.clock.set('2026-11-30T09:00:00+01:00');
  t.is((await visit(cloud, `${path}/zrusit`)).title, 'Vaše rezervace');
  t.is((await visit(cloud, `${path}/presun`)).title, 'Vaše rezervace');
  t.is((await visit(cloud, `${path}/zrusit`, { pin })).status, 409);
});

test('a hold is not cancelled by its link: it ends by itself', async (t) => {
  const cloud = await open(t);
  const { body } = await cloud.post('/api/v1/offices/krumlov/reservations', {
    service: 'vozidla',
    start: '2026-11-30T08:30:00+01:00',
    name: 'Jana',
    email: 'jana@example.cz',
  });
  const token = await cloud.tokenOf('potvrdit');
  t.is((await visit(cloud, `/rezervace/${token}/zrusit`, { pin: '' })).title, 'Potvrďte rezervaci');
  const row = await cloud.store.db.selectFrom('reservation').select('state').where('id', '=', String(body.id)).executeTakeFirstOrThrow();
  t.is(row.state, 'held');
  t.true((await visit(cloud, `/potvrdit/${token}`)).html.includes('v 18:30 se sama uvolní'));
});
