import type { Office } from '../store/read-office.ts';
import type { Trx } from './room.ts';
import { slotsOfDay } from './slots.ts';

/** However few slots a day has, so many of its places may stand unconfirmed at once (booking rule). */
const unconfirmedMin = 3;

/** Whether this address already has `activePerEmail` reservations of the service to come. */
export async function tooManyActive(trx: Trx, office: Office, service: string, email: string, nowMs: number): Promise<boolean> {
  const { active } = await trx
    .selectFrom('reservation')
    .select((row) => row.fn.countAll<number>().as('active'))
    .where('office', '=', office.id)
    .where('service', '=', service)
    .where('email', '=', email)
    .where('state', 'in', ['held', 'confirmed', 'checkedIn'])
    .where('endMs', '>', nowMs)
    .executeTakeFirstOrThrow();
  return Number(active) >= office.settings.policies.activePerEmail;
}

/** Whether half of the service's places of one day are held unconfirmed: hoarding stops there (F28). */
export async function tooManyUnconfirmed(trx: Trx, office: Office, service: string, date: string): Promise<boolean> {
  const places = slotsOfDay(office.settings, date).length * office.settings.slots.capacity;
  const { held } = await trx
    .selectFrom('reservation')
    .select((row) => row.fn.countAll<number>().as('held'))
    .where('office', '=', office.id)
    .where('service', '=', service)
    .where('date', '=', date)
    .where('state', '=', 'held')
    .executeTakeFirstOrThrow();
  return Number(held) >= Math.max(unconfirmedMin, Math.floor(places / 2));
}
