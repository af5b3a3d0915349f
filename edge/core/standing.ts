import { judge, type Knowledge, learn, type Merged, nothingKnown, type ReservationState, type Slot } from '#contract/merge.ts';
import { wallOf } from './instant.ts';
import type { Reservation } from './queue.ts';

/** What became of a reservation as far as this office knows: the judgement of the cloud on the same facts (F20). */
export function standing(reservation: Reservation): Merged {
  const known = judged.get(reservation) ?? judge(knownHere(reservation));
  judged.set(reservation, known);
  return known;
}

/** Reservations are never changed, only replaced, so each is judged once, however often the clock ticks. */
const judged = new WeakMap<Reservation, Merged>();

export const stateOf = (reservation: Reservation): ReservationState => standing(reservation).state;

/** The cloud's word as fed, and what happened here. */
function knownHere(reservation: Reservation): Knowledge {
  const { state, here, lapsedMs, cameFor } = reservation;
  const slot = asSlot(reservation);
  const kind = state === 'cancelled' ? 'cancelled' : 'confirmed';
  let known = learn(nothingKnown, { kind, revision: 0, slot });
  if (state === 'lapsed') known = learn(known, { kind: 'lapsed', atMs: slot.endMs });
  if (here === 'lapsed') known = learn(known, { kind: 'lapsed', atMs: lapsedMs ?? slot.endMs });
  if (here === 'checkedIn') known = learn(known, { kind: 'checkedIn', atMs: 0, slot: cameFor ? asSlot(cameFor) : slot, number: null });
  return known;
}

const asSlot = ({ date, start, end }: { readonly date: string; readonly start: string; readonly end: string }): Slot => ({
  date,
  startMs: wallOf(start),
  endMs: wallOf(end),
});
