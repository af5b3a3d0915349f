import { localDate } from '#contract/business-day.ts';
import type { Fact } from '#contract/event.ts';
import { issuing } from './day.ts';
import { accept, type Command, type Decision, type Now, type Refusal, refuse } from './decision.ts';
import { aheadOf, forecast } from './forecast.ts';
import { givenToday, nextNumber, type Queue, serviceOf } from './queue.ts';
import { stateOf } from './standing.ts';

/** A second press of the same button within this gives no second ticket (printing rule, F11). */
const doublePressMs = 2_000;

/** A walk-in takes a ticket. */
export function decideTake(queue: Queue, command: Extract<Command, { kind: 'take' }>, now: Now): Decision {
  const refusal = mayTake(queue, command, now);
  if (refusal) return refuse(refusal);
  const { service, origin, token } = command;
  return accept(issue(queue, { service, origin, token, ahead: aheadOf(queue, service), forecast: forecast(queue, service) }));
}

/** The fact of the next number of a service. The caller has checked that there is one left. */
export function issue(
  queue: Queue,
  ticket: Pick<Extract<Fact, { name: 'ticket.issued' }>['data'], 'service' | 'origin' | 'token' | 'ahead' | 'forecast'>,
): Fact {
  const number = `${serviceOf(queue, ticket.service)!.letter}${nextNumber(queue, ticket.service)}`;
  return { name: 'ticket.issued', data: { ordinal: queue.lastOrdinal + 1, number, day: queue.day!.date, ...ticket } };
}

function mayTake(queue: Queue, { service: id, origin }: Extract<Command, { kind: 'take' }>, now: Now): Refusal | null {
  const pressed = queue.lastPress[id];
  if (origin === 'button' && pressed !== undefined && now.steady - pressed < doublePressMs) return { word: 'double-press' };
  return refusalOf(queue, id, now);
}

/** Why a service gives no ticket now, whoever asks; `null` while it does. */
export function refusalOf(queue: Queue, id: string, now: Now): Refusal | null {
  const service = serviceOf(queue, id);
  if (!service) return { word: 'unknown-service' };
  if (queue.issuingStopped) return { word: 'stopped-by-staff' };
  if (now.clockTrusted && !issuing(now.wall, queue.settings)) return { word: 'issuing-stopped' };
  const { dailyQuota } = service;
  if (dailyQuota !== null && givenToday(queue, id) + stillToCome(queue, id, now) >= dailyQuota) return { word: 'quota-used', service: id };
  return nextNumber(queue, id) === null ? { word: 'numbers-used' } : null;
}

/** Reservations of today that may still be checked in: their places are kept (day rule). */
function stillToCome(queue: Queue, service: string, now: Now): number {
  const today = queue.reservations[localDate(now.wall, queue.settings)] ?? {};
  return Object.values(today).filter((one) => one.service === service && stateOf(one) === 'confirmed').length;
}
