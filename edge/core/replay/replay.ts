import type { Fact, QueueEvent } from '#contract/event.ts';
import { decide } from '../decide.ts';
import type { Now } from '../decision.ts';
import { evolve } from '../evolve.ts';
import { isoInstant } from '../instant.ts';
import { counterOf, emptyQueue, type Queue } from '../queue.ts';
import type { Demand, Leg, Visitor } from './demand.ts';

/** When somebody was called first in the replay, seconds after they came; `null` when the day ended before. */
export type Replayed = { readonly visitor: Visitor; readonly waitedSeconds: number | null };

/** Things that happen at one moment, in this order; what came first comes first. */
type Happening = { readonly atMs: number; readonly order: number; readonly does: () => void };

/** Happenings of a day at most: a day that needs more is none. */
const happeningsMax = 500_000;

/**
 * The day once more on the real calling rule: the same people come, each needs as long as then, a clerk who is free calls the next one. Calls
 * by hand and calls out of a clerk's mood are not repeated, so the same rules give nearly, not exactly, the same waits. Pure, deterministic.
 */
export function replay(demand: Demand): readonly Replayed[] {
  const { begins } = demand;
  const agenda: Happening[] = [];
  const calledMs = new Map<number, number>();
  const legsDone = new Map<number, number>();
  const visitors = new Map(demand.visitors.map((visitor) => [visitor.issued.ordinal, visitor]));
  /** Counters whose clerk is away: since the end of a visit, or because it is to close after it. */
  const away = new Set<number>();
  const closing = new Set<number>();
  let queue = started(demand);
  let orders = 0;
  let nowMs = begins.steady;

  const now = (): Now => ({ wall: begins.wall + (nowMs - begins.steady), steady: nowMs, clockTrusted: false });
  const happen = (...facts: readonly Fact[]): void => {
    for (const fact of facts) queue = evolve(queue, { ...fact, at: now() } as QueueEvent);
  };
  const at = (atMs: number, does: () => void): void => {
    agenda.push({ atMs, order: orders++, does });
  };

  function end(ordinal: number, counter: number, leg: Leg): void {
    const { number } = visitors.get(ordinal)!.issued;
    const data = { ordinal, number, counter };
    switch (leg.ending.kind) {
      case 'served':
        happen({ name: 'ticket.served', data });
        break;
      case 'missed':
        happen({ name: 'ticket.missed', data: { ...data, inferred: leg.ending.inferred } });
        break;
      case 'parked':
        happen({ name: 'ticket.parked', data });
        at(nowMs + queue.settings.policies.parkMinutes * 60_000, () => happen(...decide({ kind: 'tick' }, queue, now()).facts));
        break;
      case 'transferred':
        happen({ name: 'ticket.transferred', data: { ...data, to: leg.ending.to } });
    }
    if (closing.delete(counter)) happen({ name: 'counter.closed', data: { counter } });
    away.add(counter);
    at(nowMs + leg.pauseMs, () => void away.delete(counter));
  }

  function callNext(counter: number): void {
    const { facts } = decide({ kind: 'counter', counter, action: { action: 'next' }, from: 'staff' }, queue, now());
    happen(...facts);
    const ordinal = counterOf(queue, counter).ticket;
    if (ordinal === null) return;
    if (!calledMs.has(ordinal)) calledMs.set(ordinal, nowMs);
    const done = legsDone.get(ordinal) ?? 0;
    const { legs } = visitors.get(ordinal)!;
    const leg = legs[Math.min(done, legs.length - 1)]!;
    legsDone.set(ordinal, done + 1);
    at(nowMs + leg.lastsMs, () => end(ordinal, counter, leg));
  }

  for (const visitor of demand.visitors) at(visitor.atMs, () => happen(...arrival(visitor)));
  for (const { atMs, counter, isOpen } of demand.openings)
    at(atMs, () => {
      if (isOpen) closing.delete(counter);
      if (isOpen) happen({ name: 'counter.opened', data: { counter } });
      else if (counterOf(queue, counter).ticket !== null) closing.add(counter);
      else happen({ name: 'counter.closed', data: { counter } });
    });

  while (agenda.length > 0 && orders < happeningsMax) {
    nowMs = Math.min(...agenda.map(({ atMs }) => atMs));
    const due = agenda.filter(({ atMs }) => atMs === nowMs).toSorted((a, b) => a.order - b.order);
    for (const one of due) agenda.splice(agenda.indexOf(one), 1);
    for (const { does } of due) does();
    for (const { number, state, ticket } of Object.values(queue.counters))
      if (state === 'open' && ticket === null && !away.has(number)) callNext(number);
  }
  return demand.visitors.map((visitor) => {
    const called = calledMs.get(visitor.issued.ordinal);
    return { visitor, waitedSeconds: called === undefined ? null : Math.max(0, called - visitor.atMs) / 1000 };
  });
}

/** The office at the day's opening, which knows every reservation that will come. */
function started({ day, settings, begins, visitors }: Demand): Queue {
  const changes = visitors.flatMap(({ issued, reservation }) =>
    reservation === null
      ? []
      : [
          {
            id: reservation.id,
            service: issued.service,
            date: day,
            ...hours(reservation),
            state: 'live' as const,
            pinHash: '0'.repeat(64),
          },
        ],
  );
  const facts: readonly Fact[] = [
    { name: 'day.opened', data: { day, trusted: true } },
    { name: 'feed.applied', data: { position: { epoch: 'replay', revision: 1 }, replaces: false, changes } },
  ];
  return facts.reduce((queue, fact) => evolve(queue, { ...fact, at: begins } as QueueEvent), emptyQueue(settings));
}

const hours = ({ start, end }: { readonly start: number; readonly end: number }) => ({ start: isoInstant(start), end: isoInstant(end) });

function arrival({ issued, reservation }: Visitor): readonly Fact[] {
  const came: Fact = { name: 'ticket.issued', data: issued };
  if (reservation === null) return [came];
  return [came, { name: 'reservation.checked-in', data: { reservation: reservation.id, ordinal: issued.ordinal, early: false } }];
}
