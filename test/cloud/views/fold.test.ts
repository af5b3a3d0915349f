import test from 'ava';
import type { Fact, Recorded } from '#contract/event.ts';
import { eventNames } from '#contract/event.ts';
import { fold, type RowChange } from '../../../cloud/views/fold.ts';

const atMs = Date.parse('2026-11-23T08:10:00+01:00');
const recorded = (fact: Fact): Recorded => ({
  ...fact,
  seq: 1,
  time: '2026-11-23T08:10:00+01:00',
  steadyMs: 5,
  boot: 1,
  clockTrusted: true,
});
const at = { ordinal: 4, number: 'A4', counter: 2 };
const ticket = (to: Extract<RowChange, { change: 'set'; table: 'ticket' }>['to']): RowChange => ({
  table: 'ticket',
  change: 'set',
  ordinal: 4,
  to,
});
const counter = (to: Extract<RowChange, { change: 'set'; table: 'counter' }>['to']): RowChange => ({
  table: 'counter',
  change: 'set',
  number: 2,
  to,
});

const restored = {
  day: '2026-11-23',
  seen: [{ journal: 'c'.repeat(32), seq: 9 }],
  issued: { vozidla: 4 },
  lastOrdinal: 4,
  tickets: [
    {
      ordinal: 4,
      number: 'A4',
      service: 'vozidla',
      token: 'token-of-another-journal',
      issued: '2026-11-23T08:10:00+01:00',
      reservation: null,
    },
  ],
  arrived: [],
};
const restoredTicket: RowChange = {
  table: 'ticket',
  change: 'add',
  row: {
    day: '2026-11-23',
    ordinal: 4,
    number: 'A4',
    service: 'vozidla',
    token: 'token-of-another-journal',
    reservation: null,
    issuedMs: atMs,
    state: 'waiting',
    counter: null,
    calledMs: null,
    endedMs: null,
  },
};

const table: readonly (readonly [string, Fact, readonly RowChange[]])[] = [
  [
    'an opened day frees the counters',
    { name: 'day.opened', data: { day: '2026-11-23', trusted: true } },
    [{ table: 'counter', change: 'free-all' }],
  ],
  [
    'a closed day expires who still waits',
    { name: 'day.closed', data: { day: '2026-11-23', expired: [4] } },
    [
      { table: 'ticket', change: 'expire', day: '2026-11-23', ordinals: [4], atMs },
      { table: 'counter', change: 'free-all' },
    ],
  ],
  [
    'a day that gets its true date takes its tickets along (F5)',
    { name: 'day.dated', data: { from: '2026-01-01', day: '2026-11-23' } },
    [{ table: 'ticket', change: 'redate', from: '2026-01-01', day: '2026-11-23' }],
  ],
  [
    'a day whose date turns out to be true keeps its tickets (F5)',
    { name: 'day.dated', data: { from: '2026-11-23', day: '2026-11-23' } },
    [],
  ],
  [
    'an issued ticket waits',
    {
      name: 'ticket.issued',
      data: {
        ordinal: 4,
        number: 'A4',
        service: 'vozidla',
        day: '2026-11-23',
        token: 'token-of-ticket-4',
        origin: 'button',
        ahead: 3,
        forecast: null,
      },
    },
    [
      {
        table: 'ticket',
        change: 'add',
        row: {
          day: '2026-11-23',
          ordinal: 4,
          number: 'A4',
          service: 'vozidla',
          token: 'token-of-ticket-4',
          state: 'waiting',
          issuedMs: atMs,
          counter: null,
          reservation: null,
          calledMs: null,
          endedMs: null,
        },
      },
    ],
  ],
  [
    'a called ticket is at its counter',
    { name: 'ticket.called', data: { ...at, rule: 'order', passedOver: 0 } },
    [ticket({ state: 'called', counter: 2, calledMs: atMs }), counter({ ticket: 'A4' })],
  ],
  ['a recall changes nothing that is shown', { name: 'ticket.recalled', data: at }, []],
  [
    'a served ticket leaves its counter',
    { name: 'ticket.served', data: at },
    [ticket({ state: 'served', endedMs: atMs }), counter({ ticket: null })],
  ],
  [
    'a missed ticket is a no-show',
    { name: 'ticket.missed', data: { ...at, inferred: true } },
    [ticket({ state: 'noShow', endedMs: atMs }), counter({ ticket: null })],
  ],
  [
    'a parked ticket does not wait',
    { name: 'ticket.parked', data: at },
    [ticket({ state: 'parked', counter: null }), counter({ ticket: null })],
  ],
  [
    'a returned ticket waits again',
    { name: 'ticket.returned', data: { ordinal: 4, number: 'A4' } },
    [ticket({ state: 'waiting', counter: null })],
  ],
  [
    'a transferred ticket waits for the other service',
    { name: 'ticket.transferred', data: { ...at, to: 'ridici' } },
    [ticket({ state: 'waiting', counter: null, service: 'ridici' }), counter({ ticket: null })],
  ],
  [
    'an undone finish puts the ticket back at the counter',
    { name: 'ticket.restored', data: { ...at, place: 'counter' } },
    [ticket({ state: 'called', counter: 2, endedMs: null }), counter({ ticket: 'A4' })],
  ],
  [
    'an undone no-show may put it back into the queue',
    { name: 'ticket.restored', data: { ...at, place: 'queue' } },
    [ticket({ state: 'waiting', counter: null, endedMs: null })],
  ],
  ['an opened counter is open', { name: 'counter.opened', data: { counter: 2 } }, [counter({ state: 'open' })]],
  ['a closed counter is closed and empty', { name: 'counter.closed', data: { counter: 2 } }, [counter({ state: 'closed', ticket: null })]],
  [
    'a check-in ties the ticket to its reservation',
    { name: 'reservation.checked-in', data: { reservation: 'r1', ordinal: 4, early: false } },
    [ticket({ reservation: 'r1' })],
  ],
  ['the tickets of another journal of this day wait again (F18)', { name: 'day.restored', data: restored }, [restoredTicket]],
];

for (const [title, fact, changes] of table) test(title, (t) => t.deepEqual(fold(recorded(fact)), changes));

test('facts that the read models do not show are exactly these', (t) => {
  const shown = new Set(table.map(([, fact]) => fact.name as string));
  const silent = eventNames.filter((name) => !shown.has(name));
  t.deepEqual(silent.toSorted(), [
    'block.begun',
    'copy.granted',
    'feed.applied',
    'feed.kept',
    'issuing.resumed',
    'issuing.stopped',
    'pin.missed',
    'printer.changed',
    'reservation.lapsed',
    'settings.applied',
    'slip.failed',
    'slip.printed',
  ]);
});
