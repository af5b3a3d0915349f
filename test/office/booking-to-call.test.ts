import test from 'ava';
import iconv from 'iconv-lite';
import type { PublicView } from '../../edge/core/views/screens.ts';
import { type EventReader, readEvents } from '../edge/screens/event-reader.ts';
import { tokenIn } from './citizen.ts';
import { runOffice } from './run-office.ts';
import { cloudRows, factsNamed, storedEvents } from './stored-facts.ts';
import { until } from './until.ts';

const halfPastSeven = '2026-11-23T07:30:00+01:00';
const halfPastEight = '2026-11-23T08:30:00+01:00';

test.serial('a citizen books at home, checks in at the kiosk and is called first; every fact reaches the cloud once', async (t) => {
  const office = await runOffice(t, { clock: '2026-11-23T08:16:00+01:00' });
  const { bench, citizen } = office;
  await office.inTouch();
  t.like(await until('the slot is offered', async () => (await citizen.slots('vozidla', '2026-11-23'))[0]), {
    start: halfPastEight,
    free: 1,
  });

  const booked = await citizen.book({ service: 'vozidla', start: halfPastEight });
  t.is(booked.status, 201);
  t.is((await citizen.book({ service: 'vozidla', start: halfPastEight, email: 'petr@example.cz' })).status, 409, 'the hold has the place');
  const [ask] = await citizen.mails();
  t.is(ask?.subject, 'Potvrďte prosím rezervaci na úřadě');
  const first = await citizen.confirm(tokenIn(ask, 'potvrdit'));
  const confirmed = (await first.json()) as { state: string; pin: string };
  t.like(confirmed, { state: 'confirmed', start: halfPastEight, service: 'vozidla' });
  t.regex(confirmed.pin, /^\d{4}$/);
  t.deepEqual(await (await citizen.confirm(tokenIn(ask, 'potvrdit'))).json(), confirmed, 'confirming twice shows the same');
  const [told, ...older] = await citizen.mails();
  t.is(older.length, 1, 'and mails once');
  t.true(told?.text.includes(`Váš PIN: ${confirmed.pin}`));
  t.false(told?.subject.includes(confirmed.pin));
  t.truthy(tokenIn(told, 'rezervace'));
  t.regex(told?.attachments[0]?.content ?? '', /^BEGIN:VCALENDAR\r\n[\s\S]*DTSTART;TZID=Europe\/Prague:20261123T083000\r\n/);

  await office.inTouch();
  await bench.press('service:vozidla');
  await bench.press('service:ridici');
  await until('both have their number', async () => (await bench.slips()).length === 2);
  await bench.press('reserved');
  t.is(await bench.kioskSays(), 'Zadejte čtyřmístný PIN a potvrďte OK.');
  await bench.type(confirmed.pin);
  t.is((await bench.slips()).length, 2, 'the fourth digit alone completes nothing');
  await bench.type('#');
  const [slip] = await until('three slips', async () => (await bench.slips()).length === 3 && bench.slips());
  t.like(slip, { number: 'A2', copy: false });
  t.is(await bench.kioskSays(), 'Vítejte. Vaše číslo je A2, zavoláme vás přednostně od 8:30.');
  const bytes = Buffer.from(slip?.bytes ?? '', 'base64');
  t.true(bytes.includes(Buffer.from([0x1b, 0x40])), 'ESC @');
  t.true(bytes.includes(Buffer.from([0x1b, 0x74, 18])), 'ESC t 18: PC852');
  for (const words of ['MĚSTSKÝ ÚŘAD', 'Registr vozidel', 'A2', 'objednáno 8:30-9:30', 'zavoláme vás přednostně', 'Po 23. 11. 2026'])
    t.true(bytes.includes(iconv.encode(words, 'cp852')), words);

  await office.moveClock('2026-11-23T08:31:00+01:00');
  await bench.press('service:dovozy');
  const board = await readEvents(t, `${office.edge.address}/api/v1/events`);
  await until('all four wait', async () => waiting(await bench.queue()) === 4);
  const pressed = performance.now();
  await bench.unit(1, 'next');
  const called = await pictureWith(board, ({ counters }) => counters[0]?.ticket === 'A2');
  t.true(performance.now() - pressed < 1_000, 'the hall sees the call within a second');
  t.like(called.lastCalls[0], { ticket: 'A2', counter: 1 });
  t.like(await bench.unitShows(1), { display: '  A2', lamp: 'on' });
  t.like(await bench.unitShows(2), { display: '   3' }, 'an idle unit shows who still waits');

  await bench.unit(2, 'next');
  await pictureWith(board, ({ counters }) => counters[1]?.ticket === 'A1');
  await bench.unit(2, 'noShow');
  t.is((await bench.queue()).counters[1]?.ticket, 'A1', 'nobody is missed before three calls');
  await bench.unit(2, 'recall');
  await bench.unit(2, 'recall');
  await bench.unit(2, 'noShow');
  await pictureWith(board, ({ counters }) => counters[1]?.ticket === null);
  await bench.unit(2, 'pause');
  await pictureWith(board, ({ counters }) => counters[1]?.state === 'closed');
  t.like(await bench.unitShows(2), { display: 'PAUS' });

  await office.delivered();
  const { id, facts } = office.journal();
  t.deepEqual(
    storedEvents(office.database, id),
    facts.map(({ seq, name }) => ({ seq, name })),
    'each fact once, in order',
  );
  t.like(factsNamed(facts, 'ticket.called')[0]?.data, { number: 'A2', rule: 'reservation', passedOver: 2 });
  t.like(factsNamed(facts, 'ticket.missed')[0]?.data, { number: 'A1', inferred: false });
  t.is(factsNamed(facts, 'ticket.recalled').length, 2);
  const live = await citizen.live();
  t.is(live.link, 'online');
  t.deepEqual(
    live.services.map((service) => [service.id, service.waiting]),
    [
      ['vozidla', 0],
      ['dovozy', 1],
      ['ridici', 1],
    ],
  );
  t.is(live.counters[0]?.ticket, 'A2');
  const page = await (await fetch(`${office.cloud.address}/live/krumlov`)).text();
  t.true(page.includes('Kolik lidí teď čeká') && page.includes('>A2<'));
  t.is(stateOf(office.database), 'checkedIn');
});

test.serial('a reservation that nobody checked in lapses at the end of its slot, and the cloud knows', async (t) => {
  const office = await runOffice(t, { clock: '2026-11-23T07:20:00+01:00' });
  const { bench, citizen } = office;
  await office.inTouch();
  const { pin } = await citizen.reserve({ service: 'ridici', start: halfPastSeven });
  await office.inTouch();
  await office.moveClock('2026-11-23T08:29:58+01:00');
  t.is(stateOf(office.database), 'confirmed');
  const lapsed = await until('the lapse', () => factsNamed(office.journal().facts, 'reservation.lapsed')[0]);
  t.true(Date.parse(lapsed.time) >= Date.parse(halfPastEight));
  t.true(Date.parse(lapsed.time) < Date.parse(halfPastEight) + 2_500);
  await until('the cloud hears of it', () => stateOf(office.database) === 'lapsed');

  await bench.press('reserved');
  await bench.type(`${pin}#`);
  t.is(await bench.kioskSays(), 'Váš objednaný čas 7:30–8:30 už uplynul. Stisknutím OK si vytisknete běžný lístek.');
  await bench.type('#');
  t.like(await until('an ordinary slip', async () => (await bench.slips())[0]), { number: 'C1' });
});

const waiting = (queue: PublicView): number => queue.services.reduce((sum, service) => sum + service.waiting, 0);

async function pictureWith(events: EventReader, fits: (queue: PublicView) => boolean): Promise<PublicView> {
  for (;;) {
    const queue = await events.picture<PublicView>();
    if (fits(queue)) return queue;
  }
}

const stateOf = (database: string): string | undefined =>
  cloudRows<{ state: string }>(database, 'select state from reservation order by createdMs limit 1')[0]?.state;
