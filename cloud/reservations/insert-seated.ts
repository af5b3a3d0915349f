import type { Row, Trx } from './room.ts';

/** Inserts the reservation on the first of these seats that the database gives it; `null` when others were quicker at all of them. */
export async function insertSeated(trx: Trx, row: Omit<Row, 'seat'>, seats: readonly number[]): Promise<Row | null> {
  for (const seat of seats) {
    const seated: Row = { ...row, seat };
    const inserted = await trx
      .insertInto('reservation')
      .values(seated)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (inserted.numInsertedOrUpdatedRows !== 0n) return seated;
  }
  return null;
}

/** The columns of a new reservation that only its later life fills. */
export const nothingHappenedYet = {
  endedMs: null,
  seatReturnsMs: null,
  ticketNumber: null,
  holdExtensions: 0,
  movedFromMs: null,
  movedMs: null,
} satisfies Partial<Row>;
