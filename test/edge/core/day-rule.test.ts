import test from 'ava';
import type { OfficeSettings } from '#contract/settings.ts';
import { rememberedToo } from '../../../edge/core/evolve-reservations.ts';
import { cameMax } from '../../../edge/core/queue.ts';
import { hashOf, monday, office } from './scenario.ts';

test('numbers rise by one within a service and start anew each business day', (t) => {
  const hall = office();
  t.deepEqual([hall.takes('vozidla'), hall.takes('vozidla'), hall.takes('ridici')], ['A1', 'A2', 'C1']);
  hall.passes(24 * 60);
  t.is(hall.takes('vozidla'), 'A1');
});

test('F11: a second press within 2 s for the same service gives no second ticket', (t) => {
  const hall = office();
  const press = (service: string) => hall.when({ kind: 'take', service, origin: 'button', token: 'token-of-a-ticket' });
  t.is(press('vozidla').refusal, null);
  t.is(press('vozidla').refusal?.word, 'double-press');
  t.is(press('ridici').refusal, null, 'another service is another wish');
  hall.passes(0.04);
  t.is(press('vozidla').refusal, null);
});

test('F11, F23: one press is one ticket also where the business day ends between the two halves of it', (t) => {
  const hall = office({}, '2026-11-24T01:59:59.500+01:00');
  const press = () => hall.when({ kind: 'take', service: 'vozidla', origin: 'button', token: 'token-of-a-ticket' });
  t.is(press().refusal, null);
  hall.passes(1 / 60);
  t.true(hall.facts().some(({ name }) => name === 'day.closed'));
  t.is(press().refusal?.word, 'double-press');
  hall.passes(1 / 60);
  t.is(press().refusal, null);
  const numbers = hall.facts().flatMap((fact) => (fact.name === 'ticket.issued' ? [fact.data.number] : []));
  t.deepEqual(numbers, ['A1', 'A1'], 'one of each day');
});

test('F23: people who wait over midnight keep their numbers; the business day ends at two', (t) => {
  const hall = office({}, '2026-11-23T23:50:00+01:00');
  hall.clerk(1, 'open');
  hall.takes('vozidla');
  hall.passes(20);
  t.is(hall.takes('vozidla'), 'A2', 'no number repeats after midnight');
  t.is(hall.clerk(1, 'next'), 'A1');
});

test('waiting tickets expire at the end of the business day', (t) => {
  const hall = office();
  hall.clerk(1, 'open');
  hall.takes('vozidla');
  hall.passes(24 * 60);
  t.true(hall.facts().some((fact) => fact.name === 'day.closed' && fact.data.expired.length === 1));
  t.is(hall.clerk(1, 'next'), 'nobody-waiting');
});

test('F7: a clock that steps back repeats no number and makes no wait negative', (t) => {
  const hall = office();
  hall.takes('vozidla');
  hall.clockStepsTo('2026-11-21T08:00:00+01:00');
  t.is(hall.takes('vozidla'), 'A2');
});

test('F5: tickets given under a wrong date stay when the clock becomes right', (t) => {
  const hall = office({}, '1970-01-01T00:10:00Z');
  hall.clockTrusted(false);
  hall.clerk(1, 'open');
  hall.takes('vozidla');
  hall.clockStepsTo(monday('08:30'));
  hall.clockTrusted(true);
  t.is(hall.takes('vozidla'), 'A2');
  t.true(hall.facts().some((fact) => fact.name === 'day.dated' && fact.data.day === '2026-11-23'));
  t.is(hall.clerk(1, 'next'), 'A1');
});

const withHours = (settings: OfficeSettings): OfficeSettings => ({
  ...settings,
  hours: {
    1: [
      { from: '07:30', to: '11:30' },
      { from: '12:30', to: '15:00' },
    ],
  },
});
const take = { kind: 'take', service: 'vozidla', origin: 'button', token: 'token-of-a-ticket' } as const;

test('issuing begins with the opening hours and stops before closing', (t) => {
  for (const [time, word] of [
    ['07:00', 'issuing-stopped'],
    ['07:30', undefined],
    ['14:44', undefined],
    ['14:45', 'issuing-stopped'],
  ] as const) {
    t.is(office(withHours, monday(time)).when(take).refusal?.word, word, time);
  }
  t.is(office(withHours, '2026-11-24T10:00:00+01:00').when(take).refusal?.word, 'issuing-stopped', 'a weekday without hours');
});

test('a closure stops issuing for its day', (t) => {
  const reason = { cs: 'odstávka', en: 'maintenance', de: 'Wartung' };
  const closed = (settings: OfficeSettings): OfficeSettings => ({ ...withHours(settings), closures: [{ date: '2026-11-23', reason }] });
  t.is(office(closed, monday('09:00')).when(take).refusal?.word, 'issuing-stopped');
});

test('a daily quota keeps the places of reservations still to come', (t) => {
  const hall = office((settings) => ({
    ...settings,
    services: settings.services.map((service) => (service.id === 'vozidla' ? { ...service, dailyQuota: 3 } : service)),
  }));
  hall.reserved('9', 'vozidla', monday('08:30'));
  hall.takes('vozidla');
  hall.takes('vozidla');
  hall.passes(1);
  t.deepEqual(hall.when(take).refusal, { word: 'quota-used', service: 'vozidla' });
  hall.passes(10);
  t.is(hall.checksIn('0009').number, 'A3', 'the kept place is there');
});

test('F9: after a restart a fresh slip of unknown fate is offered again as a copy, an old one is not', (t) => {
  const hall = office();
  hall.takes('vozidla');
  hall.passes(5);
  hall.takes('ridici');
  const { facts } = hall.when({ kind: 'start' });
  t.deepEqual(facts, [
    { name: 'slip.failed', data: { ordinal: 1, copy: false, reason: 'unknown' } },
    { name: 'copy.granted', data: { ordinal: 2, number: 'C1' } },
  ]);
});

test('a reservation lapses at its own end, heard of before the clock ticked or after, moved to an earlier hour, or put back with the clock (F7)', (t) => {
  const hall = office();
  const lapsed = () => hall.facts().flatMap((fact) => (fact.name === 'reservation.lapsed' ? [fact.data.reservation] : []));
  hall.reserved('1', 'ridici', monday('15:00'));
  hall.passes(10);
  hall.reserved('2', 'ridici', monday('14:00'));
  hall.reserved('3', 'ridici', monday('08:30'));
  hall.reserved('2', 'ridici', monday('09:00'));
  hall.clockStepsTo(monday('09:29'));
  hall.passes(0);
  t.deepEqual(lapsed(), []);
  hall.passes(1);
  t.deepEqual(lapsed(), ['3']);
  hall.clockStepsTo(monday('08:00'));
  hall.passes(1);
  hall.clockStepsTo(monday('10:00'));
  hall.passes(0);
  t.deepEqual(lapsed(), ['3', '2']);
  hall.clockStepsTo(monday('16:00'));
  hall.passes(0);
  t.deepEqual(lapsed(), ['3', '2', '1']);
});

test('F16: a snapshot that comes days late brings back no reservation of a day that is forgotten: its check-in is forgotten too', (t) => {
  const hall = office();
  const dated = (id: string, date: string) => {
    const [start, end] = [`${date}T08:00:00+01:00`, `${date}T09:00:00+01:00`];
    return { id, service: 'ridici', date, start, end, state: 'live' as const, pinHash: hashOf('0007') };
  };
  const changes = [dated('old', '2026-11-21'), dated('of-yesterday', '2026-11-22'), dated('of-today', '2026-11-23')];
  hall.when({ kind: 'feed', position: { epoch: 'older', revision: 3 }, replaces: true, changes });
  t.deepEqual(Object.keys(hall.queue().reservations), ['2026-11-22', '2026-11-23']);
});

test('P46: whoever came on a day that is forgotten is expected at no other hour, whatever old word the cloud has (F17)', (t) => {
  const hall = office();
  const onThursday = { date: '2026-11-26', start: '2026-11-26T13:00:00Z', end: '2026-11-26T14:00:00Z' };
  hall.reserved('7', 'ridici', onThursday.start, onThursday);
  hall.reserved('7', 'ridici', monday('08:00'));
  t.is(hall.checksIn('0007').number, 'C1');
  for (let day = 0; day < 3; day++) hall.passes(24 * 60);
  t.deepEqual(hall.queue().came, ['7']);
  const old = ['7', '8'].map((id) => ({ ...onThursday, id, service: 'ridici', state: 'live' as const, pinHash: hashOf(id) }));
  hall.when({ kind: 'feed', position: { epoch: 'restored', revision: 1 }, replaces: true, changes: old });
  t.deepEqual(Object.keys(hall.queue().reservations['2026-11-26'] ?? {}), ['8']);
  t.like(hall.facts().at(-1), { name: 'feed.applied', data: { changes: [{ id: '8' }] } });
  hall.passes(24 * 60);
  const lapsed = hall.facts().flatMap((fact) => (fact.name === 'reservation.lapsed' ? [fact.data.reservation] : []));
  t.deepEqual(lapsed, ['8']);
});

test('F20: a reservation that the cloud takes back to a day that is forgotten here is not expected any more', (t) => {
  const hall = office();
  hall.reserved('7', 'ridici', '2026-11-26T08:00:00+01:00');
  hall.reserved('7', 'ridici', '2026-11-20T08:00:00+01:00');
  t.deepEqual(hall.queue().reservations['2026-11-26'], {});
  hall.reserved('9', 'ridici', '2026-11-20T08:00:00+01:00');
  t.is(hall.queue().reservations['2026-11-20'], undefined);
});

test('the names of those who came are the last 4,096', (t) => {
  const many = Array.from({ length: cameMax }, (_, index) => `r${index}`);
  t.is(rememberedToo(many, []), many);
  const all = rememberedToo(many, ['r0', 'new']);
  t.is(all.length, cameMax);
  t.deepEqual([all.at(0), all.at(-1)], ['r1', 'new']);
});

test('staff who stop giving tickets stop walk-ins alone, to the end of the day at most', (t) => {
  const hall = office();
  hall.reserved('9', 'vozidla', monday('08:30'));
  hall.takes('vozidla');
  t.is(hall.when({ kind: 'issuing', to: 'stopped' }).refusal, null);
  t.is(hall.when({ kind: 'issuing', to: 'stopped' }).refusal?.word, 'already-so');
  hall.passes(10);
  t.is(hall.when(take).refusal?.word, 'stopped-by-staff');
  t.is(hall.checksIn('0009').number, 'A2', 'a booked hour is a promise');
  hall.clerk(1, 'open');
  t.is(hall.clerk(1, 'next'), 'A1', 'who waits is called');
  hall.when({ kind: 'issuing', to: 'open' });
  t.is(hall.takes('vozidla'), 'A3');
  hall.when({ kind: 'issuing', to: 'stopped' });
  hall.passes(24 * 60);
  t.is(hall.takes('vozidla'), 'A1', 'a new day begins with tickets');
});
