import type { Selectable } from 'kysely';
import { hashPin } from '../../../cloud/reservations/pin.ts';
import type { Store } from '../../../cloud/store/open.ts';
import type { Schema } from '../../../cloud/store/schema.ts';

type Row = Selectable<Schema['reservation']>;
export type Fate = 'held' | 'confirmed' | 'cancelled';

/** What the cloud acknowledged of one reservation. */
export type Acknowledged = {
  readonly id: string;
  readonly startMs: number;
  readonly holdExpiresMs: number;
  fate: Fate;
  pin: string | null;
  /** What it may have become by a request whose answer got lost. */
  readonly doubtful: Set<Fate>;
};

/** Seats are enough, however many that is; these states have one. */
const seated: readonly string[] = ['held', 'confirmed', 'checkedIn', 'fulfilled', 'noShow'];

/**
 * Compares what was acknowledged with what lies in the database, knowing nothing of how the cloud came to it. Answers every
 * reservation too many and every acknowledged one that was lost, in words; empty is as it must be.
 */
export async function audit(
  { db }: Store,
  { capacity, pinKey, all }: { readonly capacity: number; readonly pinKey: string; readonly all: readonly Acknowledged[] },
): Promise<readonly string[]> {
  const rows = await db.selectFrom('reservation').selectAll().execute();
  const mailed = new Set(
    (await db.selectFrom('mail').select(['reservation', 'kind']).execute()).map((mail) => `${mail.kind} ${mail.reservation}`),
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return [...tooMany(rows, capacity), ...pinsTwice(rows), ...all.flatMap((one) => lost(one, byId.get(one.id), mailed, pinKey))];
}

const tooMany = (rows: readonly Row[], capacity: number): string[] => {
  const slots = Map.groupBy(
    rows.filter((row) => seated.includes(row.state)),
    (row) => `${row.service} ${new Date(row.startMs).toISOString()}`,
  );
  return [...slots]
    .filter(([, together]) => together.length > capacity)
    .map(([slot, together]) => `oversold: ${slot} has ${together.length} reservations for ${capacity} places`);
};

const pinsTwice = (rows: readonly Row[]): string[] => {
  const pins = Map.groupBy(
    rows.filter((row) => row.state === 'confirmed'),
    (row) => `${row.date} ${row.pin}`,
  );
  return [...pins].filter(([, together]) => together.length > 1).map(([pin, { length }]) => `${length} reservations have the PIN ${pin}`);
};

function lost(one: Acknowledged, row: Row | undefined, mailed: ReadonlySet<string>, pinKey: string): string[] {
  if (row === undefined) return [`lost: ${one.id} was acknowledged as ${one.fate} and is not there`];
  const complaints: string[] = [];
  const fates: readonly string[] = [one.fate, ...one.doubtful];
  const ranOut = row.state === 'expired' && row.confirmedMs === null && row.endedMs !== null && row.endedMs >= one.holdExpiresMs;
  if (!fates.includes(row.state) && !(fates.includes('held') && ranOut))
    complaints.push(`lost: ${one.id} was acknowledged as ${fates.join(' or ')} and is ${row.state}`);
  if (row.startMs !== one.startMs) complaints.push(`lost: ${one.id} has another hour than was acknowledged`);
  if (one.pin !== null && (row.pin !== one.pin || row.pinHash !== hashPin(pinKey, one.pin)))
    complaints.push(`lost: ${one.id} has another PIN than was told`);
  if (one.fate === 'confirmed' && !mailed.has(`confirmed ${one.id}`)) complaints.push(`lost: nobody mails the PIN of ${one.id}`);
  return complaints;
}
