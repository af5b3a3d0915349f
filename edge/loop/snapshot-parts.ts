import type { DownMessage } from '#contract/envelope.ts';
import type { FedReservation } from '#contract/reservation.ts';

type SnapshotPart = Extract<DownMessage, { kind: 'snapshot' }>['body'];

/** Keeps the parts of one snapshot until all are there; a part of another position begins anew. Answers the whole, or `null`. */
export function collectParts(): (part: SnapshotPart) => readonly FedReservation[] | null {
  let snapshot: string | null = null;
  let known = new Map<number, readonly FedReservation[]>();
  return ({ position, part, parts, reservations }) => {
    const belongsTo = `${position.epoch} ${position.revision} ${position.name} ${parts}`;
    if (snapshot !== belongsTo) known = new Map();
    snapshot = belongsTo;
    known.set(part, reservations);
    if (known.size < parts) return null;
    const whole = [...known.entries()].toSorted(([a], [b]) => a - b).flatMap(([, inPart]) => inPart);
    known = new Map();
    return whole;
  };
}
