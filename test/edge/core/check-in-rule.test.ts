import test from 'ava';
import { hashOf, monday, office } from './scenario.ts';

const word = (answer: { readonly refusal: { readonly word: string } | null }) => answer.refusal?.word;

test('a PIN is taken from 15 minutes before the slot to its end, and gives a number', (t) => {
  const hall = office({}, monday('08:14'));
  hall.reserved('8', 'vozidla', monday('08:30'));
  t.is(word(hall.checksIn('0008')), 'too-early');
  hall.passes(1);
  t.is(hall.checksIn('0008').number, 'A1');
  t.like(hall.facts().at(-1), { name: 'reservation.checked-in', data: { reservation: '8', early: true } });
});

test('too early says from when to come back', (t) => {
  const hall = office({}, monday('08:00'));
  hall.reserved('8', 'vozidla', monday('13:30'));
  t.deepEqual(hall.checksIn('0008').refusal, {
    word: 'too-early',
    start: Date.parse(monday('13:30')),
    end: Date.parse(monday('14:30')),
    from: Date.parse(monday('13:15')),
  });
});

test('too late offers an ordinary ticket of the same service', (t) => {
  const hall = office({}, monday('08:31'));
  hall.reserved('7', 'dovozy', monday('07:30'));
  t.like(hall.checksIn('0007').refusal, { word: 'too-late', service: 'dovozy' });
});

test('F7: an hour that a clock which ran ahead took as over is kept when the clock is right again', (t) => {
  const hall = office({}, monday('08:20'));
  hall.reserved('8', 'vozidla', monday('08:30'));
  hall.clockStepsTo(monday('10:00'));
  hall.passes(1);
  t.like(hall.facts().at(-1), { name: 'reservation.lapsed', data: { reservation: '8' } });
  t.is(word(hall.checksIn('0008')), 'too-late');
  hall.clockStepsTo(monday('08:25'));
  t.is(hall.checksIn('0008').number, 'A1');
  hall.passes(120);
  t.is(hall.facts().filter(({ name }) => name === 'reservation.lapsed').length, 1, 'and it lapses no more');
});

test('a cancelled reservation is told as such', (t) => {
  const hall = office();
  hall.reserved('7', 'vozidla', monday('07:30'), { state: 'cancelled' });
  t.is(word(hall.checksIn('0007')), 'cancelled');
});

test('a used PIN reprints the same number as a copy, at most twice', (t) => {
  const hall = office();
  hall.reserved('7', 'vozidla', monday('07:30'));
  const { number } = hall.checksIn('0007');
  t.deepEqual(hall.checksIn('0007').refusal, { word: 'already-used', number: number!, copy: true });
  t.like(hall.facts().at(-1), { name: 'copy.granted', data: { number: number! } });
  hall.checksIn('0007');
  t.deepEqual(hall.checksIn('0007').refusal, { word: 'already-used', number: number!, copy: false });
});

test('an unknown PIN is a miss and gives no ticket', (t) => {
  const hall = office();
  const answer = hall.checksIn('4711');
  t.is(answer.number, null);
  t.is(word(answer), 'unknown-pin');
  t.like(hall.facts().at(-1), { name: 'pin.missed', data: { inARow: 1 } });
});

test('a PIN of another day tells that day', (t) => {
  const hall = office();
  hall.reserved('5', 'vozidla', '2026-11-30T08:30:00+01:00');
  t.like(hall.checksIn('0005').refusal, { word: 'other-day', start: Date.parse('2026-11-30T08:30:00+01:00') });
});

test('of two reservations with one PIN, the one of today is meant', (t) => {
  const hall = office();
  hall.reserved('5', 'vozidla', '2026-11-30T08:30:00+01:00', { pinHash: hashOf('0007') });
  hall.reserved('7', 'vozidla', monday('07:30'));
  t.is(hall.checksIn('0007').number, 'A1');
});

test('without fresh reservations an unknown PIN says since when', (t) => {
  const hall = office();
  const since = Date.parse(monday('07:55'));
  const { refusal } = hall.when({ kind: 'check-in', pinHash: hashOf('4711'), token: 'token-of-a-ticket', offlineSince: since });
  t.deepEqual(refusal, { word: 'reservations-stale', since });
});

test('F22: after 5 misses the keypad rests 60 s, doubling up to 5 min, and walk-in buttons go on working', (t) => {
  const hall = office();
  const restAfterFive = () => {
    for (let miss = 0; miss < 5; miss++) t.is(word(hall.checksIn('4711')), 'unknown-pin');
    const { refusal } = hall.checksIn('4711');
    return refusal?.word === 'keypad-rests' ? refusal.seconds : null;
  };
  const rests: (number | null)[] = [];
  for (let round = 0; round < 4; round++) {
    rests.push(restAfterFive());
    t.regex(hall.takes('vozidla'), /^A\d+$/);
    hall.passes(6);
  }
  t.deepEqual(rests, [60, 120, 240, 300]);
});

test('F22: a good PIN while the keypad rests is not looked at', (t) => {
  const hall = office();
  hall.reserved('7', 'vozidla', monday('07:30'));
  for (let miss = 0; miss < 5; miss++) hall.checksIn('4711');
  t.is(word(hall.checksIn('0007')), 'keypad-rests');
  hall.passes(1.1);
  t.is(hall.checksIn('0007').number, 'A1');
  t.is(hall.queue().keypad.misses, 0, 'an accepted PIN ends the row');
});

test('F20: a cancel that arrives after the check-in changes nothing here: presence wins', (t) => {
  const hall = office();
  hall.clerk(1, 'open');
  hall.reserved('7', 'vozidla', monday('07:30'));
  hall.takes('vozidla');
  const { number } = hall.checksIn('0007');
  hall.reserved('7', 'vozidla', monday('07:30'), { state: 'cancelled' });
  t.is(hall.clerk(1, 'next'), number);
});

test('F5: while the clock is not trusted a known PIN is taken whatever the hour', (t) => {
  const hall = office({}, '1970-01-01T00:00:00Z');
  hall.clockTrusted(false);
  hall.reserved('7', 'vozidla', monday('07:30'));
  t.is(hall.checksIn('0007').number, 'A1');
});

test('a reservation that moved is known at its new hour only', (t) => {
  const hall = office();
  hall.reserved('7', 'vozidla', monday('07:30'));
  hall.reserved('7', 'vozidla', '2026-11-24T08:30:00+01:00');
  t.is(word(hall.checksIn('0007')), 'other-day');
});

test('a reservation nobody checked in lapses at the end of its slot, once', (t) => {
  const hall = office({}, monday('08:20'));
  hall.reserved('7', 'vozidla', monday('07:30'));
  hall.passes(9);
  t.false(hall.facts().some(({ name }) => name === 'reservation.lapsed'));
  hall.passes(1);
  hall.passes(1);
  t.is(hall.facts().filter(({ name }) => name === 'reservation.lapsed').length, 1);
});

test('F5: nothing lapses while the clock is not trusted', (t) => {
  const hall = office({}, monday('08:20'));
  hall.reserved('7', 'vozidla', monday('07:30'));
  hall.clockTrusted(false);
  hall.passes(120);
  t.false(hall.facts().some(({ name }) => name === 'reservation.lapsed'));
});
