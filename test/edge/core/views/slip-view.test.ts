import test from 'ava';
import { ticketOf } from '../../../../edge/core/queue.ts';
import { slipView } from '../../../../edge/core/views/slip-view.ts';
import { monday, office, type Scenario } from '../scenario.ts';

const slipOf = (hall: Scenario, ordinal: number, copy = false) => slipView(hall.queue(), ticketOf(hall.queue(), ordinal), copy, 'cs');

test('a walk-in slip says how many wait ahead and how long that takes', (t) => {
  const hall = office();
  hall.clerk(1, 'open');
  hall.takes('vozidla');
  hall.takes('vozidla');
  const { number, service, reserved, waiting, copy } = slipOf(hall, 2);
  t.deepEqual([number, service, reserved, copy], ['A2', 'Registr vozidel', null, null]);
  t.regex(waiting, /^před vámi: \S+ · (asi \d+–\d+ min|hned na řadě)$/);
});

test('a reserved slip of an hour to come says from when it is called first, and who else is', (t) => {
  const hall = office({}, monday('08:20'));
  hall.reserved('8', 'vozidla', monday('08:30'));
  hall.checksIn('0008');
  const { reserved, waiting } = slipOf(hall, 1);
  t.is(reserved, 'objednáno 8:30–9:30');
  t.is(waiting, 'zavoláme vás přednostně od 8:30 · před vámi: 0');
});

test('a reserved slip within its hour says how many are ahead and how long that takes', (t) => {
  const hall = office({}, monday('08:31'));
  hall.clerk(1, 'open');
  hall.reserved('8', 'vozidla', monday('08:30'));
  hall.checksIn('0008');
  const { reserved, waiting } = slipOf(hall, 1);
  t.is(reserved, 'objednáno 8:30–9:30');
  t.regex(waiting, /^před vámi: 0 · (asi \d+–\d+ min|hned na řadě)$/);
});

test('without an open counter nobody says how long it takes, and a copy says that it is one', (t) => {
  const hall = office();
  hall.takes('ridici');
  const { waiting, copy } = slipOf(hall, 1, true);
  t.regex(waiting, /^před vámi: 0 · /);
  t.notRegex(waiting, /\d+ min/);
  t.is(copy, 'KOPIE');
});
