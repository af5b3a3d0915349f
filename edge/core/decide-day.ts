import { businessDay, localDate } from '#contract/business-day.ts';
import type { Fact } from '#contract/event.ts';
import { accept, type Decision, type Now } from './decision.ts';
import { wallOf } from './instant.ts';
import { type Queue, replacementOf, ticketOf } from './queue.ts';
import { values } from './sequence.ts';
import { stateOf } from './standing.ts';

/** How long after its issue a slip of unknown fate is printed again by itself, as a copy (F9): the visitor still stands there. */
const reprintMsMax = 120_000;

/**
 * The facts that bring the queue to the business day of now. A trusted clock opens, dates and closes days; an untrusted one
 * only opens the first, under a date that is corrected later (F5). Days only go forward: a clock set back repeats no number.
 */
export function dayTurn(queue: Queue, now: Now): readonly Fact[] {
  const day = businessDay(now.wall, queue.settings);
  if (queue.day === null) return [{ name: 'day.opened', data: { day, trusted: now.clockTrusted } }, ...block(queue)];
  if (!now.clockTrusted) return [];
  if (!queue.day.trusted) return [{ name: 'day.dated', data: { from: queue.day.date, day } }];
  if (day <= queue.day.date) return [];
  const expired = Object.values(queue.waiting).flatMap((waiting) => [...values(waiting)]);
  const parked = queue.parked.map(({ ordinal }) => ordinal);
  return [
    { name: 'day.closed', data: { day: queue.day.date, expired: [...expired, ...parked].toSorted((a, b) => a - b) } },
    { name: 'day.opened', data: { day, trusted: true } },
  ];
}

/** A journal that takes another one's place does not know its last numbers: it has a block of its own for this day (F18). */
function block(queue: Queue): readonly Fact[] {
  const { asks } = replacementOf(queue);
  return asks ? [{ name: 'block.begun', data: asks }] : [];
}

/** What time alone brings about: parked tickets return, reservations nobody checked in lapse at the end of their slot. */
export function due(queue: Queue, now: Now): readonly Fact[] {
  const returned = queue.parked
    .filter(({ untilSteady }) => untilSteady <= now.steady)
    .map(({ ordinal }): Fact => ({ name: 'ticket.returned', data: { ordinal, number: ticketOf(queue, ordinal).number } }));
  return [...returned, ...(now.clockTrusted ? lapsed(queue, now) : [])];
}

/** After a restart: a slip whose fate is unknown is offered again as a copy while somebody may wait for it. */
export function decideStart(queue: Queue, now: Now): Decision {
  const facts: Fact[] = [];
  for (const { ordinal, number, slip, issued } of values(queue.tickets)) {
    if (slip !== 'asked') continue;
    const fresh = now.steady - issued.steady < reprintMsMax;
    if (fresh) facts.push({ name: 'copy.granted', data: { ordinal, number } });
    else facts.push({ name: 'slip.failed', data: { ordinal, copy: false, reason: 'unknown' } });
  }
  return accept(...facts);
}

function lapsed(queue: Queue, now: Now): readonly Fact[] {
  if (now.wall < nextEnd(queue.reservations)) return [];
  const today = localDate(now.wall, queue.settings);
  const facts: Fact[] = [];
  // Every second: no list is made of those who have more time.
  for (const date in queue.reservations) {
    if (date > today) continue;
    const ofDay = queue.reservations[date]!;
    for (const id in ofDay) {
      const one = ofDay[id]!;
      if (wallOf(one.end) <= now.wall && stateOf(one) === 'confirmed')
        facts.push({ name: 'reservation.lapsed', data: { reservation: one.id } });
    }
  }
  return facts;
}

/** Before this none of them lapses, wall ms. They are never changed, only replaced, far more seldom than the clock ticks and buttons are pressed. */
function nextEnd(reservations: Queue['reservations']): number {
  const known = nextEnds.get(reservations);
  if (known !== undefined) return known;
  const ends = Object.values(reservations).flatMap((ofDay) =>
    Object.values(ofDay).flatMap((one) => (stateOf(one) === 'confirmed' ? wallOf(one.end) : [])),
  );
  const next = ends.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  nextEnds.set(reservations, next);
  return next;
}

const nextEnds = new WeakMap<Queue['reservations'], number>();
