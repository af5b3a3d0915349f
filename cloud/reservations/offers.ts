import type { Kysely } from 'kysely';
import { type Office, readOffice } from '../store/read-office.ts';
import type { Schema } from '../store/schema.ts';
import { expireHolds } from './aging.ts';
import type { Offer } from './port.ts';
import type { Room } from './room.ts';
import { seatedStates } from './seat.ts';
import { offeredNow, offeredSlots, type Present, type Slot, slotStarting } from './slots.ts';

/** Slots open for booking with their free seats; `null` for an unknown office or service. */
export async function listOffers(
  room: Room,
  officeId: string,
  service: string,
  days: { from?: string | undefined; to?: string | undefined } = {},
): Promise<Offer[] | null> {
  const { db } = room.store;
  const office = await readOffice(db, officeId);
  if (office === null || !office.settings.services.some((candidate) => candidate.id === service)) return null;
  const slots = offeredSlots(office.settings, await presentAt(room, office.id), days);
  const taken = await countTaken(db, officeId, service, slots, room.clock.now());
  const { capacity } = office.settings.slots;
  return slots.map((slot) => ({ ...slot, capacity, free: Math.max(0, capacity - (taken.get(slot.startMs) ?? 0)) }));
}

/** What decides now which slots of an office are offered; holds whose time is up no longer count after this. */
export async function presentAt(room: Room, office: string): Promise<Present> {
  const { db } = room.store;
  const online = db.selectFrom('edge').select('id').where('office', '=', office).where('online', '=', 1);
  const [edge] = await Promise.all([online.executeTakeFirst(), expireHolds(db, room.clock.now())]);
  return { nowMs: room.clock.now(), linkLive: edge !== undefined };
}

/** The open slot that starts at this instant, or `null`. */
export async function openSlotAt(room: Room, office: Office, start: string): Promise<Slot | null> {
  const startMs = Date.parse(start);
  if (Number.isNaN(startMs)) return null;
  const isOpen = offeredNow(office.settings, await presentAt(room, office.id));
  const slot = slotStarting(office.settings, startMs);
  return slot !== null && isOpen(slot) ? slot : null;
}

async function countTaken(
  db: Kysely<Schema>,
  office: string,
  service: string,
  slots: readonly Slot[],
  nowMs: number,
): Promise<Map<number, number>> {
  const [first, last] = [slots[0], slots.at(-1)];
  if (first === undefined || last === undefined) return new Map();
  const rows = await db
    .selectFrom('reservation')
    .select(['startMs', (row) => row.fn.countAll<number>().as('taken')])
    .where('office', '=', office)
    .where('service', '=', service)
    .where('startMs', '>=', first.startMs)
    .where('startMs', '<=', last.startMs)
    .where((row) => row.or([row('state', 'in', seatedStates), row.and([row('state', '=', 'cancelled'), row('seatReturnsMs', '>', nowMs)])]))
    .groupBy('startMs')
    .execute();
  return new Map(rows.map((row) => [row.startMs, Number(row.taken)]));
}
