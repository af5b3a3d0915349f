import test from 'ava';
import { monday, office } from './scenario.ts';

const open = (counters = [1]) => {
  const scenario = office();
  for (const counter of counters) scenario.clerk(counter, 'open');
  return scenario;
};

test('walk-ins are called by order of issue, whatever their service', (t) => {
  const hall = open();
  hall.takes('ridici');
  hall.takes('vozidla');
  hall.takes('dovozy');
  t.deepEqual([hall.clerk(1, 'next'), hall.clerk(1, 'next'), hall.clerk(1, 'next')], ['C1', 'A1', 'B1']);
});

test('a checked-in reservation goes first within its hour, and the call says how many it passed over', (t) => {
  const hall = open();
  hall.takes('vozidla');
  hall.takes('vozidla');
  hall.reserved('7', 'vozidla', monday('07:30'));
  const { number } = hall.checksIn('0007');
  t.is(hall.clerk(1, 'next'), number);
  t.like(hall.facts().at(-1), { name: 'ticket.called', data: { rule: 'reservation', passedOver: 2 } });
});

test('reservations are called by slot start, then check-in order', (t) => {
  const hall = office({}, monday('08:20'));
  hall.clerk(1, 'open');
  hall.reserved('8', 'vozidla', monday('08:30'));
  hall.reserved('7', 'vozidla', monday('07:30'));
  hall.reserved('9', 'ridici', monday('07:30'));
  const late = hall.checksIn('0008').number;
  const second = hall.checksIn('0007').number;
  const third = hall.checksIn('0009').number;
  hall.passes(15);
  t.deepEqual([hall.clerk(1, 'next'), hall.clerk(1, 'next'), hall.clerk(1, 'next')], [second, third, late]);
});

test('a reservation that came early waits its turn by order of issue, never worse than a walk-in', (t) => {
  const hall = office({}, monday('08:16'));
  hall.clerk(1, 'open');
  hall.reserved('8', 'vozidla', monday('08:30'));
  const walkIn = hall.takes('vozidla');
  const early = hall.checksIn('0008').number;
  const later = hall.takes('vozidla');
  t.deepEqual([hall.clerk(1, 'next'), hall.clerk(1, 'next'), hall.clerk(1, 'next')], [walkIn, early, later]);
});

test('a ticket checked in during its window keeps its rank after the end of the slot', (t) => {
  const hall = office({}, monday('08:25'));
  hall.clerk(1, 'open');
  hall.takes('vozidla');
  hall.reserved('7', 'vozidla', monday('07:30'));
  const { number } = hall.checksIn('0007');
  hall.passes(30);
  t.is(hall.clerk(1, 'next'), number);
});

test('a reservation nobody checked in is never called', (t) => {
  const hall = open();
  hall.reserved('8', 'vozidla', monday('07:30'));
  t.is(hall.clerk(1, 'next'), 'nobody-waiting');
});

test('once a walk-in has waited over the bound, at most two preferred calls come before a walk-in', (t) => {
  const hall = office({}, monday('07:31'));
  hall.clerk(1, 'open');
  const walkIn = hall.takes('vozidla');
  for (const id of ['1', '2', '3', '4']) hall.reserved(id, 'vozidla', monday('07:30'));
  const preferred = ['0001', '0002', '0003', '0004'].map((pin) => hall.checksIn(pin).number);
  t.is(hall.clerk(1, 'next'), preferred[0]!);
  hall.passes(61);
  t.is(hall.clerk(1, 'next'), preferred[1]!);
  t.is(hall.clerk(1, 'next'), walkIn);
  t.like(hall.facts().at(-1), { data: { rule: 'fairness' } });
  t.is(hall.clerk(1, 'next'), preferred[2]!);
});

test('the fairness bound holds over all counters that serve the walk-in', (t) => {
  const hall = office({}, monday('07:31'));
  for (const counter of [1, 2, 3]) hall.clerk(counter, 'open');
  const walkIn = hall.takes('ridici');
  for (const id of ['1', '2', '3', '4']) hall.reserved(id, 'vozidla', monday('07:30'));
  for (const pin of ['0001', '0002', '0003', '0004']) hall.checksIn(pin);
  hall.passes(61);
  hall.clerk(1, 'next');
  hall.clerk(2, 'next');
  t.is(hall.clerk(3, 'next'), walkIn);
});

test('two clerks never call the same ticket', (t) => {
  const hall = open([1, 2]);
  hall.takes('vozidla');
  t.is(hall.clerk(1, 'next'), 'A1');
  t.is(hall.clerk(2, 'next'), 'nobody-waiting');
});

test('a counter calls only services that it serves', (t) => {
  const hall = office((settings) => ({
    ...settings,
    counters: [
      { number: 1, services: ['dovozy'], unitKeys: 'four' },
      { number: 2, services: ['vozidla'], unitKeys: 'four' },
    ],
  }));
  hall.clerk(1, 'open');
  hall.takes('vozidla');
  t.is(hall.clerk(1, 'next'), 'nobody-waiting');
});

test('next finishes the ticket being attended as served', (t) => {
  const hall = open();
  hall.takes('vozidla');
  hall.clerk(1, 'next');
  t.is(hall.clerk(1, 'next'), null);
  t.like(hall.facts().at(-1), { name: 'ticket.served', data: { number: 'A1' } });
});

test('a ticket may be marked no-show only after it was called three times', (t) => {
  const hall = open();
  hall.takes('vozidla');
  hall.clerk(1, 'next');
  t.is(hall.clerk(1, 'no-show'), 'call-again-first');
  hall.clerk(1, 'recall');
  t.is(hall.clerk(1, 'no-show'), 'call-again-first');
  hall.clerk(1, 'recall');
  t.is(hall.clerk(1, 'no-show'), null);
  t.like(hall.facts().at(-1), { name: 'ticket.missed', data: { inferred: false } });
});

test('on a one-key unit a next within 20 s of the call means that nobody came', (t) => {
  const hall = office((settings) => ({ ...settings, counters: [{ number: 1, services: ['vozidla'], unitKeys: 'one' }] }));
  hall.clerk(1, 'open');
  hall.takes('vozidla');
  hall.takes('vozidla');
  hall.clerk(1, 'next', 'unit');
  hall.passes(0.2);
  t.is(hall.clerk(1, 'next', 'unit'), 'A2');
  t.true(hall.facts().some((fact) => fact.name === 'ticket.missed' && fact.data.inferred && fact.data.number === 'A1'));
  hall.passes(1);
  hall.clerk(1, 'next', 'unit');
  t.like(hall.facts().at(-1), { name: 'ticket.served', data: { number: 'A2' } });
});

test('the last finish or no-show of a counter can be put back: to the counter if it is idle, else to its place in the queue', (t) => {
  const hall = open();
  hall.takes('vozidla');
  hall.takes('vozidla');
  hall.clerk(1, 'next');
  hall.clerk(1, 'finish');
  t.is(hall.clerk(1, 'undo'), 'A1');
  t.is(hall.clerk(1, 'next'), 'A2');
  t.is(hall.clerk(1, 'undo'), 'A2', 'the ticket at the counter stays');
  t.is(hall.clerk(1, 'next'), 'A1');
  t.is(hall.clerk(1, 'undo'), 'A1', 'A2 is back in the queue');
  t.is(hall.clerk(1, 'undo'), 'nothing-to-undo');
});

test('a parked ticket is not called until it returns to its old place', (t) => {
  const hall = open();
  hall.takes('vozidla');
  hall.clerk(1, 'next');
  hall.clerk(1, 'park');
  hall.takes('vozidla');
  t.is(hall.clerk(1, 'next'), 'A2');
  hall.takes('vozidla');
  hall.passes(11);
  t.is(hall.clerk(1, 'next'), 'A1', 'before A3, by its age');
});

test('a parked ticket can be picked by hand at any time', (t) => {
  const hall = open();
  hall.takes('vozidla');
  hall.clerk(1, 'next');
  hall.clerk(1, 'park');
  t.is(hall.clerk(1, { action: 'pick', number: 'A1' }), 'A1');
  t.like(hall.facts().at(-1), { data: { rule: 'picked' } });
});

test('a transferred ticket keeps its number and its seniority in the other service', (t) => {
  const hall = open([1, 2]);
  hall.takes('vozidla');
  hall.clerk(1, 'next');
  hall.takes('ridici');
  t.is(hall.clerk(1, { action: 'transfer', to: 'ridici' }), null);
  t.is(hall.clerk(2, 'next'), 'A1');
});

test('an action without its object is refused by its word', (t) => {
  const hall = open();
  const words = [
    hall.clerk(9, 'next'),
    hall.clerk(2, 'next'),
    hall.clerk(1, 'open'),
    hall.clerk(1, 'recall'),
    hall.clerk(1, 'finish'),
    hall.clerk(1, 'undo'),
    hall.clerk(1, { action: 'pick', number: 'Z9' }),
  ];
  t.deepEqual(words, ['unknown-counter', 'counter-closed', 'counter-open', 'no-ticket', 'no-ticket', 'nothing-to-undo', 'unknown-ticket']);
  t.deepEqual(
    hall.facts().map(({ name }) => name),
    ['day.opened', 'counter.opened'],
    'a refusal leaves no fact',
  );
});

test('pause finishes whom the counter attends and closes it; a second pause opens it', (t) => {
  const hall = open();
  hall.takes('vozidla');
  hall.clerk(1, 'next', 'unit');
  hall.clerk(1, 'pause', 'unit');
  t.is(hall.queue().counters[1]!.state, 'closed');
  t.deepEqual(
    hall
      .facts()
      .slice(-2)
      .map(({ name }) => name),
    ['ticket.served', 'counter.closed'],
  );
  hall.clerk(1, 'pause', 'unit');
  t.is(hall.queue().counters[1]!.state, 'open');
});
