import type { Forecast, Moment } from '#contract/event.ts';
import { type Queue, serviceOf, servicesAt, type Ticket, waitingFor } from './queue.ts';

/** Observations that the prior of the settings is worth. */
const priorWeight = 5;
/** Observations beyond which newer ones stop losing weight: the office of today counts more than that of last month. */
const countMax = 50;
/** Service times longer than this multiple of the mean say that a clerk forgot the button, not how long service takes. */
const outlierFactor = 6;
/** Spread of one service time as a share of its mean, and how wide the range is in standard deviations. */
const spread = 0.6;
const deviations = 1.3;

/**
 * How long a ticket of this service taken now will wait: the work ahead of it divided among the open counters that serve it,
 * as a range that widens with the root of the people ahead. `preferredAhead` counts who is before a preferred ticket instead.
 * `null` when no open counter serves it. Seconds.
 */
export function forecast(queue: Queue, service: string, preferredAhead?: number): Forecast {
  const open = Object.values(queue.counters).filter(({ number, state }) => state === 'open' && servicesAt(queue, number).includes(service));
  if (open.length === 0) return null;
  const ahead = preferredAhead ?? aheadOf(queue, service);
  const free = open.filter(({ ticket }) => ticket === null).length;
  if (ahead < free) return { fromSeconds: 0, toSeconds: 60 };
  const workSeconds = preferredAhead === undefined ? workAhead(queue, service) : preferredAhead * meanSeconds(queue, service);
  const busySeconds = (open.length - free) * meanSeconds(queue, service) * 0.5;
  const middle = (workSeconds + busySeconds) / open.length;
  const half = (deviations * spread * meanSeconds(queue, service) * Math.sqrt(ahead + 1)) / open.length;
  return { fromSeconds: Math.max(0, Math.round(middle - half)), toSeconds: Math.round(middle + half) };
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

const workAhead = (queue: Queue, service: string): number =>
  queue.settings.services.reduce((sum, { id }) => sum + shareAhead(queue, service, id) * meanSeconds(queue, id), 0);

const meanSeconds = (queue: Queue, service: string): number =>
  queue.learned[service]?.meanSeconds ?? serviceOf(queue, service)?.meanServiceSeconds ?? 600;

/** How much of another service's queue stands before this one: the share of this service's open counters that serve both. */
function shareAhead(queue: Queue, service: string, other: string): number {
  const waiting = waitingFor(queue, other);
  if (other === service || waiting === 0) return waiting;
  const open = Object.values(queue.counters).filter(({ number, state }) => state === 'open' && servicesAt(queue, number).includes(service));
  const both = open.filter(({ number }) => servicesAt(queue, number).includes(other));
  return open.length === 0 ? 0 : (waiting * both.length) / open.length;
}
