import type { Kysely } from 'kysely';
import type { Letter, MailMessage } from '../mail/port.ts';
import { readOffice } from '../store/read-office.ts';
import type { Schema } from '../store/schema.ts';
import type { DeskLetter, DeskMailRefusal, DeskNote, Reservation } from './port.ts';
import { letterOf, present, type Room, type Row, type Trx, tell } from './room.ts';
import { hashToken, mintToken } from './token.ts';

export type DeskRoom = Room & { readonly compose: (letter: Letter) => MailMessage };

/** A further manage link for a mail of the office: of the citizen's own links only hashes are kept. */
export async function mintOfficeLink(trx: Trx, reservation: string, nowMs: number): Promise<string> {
  const token = mintToken(nowMs);
  await trx
    .insertInto('officeLink')
    .values({ token: hashToken(token), reservation, createdMs: nowMs })
    .execute();
  return token;
}

/** Mails the request to choose another hour. A second press sends no second mail, as long as the hour is the same. */
export async function askToMove(
  room: DeskRoom,
  officeId: string,
  id: string,
  note: DeskNote,
): Promise<{ readonly ok: true; readonly reservation: Reservation } | DeskMailRefusal> {
  const nowMs = room.clock.now();
  const answer = await room.store.db
    .transaction()
    .execute(async (trx): Promise<{ ok: true; reservation: Reservation } | DeskMailRefusal> => {
      const row = await trx.selectFrom('reservation').selectAll().where('office', '=', officeId).where('id', '=', id).executeTakeFirst();
      const office = row && (await readOffice(trx, officeId));
      if (!row || !office) return { ok: false, refusal: 'unknown-reservation' };
      if (row.state === 'held') return { ok: false, refusal: 'not-confirmed' };
      if (row.state !== 'confirmed' || row.endMs <= nowMs) return { ok: false, refusal: 'over' };
      if (row.email === null) return { ok: false, refusal: 'no-address' };
      if ((await askedToMove(trx, [row])).has(row.id)) return { ok: false, refusal: 'told-already' };
      await tell(room, trx, 'toMove', row, office, await mintOfficeLink(trx, row.id, nowMs));
      await note(trx, present(row, office));
      return { ok: true, reservation: present(row, office) };
    });
  if (answer.ok) await room.deliver();
  return answer;
}

/** Which of the reservations were asked to move away from the hour that they have now. */
export async function askedToMove(db: Kysely<Schema>, rows: readonly Pick<Row, 'id' | 'revision'>[]): Promise<ReadonlySet<string>> {
  if (rows.length === 0) return new Set();
  const mails = await db
    .selectFrom('mail')
    .select(['reservation', 'kind'])
    .where(
      'reservation',
      'in',
      rows.map(({ id }) => id),
    )
    .where('kind', 'in', ['toMove', 'moved'])
    .orderBy('id')
    .execute();
  // A move since then is another hour, of which nothing was said yet.
  const last = new Map(mails.map(({ reservation, kind }) => [reservation, kind]));
  return new Set(rows.map(({ id }) => id).filter((id) => last.get(id) === 'toMove'));
}

/** The mail as it would leave; its link is shown as dots, for it is minted when it leaves. */
export async function previewLetter(room: DeskRoom, officeId: string, id: string, kind: DeskLetter): Promise<MailMessage | null> {
  const office = await readOffice(room.store.db, officeId);
  const row = await room.store.db
    .selectFrom('reservation')
    .selectAll()
    .where('office', '=', officeId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!office || !row || row.email === null) return null;
  return room.compose({ kind, office: office.settings, reservation: letterOf(row), token: '…', dueMs: room.clock.now() });
}
