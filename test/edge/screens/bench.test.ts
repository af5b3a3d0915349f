import test from 'ava';
import type { BenchPicture } from '../../../edge/screens/bench-picture.ts';
import { readEvents } from './event-reader.ts';
import { opened, problemOf } from './opened.ts';

test('a press of a button gives a slip, whether its id comes raw or percent-encoded', async (t) => {
  const { address, post } = await opened(t);
  t.is((await post('/bench/buttons/service:vozidla/press')).status, 200);
  t.is((await post('/bench/buttons/service%3Aridici/press')).status, 200);
  const slips = (await (await fetch(`${address}/bench/slips`)).json()) as { number: string }[];
  t.deepEqual(
    slips.map(({ number }) => number),
    ['C10', 'A17'],
  );
  t.deepEqual(Object.keys(slips[0] ?? {}), ['number', 'text', 'copy', 'bytes']);
});

test('what the kiosk says can be read', async (t) => {
  const { address, post } = await opened(t);
  await post('/bench/buttons/reserved/press');
  const answer = await fetch(`${address}/bench/kiosk`);
  t.deepEqual(await answer.json(), { text: 'Zadejte čtyřmístný PIN a potvrďte OK.' });
});

test('keys reach the keypad, and anything else is refused by name', async (t) => {
  const { post, office } = await opened(t);
  t.is((await post('/bench/keypad', { keys: '12' })).status, 200);
  t.deepEqual(office.views().kiosk.panel, { kind: 'pin', digits: 2 });
  for (const keys of ['', '12a', 7, undefined, '1'.repeat(33)]) {
    const answer = await post('/bench/keypad', { keys });
    t.is(answer.status, 422);
    t.is((await problemOf(t, answer)).field, 'keys');
  }
});

test('a unit is pressed and read', async (t) => {
  const { address, post } = await opened(t);
  t.is((await post('/bench/units/3/press', { key: 'next' })).status, 200);
  const unit = (await (await fetch(`${address}/bench/units/3`)).json()) as { display: string; lamp: string };
  t.is(unit.display, ' A15');
  t.is(unit.lamp, 'on');
});

test('a device that does not exist is not found, a key that does not exist is named', async (t) => {
  const { address, post } = await opened(t);
  t.is((await problemOf(t, await post('/bench/buttons/service:none/press'))).type, 'unknown-device');
  t.is((await problemOf(t, await post('/bench/units/9/press', { key: 'next' }))).type, 'unknown-device');
  t.is((await problemOf(t, await fetch(`${address}/bench/units/x`))).type, 'unknown-device');
  t.is((await problemOf(t, await post('/bench/units/1/press', { key: 'dance' }))).field, 'key');
});

test('the printer takes its faults, and a number without paper leaves no slip (F8)', async (t) => {
  const { address, post } = await opened(t);
  t.deepEqual(await (await post('/bench/printer', { state: 'paper-out' })).json(), { state: 'paper-out' });
  await post('/bench/buttons/service:vozidla/press');
  t.deepEqual(await (await fetch(`${address}/bench/slips`)).json(), []);
  t.is((await problemOf(t, await post('/bench/printer', { state: 'on fire' }))).field, 'state');
});

test('the page follows the whole office: slip, log, units', async (t) => {
  const { address, post } = await opened(t, { cloudOrigin: () => 'http://cloud.example' });
  const stream = await readEvents(t, `${address}/bench/events`);
  const first = await stream.picture<BenchPicture>();
  t.is(first.cloudOrigin, 'http://cloud.example');
  t.deepEqual(first.slips, []);
  t.deepEqual(
    first.units.map(({ counter }) => counter),
    [1, 2, 3],
  );
  await post('/bench/buttons/service:vozidla/press');
  let picture = await stream.picture<BenchPicture>();
  while (picture.slips.length === 0) picture = await stream.picture();
  t.is(picture.slips[0]?.number, 'A17');
  t.true((picture.slips[0]?.rows.length ?? 0) > 0);
  t.deepEqual(
    picture.log.map(({ what }) => what),
    ['slip', 'joined', 'button'],
  );
});

test('a PIN typed at the bench never stands in the log', async (t) => {
  const { address, post } = await opened(t);
  await post('/bench/keypad', { keys: '4711#' });
  const stream = await readEvents(t, `${address}/bench/events`);
  const { log } = await stream.picture<BenchPicture>();
  t.like(log.at(-1), { what: 'keys', keys: '••••#' });
});

test('on real hardware nothing answers under /bench', async (t) => {
  const { address, post } = await opened(t, { bench: null });
  for (const path of ['/bench', '/bench/events', '/bench/slips', '/bench/units/1', '/bench/kiosk']) {
    t.is((await fetch(address + path)).status, 404, path);
  }
  t.is((await post('/bench/buttons/service:vozidla/press')).status, 404);
});

test('cables are cut and mended, those of the units one by one', async (t) => {
  const { post, office } = await opened(t);
  for (const [cable, state, link] of [
    ['broker', 'cut', 'offline'],
    ['broker', 'whole', 'online'],
    ['cloud', 'cut', 'broker-only'],
    ['cloud', 'whole', 'online'],
  ] as const) {
    const answer = await post(`/bench/cables/${cable}`, { state });
    t.deepEqual([answer.status, await answer.json()], [200, { cable, state }]);
    t.is(office.views().staff.link.state, link, `${cable} ${state}`);
  }
  t.is((await post('/bench/cables/unit:1', { state: 'cut' })).status, 200);
  t.false(office.views().staff.counters[0]!.unitPresent);
  t.is((await post('/bench/cables/unit:9', { state: 'cut' })).status, 404);
  t.is((await post('/bench/cables/moon', { state: 'cut' })).status, 404);
  t.is((await problemOf(t, await post('/bench/cables/broker', { state: 'frayed' }))).field, 'state');
});

test('the clock stands, hurries and is turned ahead, never back', async (t) => {
  const { post, office } = await opened(t);
  t.deepEqual(await (await post('/bench/clock', { rate: 60 })).json(), { rate: 60, asOf: '2026-11-23T07:42:00.000Z' });
  t.is(((await (await post('/bench/clock', { minutes: 15 })).json()) as { asOf: string }).asOf, '2026-11-23T07:57:00.000Z');
  t.is(office.bench.clockRate(), 60);
  for (const body of [{ rate: 2 }, { minutes: -5 }, { minutes: 1.5 }, { minutes: 1_441 }, {}])
    t.is((await post('/bench/clock', body)).status, 422);
});
