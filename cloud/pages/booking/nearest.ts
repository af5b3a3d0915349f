import type { Offer } from '../../reservations/port.ts';

/** Free slots shown when the chosen one is gone. */
const nearestShown = 4;

/** The free slots closest in time to the one that is gone, in the order of the calendar. */
export function nearest(offers: readonly Offer[], start: string): Offer[] {
  const wanted = Date.parse(start) || 0;
  const distance = (offer: Offer) => Math.abs(offer.startMs - wanted);
  return offers
    .filter((offer) => offer.free > 0)
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, nearestShown)
    .sort((a, b) => a.startMs - b.startMs);
}
