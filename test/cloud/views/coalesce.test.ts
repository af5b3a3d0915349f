import test from 'ava';
import { coalesce } from '../../../cloud/views/coalesce.ts';
import type { RowChange, TicketRow } from '../../../cloud/views/fold.ts';

const row = (ordinal: number): TicketRow => ({
  day: '2026-11-23',
  ordinal,
  number: `A${ordinal}`,
  service: 'vozidla',
  token: `token-${ordinal}`,
  state: 'waiting',
  counter: null,
  reservation: null,
  issuedMs: 1,
  calledMs: null,
  endedMs: null,
});
const add = (ordinal: number): RowChange => ({ table: 'ticket', change: 'add', row: row(ordinal) });
const set = (ordinal: number, to: Partial<TicketRow>): RowChange => ({ table: 'ticket', change: 'set', ordinal, to });
const counter = (to: { state?: 'open' | 'closed'; ticket?: string | null }): RowChange => ({
  table: 'counter',
  change: 'set',
  number: 1,
  to,
});

test('what happens to one ticket and one counter in a batch becomes one write each', (t) => {
  const changes = [
    add(1),
    set(1, { state: 'called' }),
    counter({ ticket: 'A1' }),
    set(7, { state: 'called' }),
    set(7, { state: 'served' }),
    add(2),
    counter({ ticket: null }),
  ];
  t.deepEqual(coalesce(changes), [
    { table: 'ticket', change: 'add-all', rows: [{ ...row(1), state: 'called' }, row(2)] },
    { table: 'ticket', change: 'set', ordinal: 7, to: { state: 'served' } },
    { table: 'counter', change: 'set', number: 1, to: { ticket: null } },
  ]);
});

test('nothing is moved past a change of a whole day', (t) => {
  const closing: RowChange = { table: 'counter', change: 'free-all' };
  t.deepEqual(coalesce([counter({ ticket: 'A1' }), closing, counter({ ticket: 'A2' })]), [
    { table: 'counter', change: 'set', number: 1, to: { ticket: 'A1' } },
    closing,
    { table: 'counter', change: 'set', number: 1, to: { ticket: 'A2' } },
  ]);
});
