import type { Transaction } from 'kysely';
import { nothingKnown, type Slot, type Will } from '#contract/merge.ts';
import type { FedReservation, FeedPosition } from '#contract/reservation.ts';
import { type Office, readOffice } from '../store/read-office.ts';
import type { Schema } from '../store/schema.ts';
import { nextFeedRevision } from './feed-revision.ts';
import { nothingHappenedYet } from './insert-seated.ts';
import { knowledgeOf } from './knowledge.ts';
import { anySeat, keepKnowledge, readKnowledge, write } from './outcomes.ts';
import { pinOf } from './pin.ts';

type Trx = Transaction<Schema>;
type Row = Schema['reservation'];
type Told = {
  readonly office: string;
  readonly reservation: FedReservation;
  readonly position: FeedPosition;
  /** The present list has told the edge just this. */
  readonly wasOurs: boolean;
  readonly nowMs: number;
};

/** What ended longer ago than this is not brought back: nobody will come for it. */
const keptAfterMs = 48 * 3_600_000;

/**
 * An edge once heard this of the cloud, at this position of its list. A cloud that knows at least as much changes nothing, which is so in all its usual life.
 * One restored from a backup has forgotten it: the citizen was shown a confirmation, so the reservation comes back (F17), without the name
 * and the address that no edge ever knew. Answers whether anything changed.
 */
export async function recall(trx: Trx, { office: id, reservation: told, position, wasOurs, nowMs }: Told): Promise<boolean> {
  const row = await trx.selectFrom('reservation').selectAll().where('id', '=', told.id).executeTakeFirst();
  const slot = slotIn(told);
  if (row && row.office !== id) return false;
  if (!row && slot.endMs < nowMs - keptAfterMs) return false;
  const kept = await readKnowledge(trx, told.id);
  const office = await readOffice(trx, id);
  if (!office) return false;
  if (
    row &&
    (position.revision < knownAt(row, kept, position, office) || agrees(row, told, slot, knowledgeOf(row, kept?.known ?? null, null).will))
  )
    return false;
  // The forgotten list did nothing to it since; whoever did was here after that list had ended, unless it was another such word.
  if (row && wasOurs && kept?.recalledAs !== row.revision) return false;
  const recalledAs = await nextFeedRevision(trx, id);
  const will: Will = { kind: told.state === 'cancelled' ? 'cancelled' : 'confirmed', revision: recalledAs, slot };
  const restored = await seated(trx, {
    ...(row ?? forgotten(id, told, nowMs)),
    ...(await asTold(trx, office, told, nowMs)),
    revision: recalledAs,
  });
  if (row) await trx.updateTable('reservation').set(restored).where('id', '=', row.id).execute();
  else await trx.insertInto('reservation').values(restored).execute();
  const known = { ...(kept?.known ?? (row ? knowledgeOf(row, null, null) : nothingKnown)), will };
  await keepKnowledge(trx, told.id, { known: JSON.stringify(known), recalledAs, toldAt: position.revision });
  await write(trx, restored, known);
  return true;
}

/**
 * The revision from which on a word of this list says more than the row. Of an older list it is the one at which that list had last spoken of
 * what was brought back; nothing of the present list is forgotten.
 */
function knownAt(row: Row, kept: Kept, { epoch }: FeedPosition, office: Office): number {
  const isRecalled = kept !== null && kept.recalledAs === row.revision && kept.toldAt !== null;
  return isRecalled && epoch !== office.epoch ? (kept.toldAt ?? 0) : row.revision;
}
type Kept = Awaited<ReturnType<typeof readKnowledge>>;

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
