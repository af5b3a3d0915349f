import test from 'ava';
import { exampleOffice } from '#contract/example-office.ts';
import type { Today } from '#contract/today.ts';
import { blockOfReplacement } from '../../../edge/core/block.ts';
import { decide } from '../../../edge/core/decide.ts';
import { evolve } from '../../../edge/core/evolve.ts';
import { emptyQueue, type Queue, replacing } from '../../../edge/core/queue.ts';
import { values } from '../../../edge/core/sequence.ts';
import { hashOf, monday, office } from './scenario.ts';

const today: Today = {
  day: '2026-11-23',
  seen: [{ journal: 'c'.repeat(32), seq: 120 }],
  issued: { vozidla: 37, ridici: 5 },
  lastOrdinal: 42,
  tickets: [
    { ordinal: 41, number: 'A37', service: 'vozidla', token: 'token-of-the-old-a37', issued: monday('08:00'), reservation: null },
    {
      ordinal: 42,
      number: 'C5',
      service: 'ridici',
      token: 'token-of-the-old-c5',
      issued: monday('08:05'),
      reservation: { id: '7', start: monday('08:00'), end: monday('09:00') },
    },
  ],
  arrived: [{ reservation: '7', ordinal: 42 }],
};

test('F18: after the cloud has told of today those who wait are called by their age, and numbers come from a block of their own (P30)', (t) => {
  const hall = office();
  hall.when({ kind: 'restore', today });
  t.is(hall.takes('vozidla'), 'A4501');
  t.is(hall.takes('dovozy'), 'B4501');
  hall.clerk(1, 'open');
  t.deepEqual([hall.clerk(1, 'next'), hall.clerk(1, 'next'), hall.clerk(1, 'next')], ['C5', 'A37', 'A4501']);
});

test('F18: the same state told twice is one fact; that of another day is none (P30)', (t) => {
  const hall = office();
  t.is(
    hall.when({ kind: 'restore', today: { ...today, day: '2026-11-22' } }).facts.some(({ name }) => name === 'day.restored'),
    false,
  );
  t.is(hall.when({ kind: 'restore', today }).facts.filter(({ name }) => name === 'day.restored').length, 1);
  t.is(hall.when({ kind: 'restore', today }).facts.length, 0);
});

test('F18: numbers given before the state came stay, and nobody of the other journal is lost', (t) => {
  const hall = office();
  t.is(hall.takes('vozidla'), 'A1');
  for (let ordinal = 2; ordinal <= 41; ordinal += 1) hall.takes('dovozy');
  hall.when({ kind: 'restore', today });
  const waiting = [...values(hall.queue().tickets)].map(({ number }) => number);
  t.true(['A1', 'B40', 'A37', 'C5'].every((number) => waiting.includes(number)));
  t.is(hall.takes('vozidla'), 'A4501');
});

test('F18: a PIN that was used under the other journal gives the same number again, whether its reservation is fed before or after', (t) => {
  for (const order of ['before', 'after']) {
    const hall = office();
    const feed = () => hall.reserved('7', 'ridici', monday('08:00'), { pinHash: hashOf('0007') });
    if (order === 'before') feed();
    hall.when({ kind: 'restore', today });
    if (order === 'after') feed();
    t.like(hall.checksIn('0007').refusal, { word: 'already-used', number: 'C5' }, order);
  }
});

test('F18: a journal that was told that it replaces another begins at 501, for one day; the very first of an edge begins at 1', (t) => {
  const now = { wall: Date.parse(monday('08:10')), steady: 1_000, clockTrusted: true };
  const first = (queue: Queue): string => {
    const { facts } = decide({ kind: 'take', service: 'vozidla', origin: 'button', token: 'token-of-the-first-one' }, queue, now);
    const ticket = facts.find(({ name }) => name === 'ticket.issued');
    return ticket?.name === 'ticket.issued' ? ticket.data.number : '';
  };
  t.is(first(emptyQueue(exampleOffice)), 'A1');
  t.is(first(replacing(emptyQueue(exampleOffice), blockOfReplacement(1))), 'A501');
  t.is(first(replacing(emptyQueue(exampleOffice), blockOfReplacement(2))), 'A1001');
  const tomorrow = { ...now, wall: now.wall + 86_400_000 };
  const fresh = replacing(emptyQueue(exampleOffice), blockOfReplacement(1));
  const opened = decide({ kind: 'start' }, fresh, now).facts;
  const queue = opened.reduce((before, fact) => evolve(before, { ...fact, at: now } as never), fresh);
  const turned = decide({ kind: 'take', service: 'vozidla', origin: 'button', token: 'token-of-tomorrow-1' }, queue, tomorrow).facts;
  t.like(turned.at(-1), { data: { number: 'A1', day: '2026-11-24' } });
});

/** A new card that was told which replacement it is, on the morning of that day. */
function newCard(ordinal: number, settings = exampleOffice) {
  const now = { wall: Date.parse(monday('08:10')), steady: 1_000, clockTrusted: true };
  let queue = replacing(emptyQueue(settings), blockOfReplacement(ordinal));
  const does = (command: Parameters<typeof decide>[0]): string | null => {
    const { facts, refusal } = decide(command, queue, now);
    queue = facts.reduce((before, fact) => evolve(before, { ...fact, at: now } as never), queue);
    const ticket = facts.find(({ name }) => name === 'ticket.issued');
    return ticket?.name === 'ticket.issued' ? ticket.data.number : (refusal?.word ?? null);
  };
  const take = (service: string) => does({ kind: 'take', service, origin: 'staff', token: `token-of-${service}-at-${queue.lastOrdinal}` });
  return { does, take, queue: () => queue };
}

test('F18: a block goes on for the rest of the day when the cloud tells of today: nobody knows what the old card had not told yet (P41)', (t) => {
  const card = newCard(1);
  t.is(card.take('ridici'), 'C501');
  card.does({ kind: 'restore', today });
  t.deepEqual([card.take('ridici'), card.take('vozidla'), card.take('dovozy')], ['C502', 'A501', 'B501']);
});

test('F18: two new cards of one day without a link share no number and no ordinal', (t) => {
  const given = [1, 2].map((ordinal) => {
    const card = newCard(ordinal);
    return [card.take('vozidla'), card.take('vozidla'), String(card.queue().lastOrdinal)];
  });
  t.deepEqual(given, [
    ['A501', 'A502', '50002'],
    ['A1001', 'A1002', '100002'],
  ]);
});

test('F18: a block that is used up gives no further number and says so', (t) => {
  const card = newCard(1);
  for (let number = 501; number <= 750; number += 1) t.is(card.take('vozidla'), `A${number}`);
  t.is(card.take('vozidla'), 'numbers-used');
  t.is(card.take('dovozy'), 'B501');
});

test('F18: what other cards gave counts for the quota of the day', (t) => {
  const services = exampleOffice.services.map((service) => ({ ...service, dailyQuota: 39 }));
  const card = newCard(1, { ...exampleOffice, services });
  card.does({ kind: 'restore', today });
  t.deepEqual([card.take('vozidla'), card.take('vozidla'), card.take('vozidla')], ['A501', 'A502', 'quota-used']);
});

test('F18: the card that was replaced comes back: its ordinals come after those of the other, told or not', (t) => {
  const hall = office();
  hall.takes('vozidla');
  hall.when({ kind: 'restore', today: { ...today, lastOrdinal: 50_003, issued: { vozidla: 503 } } });
  t.is(hall.takes('vozidla'), 'A4501');
  t.true(hall.queue().lastOrdinal > 50_500);
});

test('F18: tickets that staff stopped under the card before are not given by this one, until staff say otherwise (P54)', (t) => {
  const hall = office();
  hall.when({ kind: 'stopped', day: '2026-11-22' });
  t.is(hall.takes('vozidla'), 'A1', 'that was another day');
  t.deepEqual(
    hall.when({ kind: 'stopped', day: '2026-11-23' }).facts.map(({ name }) => name),
    ['issuing.stopped'],
  );
  t.is(hall.when({ kind: 'take', service: 'dovozy', origin: 'button', token: 'a-token-of-the-test-9' }).refusal?.word, 'stopped-by-staff');
  t.is(hall.when({ kind: 'stopped', day: '2026-11-23' }).facts.length, 0, 'told again, it is no news');
  hall.when({ kind: 'issuing', to: 'open' });
  t.is(hall.when({ kind: 'stopped', day: '2026-11-23' }).facts.length, 0, 'staff have spoken to this card');
  t.is(hall.takes('ridici'), 'C1');
});
