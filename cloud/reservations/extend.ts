import { expireHolds } from './aging.ts';
import type { ExtendRefusal, Reservation } from './port.ts';
import { holdExtensionsMax, officeOf, present, type Room, type Row } from './room.ts';

/**
 * Gives a hold its full time again from now on, at most `holdExtensionsMax` times and never beyond the slot: who reads slowly or waits for the
 * mail keeps the place [WCAG 2.2, 2.2.1], who hoards does not (F28).
 */
export async function extendHold(
  room: Room,
  id: string,
): Promise<{ readonly ok: true; readonly reservation: Reservation } | ExtendRefusal> {
  await expireHolds(room.store.db, room.clock.now());
  return room.store.db.transaction().execute(async (trx) => {
    const nowMs = room.clock.now();
    const row = await trx.selectFrom('reservation').selectAll().where('id', '=', id).where('state', '=', 'held').executeTakeFirst();
    if (row === undefined) return { ok: false, refusal: 'unknown-reservation' };
    if (row.holdExtensions >= holdExtensionsMax) return { ok: false, refusal: 'too-many-extensions' };
    const office = await officeOf(room, row, trx);
    const full = Math.min(nowMs + office.settings.policies.holdMinutes * 60_000, row.endMs);
    const extended: Row = { ...row, holdExpiresMs: Math.max(row.holdExpiresMs, full), holdExtensions: row.holdExtensions + 1 };
    await trx.updateTable('reservation').set(extended).where('id', '=', id).execute();
    return { ok: true, reservation: present(extended, office) };
  });
}
