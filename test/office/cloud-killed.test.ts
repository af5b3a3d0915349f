import test from 'ava';
import type { KioskView } from '../../edge/core/views/screens.ts';
import { type EventReader, readEvents } from '../edge/screens/event-reader.ts';
import { runOffice } from './run-office.ts';
import { cloudRows, factsNamed, storedEvents } from './stored-facts.ts';
import { until } from './until.ts';

test('with the cloud killed the office goes on and says what it cannot do; everything is delivered once when it returns (F14)', async (t) => {
  const office = await runOffice(t, { clock: '2026-11-23T08:16:00+01:00' });
  const { bench, citizen } = office;
  await office.inTouch();
  const { pin } = await citizen.reserve({ service: 'vozidla', start: '2026-11-23T08:30:00+01:00' });
  await office.inTouch();
  const kiosk = await readEvents(t, `${office.edge.address}/kiosk/events`);
  t.is((await kiosk.picture<KioskView>()).offline, null);

  await Promise.all(['service:vozidla', 'service:dovozy', 'service:ridici'].map((button) => bench.press(button)));
  await office.cloud.end('SIGKILL');
  t.regex((await pictureWith(kiosk, ({ offline }) => offline !== null)).offline ?? '', /^Bez spojení od 8:1\d\. Lístky vydáváme dál\.$/);

  await checkIn(bench, pin);
  t.is(await bench.kioskSays(), 'Vítejte. Vaše číslo je A2, zavoláme vás přednostně od 8:30.');
  await checkIn(bench, otherThan(pin));
  t.regex(await bench.kioskSays(), /^Kiosek je od 8:1\d bez spojení a vaši rezervaci nemusí znát\. Vezměte si běžný lístek/);
  await bench.unit(1, 'next');
  await until('a call', async () => (await bench.queue()).counters[0]?.ticket === 'A1');

  await office.edge.end('SIGKILL');
  office.skip(60_000);
  await office.edge.start();
  t.is((await bench.queue()).counters[0]?.ticket, 'A1', 'the edge opens without a cloud and knows what it knew');
  await bench.press('service:vozidla');
  t.like(await until('a slip', async () => (await bench.slips())[0]), { number: 'A3' });
  await checkIn(bench, pin);
  t.is(await bench.kioskSays(), 'Na tento PIN už byl vydán lístek A2. Tiskneme kopii.');

  await office.cloud.start();
  await office.delivered();
  const { id, facts } = office.journal();
  t.deepEqual(
    storedEvents(office.database, id),
    facts.map(({ seq, name }) => ({ seq, name })),
  );
  const numbers = factsNamed(facts, 'ticket.issued').map(({ data }) => data.number);
  const tickets = cloudRows<{ number: string }>(office.database, 'select number from ticket order by ordinal');
  t.deepEqual(
    tickets.map(({ number }) => number),
    numbers,
  );
  t.like(cloudRows(office.database, 'select state, ticketNumber from reservation')[0], { state: 'checkedIn', ticketNumber: 'A2' });
  t.is((await citizen.live()).counters[0]?.ticket, 'A1');
  await until('the kiosk is online again', async () => {
    const again = await readEvents(t, `${office.edge.address}/kiosk/events`);
    const { offline } = await again.picture<KioskView>();
    again.leave();
    return offline === null;
  });
});

async function checkIn(bench: { press(button: string): Promise<void>; type(keys: string): Promise<void> }, pin: string): Promise<void> {
  await bench.press('reserved');
  await bench.type(`${pin}#`);
}

const otherThan = (pin: string): string => String((Number(pin) + 1) % 10_000).padStart(4, '0');

async function pictureWith(events: EventReader, fits: (kiosk: KioskView) => boolean): Promise<KioskView> {
  for (;;) {
    const kiosk = await events.picture<KioskView>();
    if (fits(kiosk)) return kiosk;
  }
}
