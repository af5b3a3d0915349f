import type { Office } from '../store/read-office.ts';
import type { Trx } from './room.ts';
import { slotsOfDay } from './slots.ts';

/** However few slots a day has, so many of its places may stand unconfirmed at once (booking rule). */
const unconfirmedMin = 3;

/** States in which a reservation counts against its address until its hour is over. */
export const activeStates = ['held', 'confirmed', 'checkedIn'] as const;

/** Whether an address that has `active` reservations of a service to come may have no further one. */
export const isActiveEnough = ({ settings }: Office, active: number): boolean => active >= settings.policies.activePerEmail;

/** How many of a service's places of one day may be held unconfirmed, half of them: hoarding stops there (F28). */
export const unconfirmedMax = ({ settings }: Office, date: string): number =>
  Math.max(unconfirmedMin, Math.floor((slotsOfDay(settings, date).length * settings.slots.capacity) / 2));

/** Whether this address already has `activePerEmail` reservations of the service to come. */
export async function tooManyActive(trx: Trx, office: Office, service: string, email: string, nowMs: number): Promise<boolean> {
  const { active } = await trx
    .selectFrom('reservation')
    .select((row) => row.fn.countAll<number>().as('active'))
    .where('office', '=', office.id)
    .where('service', '=', service)
    .where('email', '=', email)
    .where('state', 'in', activeStates)
    .where('endMs', '>', nowMs)
    .executeTakeFirstOrThrow();
  return isActiveEnough(office, Number(active));
}
