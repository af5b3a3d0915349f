import { randomUUIDv7 } from 'node:crypto';
import { Kysely, sql } from 'kysely';
import { insertRecordset } from '../store/insert-recordset.ts';
import { rowsInserter } from '../store/insert-rows.ts';
import type { Office } from '../store/read-office.ts';
import { tidyEmail, tidyText } from './booking-request.ts';
import { asConfirmed, tellConfirmed } from './confirm.ts';
import { nothingHappenedYet } from './insert-seated.ts';
import { isActiveEnough, unconfirmedMax } from './limits.ts';
import type { BookingRequest, BookRefusal, Reservation } from './port.ts';
import { letterOf, present, type Room, type Row, type Trx } from './room.ts';
import { freeSeat } from './seat.ts';
import type { Slot } from './slots.ts';
import { type Asked, readStanding, type Standing } from './standing.ts';
import { standingAtOnce } from './standing-at-once.ts';
import { hashToken, manageTokenOf, mintToken, provenTokenOf } from './token.ts';

export type Wish = BookingRequest & { readonly id: string; readonly isProven: boolean };
/** A wish that is well in itself, with the open slot that it names. */
export type OpenWish = { readonly wish: Wish; readonly slot: Slot };
export type Seated = {
  readonly ok: true;
  readonly reservation: Reservation;
  readonly confirmToken: string;
  /** Not so when the same wish was granted before. */
  readonly isNew: boolean;
};

/** Times that a wish looks for another seat because somebody else was quicker at the one it saw. */
const looksMax = 8;

type Answers = Map<OpenWish, Seated | BookRefusal>;
type Granted = { readonly one: OpenWish; readonly row: Row; readonly confirmToken: string };

/**
 * Seats wishes in the order in which they came, inside one transaction: what the database knows is asked once for all of them, and their rows and mails are
 * written together. The database has the last word on every seat; a wish whose seat it refuses looks again.
 */
export async function seatTogether(room: Room, trx: Trx, office: Office, wishes: readonly OpenWish[]): Promise<Answers> {
  const answers: Answers = new Map();
  let left = wishes;
  for (let look = 1; left.length > 0; look++) {
    const batch = firstOf(left);
    const missed = await seatBatch(room, trx, office, batch, answers);
    left = [...missed, ...left.slice(batch.length)];
    if (missed.length === 0) look = 0;
    if (look < looksMax) continue;
    for (const one of missed) answers.set(one, { ok: false, refusal: 'slot-full' });
    left = left.slice(missed.length);
    look = 0;
  }
  return answers;
}

/** As many of the first as can be seated at once: one that is confirmed at once goes alone, and none twice. */
function firstOf(wishes: readonly OpenWish[]): readonly OpenWish[] {
  if (wishes[0]!.wish.isProven) return wishes.slice(0, 1);
  const ids = new Set<string>();
  const end = wishes.findIndex(({ wish: { id, isProven } }) => isProven || ids.size === ids.add(id).size);
  return end === -1 ? wishes : wishes.slice(0, end);
}

/** Answers those whose seat somebody else took meanwhile; all others have their answer. */
async function seatBatch(room: Room, trx: Trx, office: Office, batch: readonly OpenWish[], answers: Answers): Promise<readonly OpenWish[]> {
  const nowMs = room.clock.now();
  const asked = batch.map(({ wish, slot }) => ({
    ...{ id: wish.id, service: wish.service, date: slot.date, startMs: slot.startMs, email: tidyEmail(wish.email) },
  }));
  // What only looks like a database, as the simulation's does, follows no statements.
  const standing = await (trx instanceof Kysely
    ? standingAtOnce(room.store.kind, trx, office.id, asked, nowMs)
    : readStanding(trx, office.id, asked, nowMs));
  const granted: Granted[] = [];
  const soFar = standingSoFar();
  for (const [index, one] of batch.entries()) {
    const stands = soFar.of(standing[index]!, asked[index]!);
    const twin = stands.isTwin ? await sentAgain(trx, office, one.wish) : null;
    const answer = twin ?? judge(office, one, stands);
    if (typeof answer === 'number') {
      granted.push(await asRow(trx, office, one, stands.isTwin ? randomUUIDv7() : one.wish.id, answer, nowMs));
      soFar.add(asked[index]!, answer);
    } else answers.set(one, answer);
  }
  if (granted.length === 0) return [];
  const inserted = await insertRows(room, trx, granted);
  const seated = granted.filter(({ row }) => inserted.has(row.id));
  await tellAll(room, trx, office, seated, nowMs);
  for (const { one, row, confirmToken } of seated)
    answers.set(one, { ok: true, reservation: present(row, office), confirmToken, isNew: true });
  return granted.filter(({ row }) => !inserted.has(row.id)).map(({ one }) => one);
}

/** How things stand for a wish when those before it have their seats; none of them is looked at again for each wish. */
function standingSoFar() {
  const seats = new Map<string, number[]>();
  const counts = new Map<string, number>();
  const keysOf = ({ service, startMs, email, date }: Asked) =>
    [`${service} ${startMs}`, `${service} of ${email}`, `${service} on ${date}`] as const;
  return {
    of(standing: Standing, one: Asked): Standing {
      const [slot, address, day] = keysOf(one);
      const taken = seats.get(slot);
      return {
        isTwin: standing.isTwin,
        taken: taken === undefined ? standing.taken : [...standing.taken, ...taken],
        active: standing.active + (counts.get(address) ?? 0),
        held: standing.held + (counts.get(day) ?? 0),
      };
    },
    add(one: Asked, seat: number): void {
      const [slot, address, day] = keysOf(one);
      seats.set(slot, [...(seats.get(slot) ?? []), seat]);
      for (const key of [address, day]) counts.set(key, (counts.get(key) ?? 0) + 1);
    },
  };
}

/** The seat that the wish gets, or why none. */
function judge(office: Office, { wish, slot }: OpenWish, { taken, active, held }: Standing): number | BookRefusal {
  const seat = freeSeat(taken, office.settings.slots.capacity);
  if (seat === null) return { ok: false, refusal: 'slot-full' };
  if (isActiveEnough(office, active)) return { ok: false, refusal: 'too-many-active' };
  if (!wish.isProven && held >= unconfirmedMax(office, slot.date)) return { ok: false, refusal: 'too-many-unconfirmed' };
  return seat;
}

/**
 * The answer that this very wish was given already; `null` when it was another one, or is over. The same page sent twice is one wish, not two: the answer
 * got lost, or the button was pressed again.
 */
async function sentAgain(trx: Trx, office: Office, { id, isProven }: Wish): Promise<Seated | null> {
  const twin = await trx.selectFrom('reservation').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const confirmToken = isProven ? provenTokenOf(office.pinKey, twin.id) : '';
  const isSame = isProven ? twin.confirmToken === hashToken(confirmToken) : twin.state === 'held';
  return isSame ? { ok: true, reservation: present(twin, office), confirmToken, isNew: false } : null;
}

async function asRow(trx: Trx, office: Office, one: OpenWish, id: string, seat: number, nowMs: number): Promise<Granted> {
  const { wish, slot } = one;
  const confirmToken = wish.isProven ? provenTokenOf(office.pinKey, id) : mintToken(nowMs);
  const row: Row = {
    id,
    office: office.id,
    service: wish.service,
    date: slot.date,
    startMs: slot.startMs,
    endMs: slot.endMs,
    seat,
    name: tidyText(wish.name),
    email: tidyEmail(wish.email),
    lang: wish.lang,
    confirmToken: hashToken(confirmToken),
    createdMs: nowMs,
    holdExpiresMs: Math.min(nowMs + office.settings.policies.holdMinutes * 60_000, slot.endMs),
    ...(wish.isProven ? await asConfirmed(trx, office, slot.date, confirmToken, nowMs) : asHeld),
    ...nothingHappenedYet,
  };
  return { one, row, confirmToken };
}

const asHeld = { state: 'held', pin: null, pinHash: null, manageToken: null, revision: 0, confirmedMs: null } as const;

const insertReservations = rowsInserter<Row, { readonly id: string }>((trx, rows) =>
  trx
    .insertInto('reservation')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id'),
);

/** The ids of those whose seats the database gave. */
async function insertRows({ store }: Room, trx: Trx, granted: readonly Granted[]): Promise<ReadonlySet<string>> {
  const rows = granted.map(({ row }) => row);
  const inserted = await (store.kind === 'postgres'
    ? insertRecordset<{ readonly id: string }>(trx, 'reservation', rows, sql`on conflict do nothing returning "id"`)
    : insertReservations(trx, rows));
  return new Set(inserted.map(({ id }) => id));
}

async function tellAll(room: Room, trx: Trx, office: Office, seated: readonly Granted[], nowMs: number): Promise<void> {
  const [first] = seated;
  if (first === undefined) return;
  if (first.one.wish.isProven) return tellConfirmed(room, trx, first.row, office, manageTokenOf(first.confirmToken));
  const letters = seated.map(({ row, confirmToken }) => ({
    ...{ kind: 'hold' as const, office: office.settings, reservation: letterOf(row), token: confirmToken, dueMs: nowMs },
  }));
  await room.mail.queue(trx, letters, nowMs);
}
