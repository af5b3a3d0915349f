import test from 'ava';
import fc from 'fast-check';
import { doneToday, drained } from '../../../edge/core/done-today.ts';
import { monday, office } from './scenario.ts';

const minutesLeft = (hall: ReturnType<typeof office>): number | null => {
  const done = doneToday(hall.queue(), hall.now().wall);
  return done === null ? null : Math.round((done - hall.now().wall) / 60_000);
};
const one = [{ number: 1, services: ['vozidla'], unitKeys: 'four' as const }];

test('an office where nobody waits is done now', (t) => {
  const hall = office();
  t.is(minutesLeft(hall), 0);
});

test('nobody can say when it is done while people wait for a service that no open counter serves', (t) => {
  const hall = office({ counters: one });
  hall.takes('ridici');
  t.is(minutesLeft(hall), null);
  hall.clerk(1, 'open');
  t.is(minutesLeft(hall), null);
});

test('each who waits is served in turn, two counters halve it, who is parked counts too', (t) => {
  const hall = office();
  hall.clerk(1, 'open');
  for (let person = 0; person < 4; person++) hall.takes('vozidla');
  const alone = minutesLeft(hall)!;
  t.is(alone, Math.round((4 * (540 + 15)) / 60));
  hall.clerk(2, 'open');
  t.is(minutesLeft(hall), Math.round((2 * (540 + 15)) / 60));
  hall.clerk(2, 'next');
  hall.clerk(2, 'park');
  hall.clerk(2, 'close');
  t.is(minutesLeft(hall), alone);
});

test('a reservation still to come is not over before its hour has begun; one that came counts once', (t) => {
  const hall = office();
  hall.clerk(1, 'open');
  hall.reserved('9', 'vozidla', monday('09:30'));
  t.is(minutesLeft(hall), 80 + 9);
  hall.passes(70);
  hall.checksIn('0009');
  t.is(minutesLeft(hall), Math.round((540 + 15) / 60));
});

test('the end is a whole millisecond, whatever mean was learned: one that is not breaks every picture', (t) => {
  const hall = office();
  hall.clerk(1, 'open');
  for (const minutes of [2, 4]) {
    hall.takes('vozidla');
    hall.clerk(1, 'next');
    hall.passes(minutes);
    hall.clerk(1, 'finish');
  }
  hall.reserved('9', 'vozidla', monday('11:30'));
  t.true(Number.isInteger(doneToday(hall.queue(), hall.now().wall)));
});

test('the end is never before the work of all counters together, nor after that of one alone', (t) => {
  const line = fc.record({ people: fc.nat(400), seconds: fc.integer({ min: 30, max: 3_000 }) });
  const server = fc.record({ freeInSeconds: fc.nat(3_000), lines: fc.constant([0, 1, 2]) });
  fc.assert(
    fc.property(fc.array(line, { minLength: 3, maxLength: 3 }), fc.array(server, { minLength: 1, maxLength: 6 }), (lines, servers) => {
      const work = lines.reduce((sum, { people, seconds }) => sum + people * seconds, 0);
      const busy = servers.map(({ freeInSeconds }) => freeInSeconds);
      const end = drained(lines, servers)!;
      const all = busy.reduce((sum, seconds) => sum + seconds, 0) + work;
      return end >= all / servers.length - 1 && end <= Math.max(...busy) + work + 1;
    }),
  );
  t.pass();
});
