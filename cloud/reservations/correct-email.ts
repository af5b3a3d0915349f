import { checkEmail, tidyEmail } from './booking-request.ts';
import { tooManyActive } from './limits.ts';
import type { CorrectRefusal, EndedHold, Reservation } from './port.ts';
import { officeOf, present, type Room, type Row, tell } from './room.ts';
import { hashToken, mintToken } from './token.ts';

/** Mails that one hold may send, the first included: a hold is no tool to fill strangers' mailboxes (F28). */
const holdMailsMax = 4;

/** The held reservation of this id; its id is 74 random bits that only its maker knows, and edges never learn of holds. */
export async function findHeld(room: Room, id: string): Promise<Reservation | null> {
  const row = await heldRow(room, id);
  return row ? present(row, await officeOf(room, row)) : null;
}

/** What has become of a hold, and where another hour can be booked: nothing of whom, when or of the PIN, for the id is no token. */
export async function findEnded(room: Room, id: string): Promise<EndedHold | null> {
  const row = await room.store.db
    .selectFrom('reservation')
    .selectAll()
    .where('id', '=', id)
    .where('state', '!=', 'held')
    .executeTakeFirst();
  if (!row) return null;
  const { office, service, state } = present(row, await officeOf(room, row));
  return { office, service, end: state === 'expired' ? 'expired' : row.confirmedMs === null ? 'given-up' : 'confirmed' };
}

/** Mails a new confirm link to another address; the old link ends. */
export async function correctEmail(
  room: Room,
  id: string,
  text: string,
): Promise<{ readonly ok: true; readonly reservation: Reservation } | CorrectRefusal> {
  const known = await heldRow(room, id);
  if (known === undefined) return { ok: false, refusal: 'unknown-reservation' };
  const email = tidyEmail(text);
  const problem = checkEmail(email);
  if (problem !== null) return { ok: false, refusal: 'invalid', fields: [problem] };
  const office = await officeOf(room, known);
  const answer = await room.store.db
    .transaction()
    .execute(async (trx): Promise<{ ok: true; reservation: Reservation } | CorrectRefusal> => {
      const row = await trx.selectFrom('reservation').selectAll().where('id', '=', id).where('state', '=', 'held').executeTakeFirst();
      if (row === undefined) return { ok: false, refusal: 'unknown-reservation' };
      const mails = await trx.selectFrom('mail').select('id').where('reservation', '=', id).where('kind', '=', 'hold').execute();
      if (mails.length >= holdMailsMax) return { ok: false, refusal: 'too-many-mails' };
      if (email !== row.email && (await tooManyActive(trx, office, row.service, email, room.clock.now())))
        return { ok: false, refusal: 'too-many-active' };
      const token = mintToken(room.clock.now());
      const corrected: Row = { ...row, email, confirmToken: hashToken(token) };
      await trx.updateTable('reservation').set(corrected).where('id', '=', id).execute();
      await tell(room, trx, 'hold', corrected, office, token);
      return { ok: true, reservation: present(corrected, office) };
    });
  if (answer.ok) await room.deliver();
  return answer;
}

const heldRow = (room: Room, id: string): Promise<Row | undefined> =>
  room.store.db.selectFrom('reservation').selectAll().where('id', '=', id).where('state', '=', 'held').executeTakeFirst();
