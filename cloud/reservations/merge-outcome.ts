import type { Schema } from '../store/schema.ts';

export type ReservationState = Schema['reservation']['state'];

/** What an edge says became of a reservation. `restored`: a finish or no-show was undone at the counter. */
export type Outcome = {
  readonly kind: 'checkedIn' | 'lapsed' | 'fulfilled' | 'noShow' | 'restored';
  readonly atMs: number;
};

/** The part of a reservation that outcomes change. `endedMs` is the moment of the last word on how the visit ended. */
export type Standing = { readonly state: ReservationState; readonly endedMs: number | null };

/**
 * Merges one fact of an edge. Any order and any repetition of the same facts gives the same result:
 * presence beats a cancel, an expiry and a lapse (F20, F17); a lapse ends only what nobody cancelled or attended;
 * how a visit ended is told by the latest word on it.
 */
export function mergeOutcome(standing: Standing, fact: Outcome): Standing {
  switch (fact.kind) {
    case 'lapsed':
      return isUnattended(standing.state) && standing.state !== 'cancelled' && standing.state !== 'lapsed'
        ? { state: 'lapsed', endedMs: fact.atMs }
        : standing;
    case 'checkedIn':
      return isUnattended(standing.state) ? { state: 'checkedIn', endedMs: null } : standing;
    case 'fulfilled':
    case 'noShow':
      return isNewer(standing, fact) ? { state: fact.kind, endedMs: fact.atMs } : standing;
    case 'restored':
      return isNewer(standing, fact) ? { state: 'checkedIn', endedMs: fact.atMs } : standing;
  }
}

const isUnattended = (state: ReservationState): boolean => !(state in rank);

/** Among words of one millisecond the higher rank stands, so that even then the order of arrival does not matter. */
const rank: Partial<Record<ReservationState, number>> = { checkedIn: 0, noShow: 1, fulfilled: 2 };

function isNewer(standing: Standing, fact: Outcome): boolean {
  if (isUnattended(standing.state) || standing.endedMs === null) return true;
  if (fact.atMs !== standing.endedMs) return fact.atMs > standing.endedMs;
  return (rank[fact.kind as ReservationState] ?? 0) > (rank[standing.state] ?? 0);
}
