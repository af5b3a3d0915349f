import type { Transaction } from 'kysely';
import { nothingKnown, type Slot, type Will } from '#contract/merge.ts';
import type { FedReservation } from '#contract/reservation.ts';
import { feedNameOf, timeOfFeedName } from '../store/feed-name.ts';
import type { ForgottenWord } from '../store/forgotten-word.ts';
import { type Office, readOffice } from '../store/read-office.ts';
import type { Schema } from '../store/schema.ts';
import { nextFeedRevision } from './feed-revision.ts';
import { nothingHappenedYet } from './insert-seated.ts';
import { knowledgeOf } from './knowledge.ts';
import { anySeat, keepKnowledge, readKnowledge, write } from './outcomes.ts';
import { pinOf } from './pin.ts';

type Trx = Transaction<Schema>;
type Row = Schema['reservation'];
/** What ended longer ago than this is not brought back: nobody will come for it. */
const keptAfterMs = 48 * 3_600_000;

/**
 * An edge once heard this of the cloud. A cloud that knows at least as much changes nothing, which is so in all its usual life. One restored
 * from a backup has forgotten it: the citizen was shown a confirmation, so the reservation comes back (F17), without the name and the address
 * that no edge ever knew. What was done after the restore was done later, by somebody who saw the restored state, and stands (P60). Answers
 * whether anything changed.
 */
export async function recall(trx: Trx, word: ForgottenWord, nowMs: number): Promise<boolean> {
  const { office: id, reservation: told, position } = word;
  const row = await trx.selectFrom('reservation').selectAll().where('id', '=', told.id).executeTakeFirst();
  const slot = slotIn(told);
  if (row && (row.office !== id || word.isKept)) return false;
  if (!row && slot.endMs < nowMs - keptAfterMs) return false;
  const kept = await readKnowledge(trx, told.id);
  const office = await readOffice(trx, id);
  if (!office) return false;
  const wordOf = { toldAt: word.isKept ? -1 : position.revision, toldMs: word.saidMs ?? word.heardMs };
  if (row) {
    if (!(await isNewer(trx, word, row, kept, office))) return tellGivenUp(trx, row, told, nowMs);
    const known = knowledgeOf(row, kept?.known ?? null, null);
    if (agrees(row, told, slot, known.will)) {
      // An older word of the forgotten list, by another edge, would otherwise speak against what this one has confirmed.
      if (word.saidMs !== null) await keepKnowledge(trx, told.id, { known: JSON.stringify(known), recalledAs: row.revision, ...wordOf });
      return false;
    }
  }
  const recalledAs = await nextFeedRevision(trx, id, nowMs);
  const will: Will = { kind: told.state === 'cancelled' ? 'cancelled' : 'confirmed', revision: recalledAs, slot };
  const restored = await seated(trx, {
    ...(row ?? forgotten(id, told, nowMs)),
    ...(await asTold(trx, office, told, nowMs)),
    revision: recalledAs,
  });
  if (row) await trx.updateTable('reservation').set(restored).where('id', '=', row.id).execute();
  else await trx.insertInto('reservation').values(restored).execute();
  const known = { ...(kept?.known ?? (row ? knowledgeOf(row, null, null) : nothingKnown)), will };
  await keepKnowledge(trx, told.id, { known: JSON.stringify(known), recalledAs, ...wordOf });
  await write(trx, restored, known);
  return true;
}

/**
 * Whether a forgotten list said this after the last change that the row knows. By the time at which it was said, since numbers of two lists say
 * nothing of each other: of what both pasts had in common it is the later one, and all that followed the restore is later still.
 * A list whose names say no time is followed by its numbers as well.
 */
async function isNewer(trx: Trx, { position, saidMs, heardMs }: ForgottenWord, row: Row, kept: Kept, office: Office): Promise<boolean> {
  const recalled = kept !== null && kept.recalledAs === row.revision ? kept : null;
  const changedMs = recalled ? recalled.toldMs : await changeTime(trx, row);
  if (saidMs !== null) return saidMs >= (changedMs ?? 0);
  // Of an older list it is the revision at which that list had last spoken of what was brought back.
  const knownAt = recalled && recalled.toldAt !== null && position.epoch !== office.epoch ? recalled.toldAt : row.revision;
  return position.revision >= knownAt && (heardMs === null || heardMs >= (changedMs ?? 0));
}
type Kept = Awaited<ReturnType<typeof readKnowledge>>;

/**
 * A hold that was given up after the restore, which edges do not hear of, had been confirmed in the forgotten past, which they have: then
 * they hear that it is cancelled.
 */
async function tellGivenUp(trx: Trx, { id, office, state, revision }: Row, { pinHash }: FedReservation, nowMs: number): Promise<boolean> {
  if (state !== 'cancelled' || revision > 0) return false;
  const to = { pinHash, revision: await nextFeedRevision(trx, office, nowMs) };
  await trx.updateTable('reservation').set(to).where('id', '=', id).execute();
  return true;
}

/** When somebody at home or in the office changed the row last, by the cloud's clock; 0 for a hold, which asks for nothing yet. */
async function changeTime(trx: Trx, { office, revision, state, endedMs, confirmedMs, movedMs }: Row): Promise<number> {
  const name = revision > 0 ? await feedNameOf(trx, office, revision) : null;
  const namedMs = timeOfFeedName(name ?? '') ?? Math.max(confirmedMs ?? 0, movedMs ?? 0);
  // No edge hears of a hold that is given up, so it has no revision.
  return state === 'cancelled' ? Math.max(namedMs, endedMs ?? 0) : namedMs;
}

/** Whether the cloud wants the same of this reservation as the edge was told. What happened at the office is no question of will. */
function agrees(row: Row, told: FedReservation, slot: Slot, will: Will | null): boolean {
  const isCancelled = will?.kind === 'cancelled';
  const isFed = isCancelled || will?.kind === 'confirmed' || will?.kind === 'moved';
  const sameHour = (will?.slot.startMs ?? row.startMs) === slot.startMs;
  return isFed && isCancelled === (told.state === 'cancelled') && sameHour && row.pinHash === told.pinHash;
}

/** The fields that an edge can give back. A PIN that another reservation of the date has been given since is known to the kiosk alone. */
async function asTold(trx: Trx, office: Office, told: FedReservation, nowMs: number): Promise<Partial<Row>> {
  const { date, startMs, endMs } = slotIn(told);
  const pin = pinOf(office.pinKey, told.pinHash);
  const twin = await trx
    .selectFrom('reservation')
    .select('id')
    .where('office', '=', office.id)
    .where('date', '=', date)
    .where('pin', '=', pin)
    .where('id', '!=', told.id)
    .executeTakeFirst();
  const state = told.state === 'cancelled' ? 'cancelled' : 'confirmed';
  const endedMs = state === 'cancelled' ? nowMs : null;
  return {
    state,
    endedMs,
    service: told.service,
    date,
    startMs,
    endMs,
    pinHash: told.pinHash,
    pin: twin ? null : pin,
    seatReturnsMs: null,
  };
}

const seated = async (trx: Trx, row: Row): Promise<Row> => (row.state === 'cancelled' ? row : { ...row, seat: await anySeat(trx, row) });

function forgotten(office: string, told: FedReservation, nowMs: number): Row {
  return {
    id: told.id,
    office,
    service: told.service,
    ...slotIn(told),
    seat: 0,
    state: 'confirmed',
    name: null,
    email: null,
    lang: 'cs',
    pin: null,
    pinHash: null,
    // No link opens it: the token was known to the lost database and the citizen alone.
    confirmToken: `recalled:${told.id}`,
    manageToken: null,
    revision: 0,
    createdMs: nowMs,
    holdExpiresMs: nowMs,
    confirmedMs: nowMs,
    ...nothingHappenedYet,
  };
}

const slotIn = ({ date, start, end }: FedReservation): Slot => ({ date, startMs: Date.parse(start), endMs: Date.parse(end) });
