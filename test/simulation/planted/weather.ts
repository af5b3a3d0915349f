import { faultKinds, faultsIn } from '../faults.ts';
import type { LifeParts } from '../life.ts';

/** What kind of life one is: which faults it knows, how often they come, and how long it lasts. */
export type Weather = Pick<LifeParts, 'faults' | 'days'> & { readonly name: string; readonly haste: number };

/**
 * The weathers that a hunt goes through again and again, the same for every bug: short days in which one field is stormy find most, for what
 * follows from a fault is seen the same evening, when all is calm again and both sides must agree.
 */
export const weathers: readonly Weather[] = [
  { name: 'fair', faults: false, haste: 1, days: 1 },
  { name: 'storm', faults: faultKinds, haste: 2, days: 1 },
  { name: 'power and disk', faults: faultsIn('power', 'disk'), haste: 6, days: 1 },
  { name: 'lines', faults: faultsIn('network'), haste: 4, days: 1 },
  { name: 'cloud', faults: faultsIn('cloud', 'network'), haste: 6, days: 1 },
  // What a backup has forgotten matters to an office that is cut off meanwhile, while citizens go on booking.
  { name: 'backups', faults: ['cloud restored behind cut lines'], haste: 8, days: 2 },
  { name: 'old words', faults: ['words kept beyond a restore'], haste: 3, days: 2 },
  { name: 'hall', faults: faultsIn('hall', 'clock'), haste: 6, days: 1 },
  { name: 'cards', faults: faultsIn('card', 'cloud', 'clock'), haste: 8, days: 1 },
  { name: 'both pasts', faults: ['visits changed in both pasts'], haste: 2, days: 1 },
  { name: 'older copies', faults: ['older copy of a card'], haste: 6, days: 1 },
  { name: 'as for everybody', faults: true, haste: 1, days: 2 },
];

/** The weather of the n-th life, from 1. */
export const weatherOf = (life: number): Weather => weathers[(life - 1) % weathers.length]!;
