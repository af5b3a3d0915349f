import type { Kysely } from 'kysely';
import type { OfficeSettings } from '#contract/settings.ts';
import { dateBefore } from '../store/date-before.ts';
import type { Schema } from '../store/schema.ts';
import type { Stranded } from './port.ts';
import { hasHour } from './slots.ts';

/**
 * The reservations that these settings leave without their hour: its day closed, its start taken off the week, its service given up, or
 * fewer places than people, where who booked last has to move. Nothing is cancelled (F21). In order of the hours.
 */
export async function listStranded(db: Kysely<Schema>, office: string, settings: OfficeSettings, nowMs: number): Promise<Stranded[]> {
  return strandedAmong(await occupantsToCome(db, office, nowMs), settings);
}

/** Of each hour those beyond its places; `rows` occupy seats and come in order of their hours. */
export function strandedAmong(rows: readonly Stranded[], settings: OfficeSettings): Stranded[] {
  const hours = Map.groupBy(rows, (row) => `${row.service} ${row.startMs}`);
  return [...hours.values()].flatMap((sharing) => {
    const [first] = sharing;
    const isKept = first && settings.services.some(({ id }) => id === first.service) && hasHour(settings, first);
    const places = isKept ? settings.slots.capacity : 0;
    return inOrderOfRight(sharing).slice(places).filter(canMove);
  });
}

/**
 * Gives those who keep their hour the seats below the capacity and the others seats beyond it, so that a seat beyond it means exactly that
 * somebody has to move. Runs in the transaction that saves the settings.
 */
export async function reseat(trx: Kysely<Schema>, office: string, settings: OfficeSettings, nowMs: number): Promise<void> {
  const { capacity } = settings.slots;
  const hours = Map.groupBy(await occupantsToCome(trx, office, nowMs), (row) => `${row.service} ${row.startMs}`);
  const sit = (id: string, seat: number) => trx.updateTable('reservation').set({ seat }).where('id', '=', id).execute();
  for (const sharing of hours.values()) {
    const inRight = inOrderOfRight(sharing);
    const seats = new Map(sharing.map(({ id, seat }) => [id, seat]));
    const seatOf = ({ id }: Stranded): number => seats.get(id) ?? 0;
    let beyond = Math.max(capacity, ...sharing.map(({ seat }) => seat + 1));
    for (const row of inRight.slice(capacity).filter((one) => seatOf(one) < capacity)) {
      await sit(row.id, beyond);
      seats.set(row.id, beyond);
      beyond += 1;
    }
    for (const row of inRight.slice(0, capacity).filter((one) => seatOf(one) >= capacity)) {
      const free = Array.from({ length: capacity }, (_, seat) => seat).find((seat) => ![...seats.values()].includes(seat));
      if (free === undefined) break;
      await sit(row.id, free);
      seats.set(row.id, free);
    }
  }
}

/** Who is there already, then who booked first. */
const inOrderOfRight = (sharing: readonly Stranded[]): Stranded[] =>
  sharing.toSorted((a, b) => Number(canMove(a)) - Number(canMove(b)) || a.createdMs - b.createdMs || a.id.localeCompare(b.id));

/** Who has come is served whatever the calendar says. */
const canMove = ({ state }: Stranded): boolean => state === 'held' || state === 'confirmed';

const occupantsToCome = (db: Kysely<Schema>, office: string, nowMs: number): Promise<Stranded[]> =>
  db
    .selectFrom('reservation')
    .selectAll()
    .where('office', '=', office)
    .where('date', '>=', dateBefore(nowMs))
    .where('startMs', '>', nowMs)
    .where('state', 'in', ['held', 'confirmed', 'checkedIn'])
    .orderBy('startMs')
    .orderBy('createdMs')
    .execute();
