import type { Office } from '../store/read-office.ts';
import { expireHolds } from './aging.ts';
import { nextFeedRevision } from './feed-revision.ts';
import { inLine } from './in-line.ts';
import { drawPin, hashPin } from './pin.ts';
import type { ConfirmRefusal, Reservation } from './port.ts';
import { officeOf, planReminder, present, type Room, type Row, type Trx, tell } from './room.ts';
import { hashToken, manageTokenOf } from './token.ts';

type Confirmed = { readonly ok: true; readonly reservation: Reservation; readonly manageToken: string };

/** Confirms a hold and gives its PIN; confirming again answers the same. */
export async function confirm(room: Room, token: string): Promise<Confirmed | ConfirmRefusal> {
  const known = await findByConfirmToken(room, token);
  if (known === undefined) return { ok: false, refusal: 'unknown-token' };
  const office = await officeOf(room, known);
  await expireHolds(room.store.db, room.clock.now());
  const answer = await inLine(room.store, [`${office.id} ${known.date}`], (trx) => confirmHold(room, trx, office, known.id, token));
  if (answer.ok && answer.fresh) {
    room.changed(office.id);
    await room.deliver();
  }
  return answer.ok ? { ok: true, reservation: answer.reservation, manageToken: answer.manageToken } : answer;
}

/** The reservation of a confirm link; looking changes nothing (F27). */
export async function byConfirmToken(room: Room, token: string): Promise<Confirmed | null> {
  const row = await findByConfirmToken(room, token);
  return row ? { ok: true, reservation: present(row, await officeOf(room, row)), manageToken: manageTokenOf(token) } : null;
}

const findByConfirmToken = (room: Room, token: string): Promise<Row | undefined> =>
  room.store.db.selectFrom('reservation').selectAll().where('confirmToken', '=', hashToken(token)).executeTakeFirst();

async function confirmHold(
  room: Room,
  trx: Trx,
  office: Office,
  id: string,
  token: string,
): Promise<(Confirmed & { readonly fresh: boolean }) | ConfirmRefusal> {
  const nowMs = room.clock.now();
  const row = await trx.selectFrom('reservation').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const manageToken = manageTokenOf(token);
  switch (row.state) {
    case 'confirmed':
    case 'checkedIn':
      return { ok: true, reservation: present(row, office), manageToken, fresh: false };
    case 'expired':
      return { ok: false, refusal: 'hold-expired' };
    case 'cancelled':
      return { ok: false, refusal: 'cancelled' };
    case 'fulfilled':
    case 'lapsed':
    case 'noShow':
      return { ok: false, refusal: 'over' };
    case 'held': {
      const confirmed: Row = { ...row, ...(await asConfirmed(trx, office, row.date, token, nowMs)) };
      await trx.updateTable('reservation').set(confirmed).where('id', '=', id).execute();
      await tellConfirmed(room, trx, confirmed, office, manageToken);
      return { ok: true, reservation: present(confirmed, office), manageToken, fresh: true };
    }
  }
}

/** The columns of a reservation that is confirmed now, with a PIN of its own and the next place in the feed. */
export async function asConfirmed(trx: Trx, office: Office, date: string, confirmToken: string, nowMs: number) {
  return {
    state: 'confirmed' as const,
    ...(await givePin(trx, office, date)),
    manageToken: hashToken(manageTokenOf(confirmToken)),
    revision: await nextFeedRevision(trx, office.id, nowMs),
    confirmedMs: nowMs,
  };
}

/** Mails the PIN, and plans the reminder. */
export async function tellConfirmed(room: Room, trx: Trx, row: Row, office: Office, manageToken: string): Promise<void> {
  await tell(room, trx, 'confirmed', row, office, manageToken);
  await planReminder(room, trx, row, office, manageToken);
}

/** A PIN that no reservation of the date has or had: the kiosk explains a cancelled one too, so it stays unmistakable. */
export async function givePin(trx: Trx, office: Office, date: string): Promise<{ pin: string; pinHash: string }> {
  const rows = await trx
    .selectFrom('reservation')
    .select('pin')
    .where('office', '=', office.id)
    .where('date', '=', date)
    .where('pin', 'is not', null)
    .execute();
  const pin = drawPin(new Set(rows.map((row) => String(row.pin))));
  if (pin === null) throw new Error(`every PIN of ${date} at ${office.id} is given`);
  return { pin, pinHash: hashPin(office.pinKey, pin) };
}
