import type { Transaction } from 'kysely';
import type { Recorded } from '#contract/event.ts';
import type { EdgeName } from '#contract/topic.ts';
import type { Schema } from '../store/schema.ts';
import { fold, type RowChange } from './fold.ts';

type Trx = Transaction<Schema>;

/** Writes what one new fact of an edge changes in the read models, in the transaction that stores the fact. */
export async function projectQueue(trx: Trx, from: EdgeName, recorded: Recorded): Promise<void> {
  for (const change of fold(recorded))
    await (change.table === 'ticket' ? changeTicket(trx, from, change) : changeCounter(trx, from, change));
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

async function changeTicket(trx: Trx, from: EdgeName, change: Extract<RowChange, { table: 'ticket' }>): Promise<void> {
  const { office, edge } = from;
  switch (change.change) {
    case 'add': {
      const { day: _, ordinal: __, ...rest } = change.row;
      await trx
        .insertInto('ticket')
        .values({ office, edge, ...change.row })
        .onConflict((conflict) => conflict.columns(['office', 'edge', 'day', 'ordinal']).doUpdateSet(rest))
        .execute();
      return;
    }
    case 'set': {
      const day = await currentDay(trx, from);
      if (day === null) return;
      const which = trx.updateTable('ticket').set(change.to).where('office', '=', office).where('edge', '=', edge);
      await which.where('day', '=', day).where('ordinal', '=', change.ordinal).execute();
      return;
    }
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

async function changeCounter(trx: Trx, { office, edge }: EdgeName, change: Extract<RowChange, { table: 'counter' }>): Promise<void> {
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
