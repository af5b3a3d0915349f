import { localDate } from '#contract/business-day.ts';
import { feedChangesMax } from '#contract/envelope.ts';
import type { Fact } from '#contract/event.ts';
import type { FedReservation } from '#contract/reservation.ts';
import { accept, type Command, type Decision, type Now } from './decision.ts';
import { findReservation, oldestKept } from './evolve-reservations.ts';
import type { Queue, Reservation } from './queue.ts';

/** What the cloud told, in facts that each fit into one message; the journal keeps them together. */
export function decideFeed(queue: Queue, { position, replaces, ...told }: Extract<Command, { kind: 'feed' }>, now: Now): Decision {
  const changes = told.changes.filter((fed) => isNews(queue, fed));
  const facts = inFacts(changes, (part, index): Fact => {
    return { name: 'feed.applied', data: { position, replaces: replaces && index === 0, changes: part } };
  });
  const kept = replaces ? forgottenByCloud(queue, changes, now) : [];
  if (kept.length === 0) return accept(...facts);
  return accept(...facts, ...inFacts(kept, (reservations): Fact => ({ name: 'feed.kept', data: { position, reservations } })));
}

/**
 * A message may come days late, and a cloud may have gone back to a backup: of days that are forgotten here nothing is learnt anew, since what
 * happened then is forgotten too, and whoever came then is expected at no other hour (F16, F17, F20).
 */
function isNews(queue: Queue, { id, date }: FedReservation): boolean {
  if (findReservation(queue.reservations, id)) return true;
  return date >= oldestKept(queue) && !(queue.came ?? []).includes(id);
}

/**
 * What a snapshot lacks of the reservations still to come: a cloud deletes none, so one that lacks them was restored from a backup. The
 * promise was made to a citizen: the office keeps it and tells the cloud (F17).
 */
function forgottenByCloud(queue: Queue, changes: readonly FedReservation[], now: Now): readonly FedReservation[] {
  const told = new Set(changes.map(({ id }) => id));
  const today = now.clockTrusted ? localDate(now.wall, queue.settings) : '';
  return Object.values(queue.reservations)
    .flatMap((ofDay) => Object.values(ofDay))
    .filter(({ id, date, state }) => state === 'live' && date >= today && !told.has(id))
    .map(asTold);
}

const asTold = ({ id, service, date, start, end, state, pinHash }: Reservation): FedReservation => {
  return { id, service, date, start, end, state, pinHash };
};

function inFacts(all: readonly FedReservation[], fact: (part: FedReservation[], index: number) => Fact): Fact[] {
  const parts = Math.max(1, Math.ceil(all.length / feedChangesMax));
  return Array.from({ length: parts }, (_, index) => fact(all.slice(index * feedChangesMax, (index + 1) * feedChangesMax), index));
}
