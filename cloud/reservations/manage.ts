import type { Office } from '../store/read-office.ts';
import type { Reservation } from './port.ts';
import { officeOf, present, type Room, type Row, type Trx } from './room.ts';
import { hashToken, manageTokenOf } from './token.ts';

/** The reservation of a manage link. */
export async function byManageToken(room: Room, token: string): Promise<Reservation | null> {
  const found = await findManaged(room, token);
  return found ? present(found.row, await officeOf(room, found.row)) : null;
}

/**
 * The row of a manage link, or of the confirm link of the same reservation: who has that one was shown the other; or of a link that the office mailed.
 * `manageToken` is the token that mails about it carry.
 */
export async function findManaged(room: Room, token: string): Promise<{ row: Row; manageToken: string } | null> {
  const hash = hashToken(token);
  const row = await room.store.db
    .selectFrom('reservation')
    .selectAll()
    .where((column) => column.or([column('manageToken', '=', hash), column('confirmToken', '=', hash)]))
    .executeTakeFirst();
  if (row !== undefined) return { row, manageToken: row.manageToken === hash ? token : manageTokenOf(token) };
  const linked = await byOfficeLink(room, hash);
  return linked ? { row: linked, manageToken: token } : null;
}

/** The link of a mail that the office sent stands beside the citizen's own ones. */
async function byOfficeLink(room: Room, hash: string): Promise<Row | undefined> {
  const { db } = room.store;
  const link = await db.selectFrom('officeLink').select('reservation').where('token', '=', hash).executeTakeFirst();
  return link && db.selectFrom('reservation').selectAll().where('id', '=', link.reservation).executeTakeFirst();
}

type Done = { readonly ok: true; readonly reservation: Reservation };
type Change<Refusal> = (trx: Trx, office: Office, row: Row, manageToken: string) => Promise<Done | Refusal>;

/** Runs a change of one managed reservation in a transaction on its newest row; tells edges and sends mails when its revision rose. */
export async function change<Refusal extends { readonly ok: false; readonly refusal: string }>(
  room: Room,
  token: string,
  work: Change<Refusal>,
): Promise<Done | Refusal | { readonly ok: false; readonly refusal: 'unknown-token' }> {
  const found = await findManaged(room, token);
  if (found === null) return { ok: false, refusal: 'unknown-token' };
  const office = await officeOf(room, found.row);
  const answer = await room.store.db.transaction().execute(async (trx) => {
    const row = await trx.selectFrom('reservation').selectAll().where('id', '=', found.row.id).executeTakeFirstOrThrow();
    return work(trx, office, row, found.manageToken);
  });
  if (answer.ok && answer.reservation.revision > found.row.revision) {
    room.changed(office.id);
    await room.deliver();
  }
  return answer;
}
