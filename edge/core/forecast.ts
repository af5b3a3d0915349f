import type { Forecast, Moment } from '#contract/event.ts';
import { type OpenCounter, waitRange } from '#contract/wait.ts';
import { type Queue, serviceOf, servicesAt, type Ticket, ticketOf, waitingFor } from './queue.ts';

/** Observations that the prior of the settings is worth. */
const priorWeight = 5;
/** Observations beyond which newer ones stop losing weight: the office of today counts more than that of last month. */
const countMax = 50;
/** Service times longer than this multiple of the mean say that a clerk forgot the button, not how long service takes. */
const outlierFactor = 6;
/**
 * How long a ticket of this service taken now will wait, as a range: the open counters are let serve everybody before it, with the times
 * learned so far. `preferredAhead` counts who is before a preferred ticket instead. `null` when no open counter serves it. Seconds.
 */
export function forecast(queue: Queue, service: string, preferredAhead?: number): Forecast {
  if (preferredAhead !== undefined) return reckoned(queue, service, preferredAhead);
  const ofQueue = known.get(queue) ?? new Map<string, Forecast>();
  known.set(queue, ofQueue);
  const before = ofQueue.get(service);
  if (before !== undefined) return before;
  const made = reckoned(queue, service);
  ofQueue.set(service, made);
  return made;
}

/** A queue is never changed, only replaced: its pictures and its slip say the same, reckoned once. */
const known = new WeakMap<Queue, Map<string, Forecast>>();

function reckoned(queue: Queue, service: string, preferredAhead?: number): Forecast {
  const ids = queue.settings.services.map(({ id }) => id);
  const lines = ids.map((id) => {
    const people = preferredAhead === undefined ? waitingFor(queue, id) : id === service ? preferredAhead : 0;
    return { people, seconds: meanSeconds(queue, id) };
  });
  return waitRange(lines, openCounters(queue), ids.indexOf(service));
}

/** The open counters, those that attend somebody for longest first, as the forecast lets them serve. */
export function openCounters(queue: Queue): readonly OpenCounter[] {
  const ids = queue.settings.services.map(({ id }) => id);
  return Object.values(queue.counters)
    .filter(({ state }) => state === 'open')
    .map(({ number, ticket }) => ({ number, visitor: ticket === null ? null : ticketOf(queue, ticket) }))
    .toSorted((a, b) => (a.visitor?.called?.steady ?? 0) - (b.visitor?.called?.steady ?? 0))
    .map(({ number, visitor }) => ({
      serves: servicesAt(queue, number).map((id) => ids.indexOf(id)),
      attends: visitor && ids.includes(visitor.service) ? ids.indexOf(visitor.service) : null,
    }));
}

/** People who wait for counters of this service, hence before a newcomer. */
export function aheadOf(queue: Queue, service: string): number {
  return Math.round(queue.settings.services.reduce((sum, { id }) => sum + shareAhead(queue, service, id), 0));
}

/** The queue having learned how long this ticket was attended. */
export function learn(queue: Queue, ticket: Ticket, now: Moment): Queue {
  if (ticket.called === null) return queue;
  const seconds = (now.steady - ticket.called.steady) / 1000;
  const mean = meanSeconds(queue, ticket.service);
  if (seconds > mean * outlierFactor) return queue;
  const known = queue.learned[ticket.service] ?? { meanSeconds: mean, count: priorWeight };
  const count = Math.min(known.count + 1, countMax);
  const learned = { meanSeconds: known.meanSeconds + (seconds - known.meanSeconds) / count, count };
  return { ...queue, learned: { ...queue.learned, [ticket.service]: learned } };
}

/** How long one visitor of a service is served, as learned so far. */
export const meanSeconds = (queue: Queue, service: string): number =>
  queue.learned[service]?.meanSeconds ?? serviceOf(queue, service)?.meanServiceSeconds ?? 600;

/** How much of another service's queue stands before this one: the share of this service's open counters that serve both. */
function shareAhead(queue: Queue, service: string, other: string): number {
  const waiting = waitingFor(queue, other);
  if (other === service || waiting === 0) return waiting;
  const open = Object.values(queue.counters).filter(({ number, state }) => state === 'open' && servicesAt(queue, number).includes(service));
  const both = open.filter(({ number }) => servicesAt(queue, number).includes(other));
  return open.length === 0 ? 0 : (waiting * both.length) / open.length;
}
