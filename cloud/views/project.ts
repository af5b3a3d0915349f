import type { Transaction } from 'kysely';
import type { Recorded } from '#contract/event.ts';
import type { EdgeName } from '#contract/topic.ts';
import { rowsInserter } from '../store/insert-rows.ts';
import type { Schema, TicketTable } from '../store/schema.ts';
import { coalesce, type Write } from './coalesce.ts';
import { fold, type TicketRow } from './fold.ts';

type Trx = Transaction<Schema>;

/** Writes what new facts of an edge change in the read models, in the transaction that stores them. */
export async function projectQueue(trx: Trx, from: EdgeName, facts: readonly Recorded[]): Promise<void> {
  let day: string | null | undefined;
  for (const write of coalesce(facts.flatMap(fold))) {
    if (write.table === 'counter') await changeCounter(trx, from, write);
    else if (write.change === 'set') {
      day = day === undefined ? await currentDay(trx, from) : day;
      await setTicket(trx, from, day, write);
    } else {
      day = undefined;
      await changeTickets(trx, from, write);
    }
  }
}

/** The business day whose ordinals an edge's facts mean: that of its latest ticket. */
export async function currentDay(trx: Trx, { office, edge }: EdgeName): Promise<string | null> {
  const row = await trx
    .selectFrom('ticket')
    .select('day')
    .where('office', '=', office)
    .where('edge', '=', edge)
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.day ?? null;
}

async function changeTickets(
  trx: Trx,
  from: EdgeName,
  change: Exclude<Extract<Write, { table: 'ticket' }>, { change: 'set' }>,
): Promise<void> {
  const { office, edge } = from;
  switch (change.change) {
    case 'add-all':
      await insertTickets(
        trx,
        change.rows.map((row) => ticketOf(from, row)),
      );
      return;
    case 'expire': {
      if (change.ordinals.length === 0) return;
      const which = trx.updateTable('ticket').set({ state: 'expired', endedMs: change.atMs }).where('office', '=', office);
      await which.where('edge', '=', edge).where('day', '=', change.day).where('ordinal', 'in', change.ordinals).execute();
      return;
    }
    case 'redate': {
      const ofEdge = trx.selectFrom('ticket').select('ordinal').where('office', '=', office).where('edge', '=', edge);
      const inTheWay = trx.deleteFrom('ticket').where('office', '=', office).where('edge', '=', edge).where('day', '=', change.day);
      await inTheWay.where('ordinal', 'in', ofEdge.where('day', '=', change.from)).execute();
      const moved = trx.updateTable('ticket').set({ day: change.day }).where('office', '=', office).where('edge', '=', edge);
      await moved.where('day', '=', change.from).execute();
    }
  }
}

/** Always in one order: the statement is that of the first rows which were ever written. */
const ticketOf = ({ office, edge }: EdgeName, row: TicketRow): TicketTable => ({
  office,
  edge,
  day: row.day,
  ordinal: row.ordinal,
  number: row.number,
  service: row.service,
  token: row.token,
  state: row.state,
  counter: row.counter,
  reservation: row.reservation,
  issuedMs: row.issuedMs,
  calledMs: row.calledMs,
  endedMs: row.endedMs,
});

const insertTickets = rowsInserter<TicketTable>((db, rows) =>
  db
    .insertInto('ticket')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['office', 'edge', 'day', 'ordinal'])
        .doUpdateSet((row) => Object.fromEntries(ticketColumns.map((column) => [column, row.ref(`excluded.${column}`)]))),
    ),
);

/** All but the key. */
const ticketColumns = ['number', 'service', 'token', 'state', 'counter', 'reservation', 'issuedMs', 'calledMs', 'endedMs'] as const;

async function setTicket(
  trx: Trx,
  { office, edge }: EdgeName,
  day: string | null,
  { ordinal, to }: Extract<Write, { change: 'set'; table: 'ticket' }>,
): Promise<void> {
  if (day === null) return;
  const which = trx.updateTable('ticket').set(to).where('office', '=', office).where('edge', '=', edge);
  await which.where('day', '=', day).where('ordinal', '=', ordinal).execute();
}

async function changeCounter(trx: Trx, { office, edge }: EdgeName, change: Extract<Write, { table: 'counter' }>): Promise<void> {
  if (change.change === 'free-all') {
    await trx.updateTable('counter').set({ ticket: null }).where('office', '=', office).where('edge', '=', edge).execute();
    return;
  }
  const { number, to } = change;
  await trx
    .insertInto('counter')
    .values({ office, edge, number, state: to.state ?? 'open', ticket: to.ticket ?? null })
    .onConflict((conflict) => conflict.columns(['office', 'edge', 'number']).doUpdateSet(to))
    .execute();
}
