import type { Forecast, Moment } from '#contract/event.ts';
import { forward } from './forward.ts';
import { type Counter, type Queue, serviceOf, servicesAt, type Ticket, ticketOf, waitingFor } from './queue.ts';

/** Observations that the prior of the settings is worth. */
const priorWeight = 5;
/** Observations beyond which newer ones stop losing weight: the office of today counts more than that of last month. */
const countMax = 50;
/** Service times longer than this multiple of the mean say that a clerk forgot the button, not how long service takes. */
const outlierFactor = 6;
/** Spread of one service time as a share of its mean. */
const spread = 0.7;
/** What is left of a service time that is under way, as a share of its mean: longer ones are met more often than short ones. */
const remaining = 0.5;
/** From the end of one visitor to the call of the next, seconds. */
const betweenSeconds = 15;
/** How far the whole may be off, whatever is known: clerks pause, people jump in with reservations. A share of the wait. */
const unknown = 0.25;
/** Half the width of the range in standard deviations of its logarithm. */
const deviations = 1.15;

/**
 * How long a ticket of this service taken now will wait, as a range: the open counters are let serve everybody before it, with the times
 * learned so far. `preferredAhead` counts who is before a preferred ticket instead. `null` when no open counter serves it. Seconds.
 */
export function forecast(queue: Queue, service: string, preferredAhead?: number): Forecast {
  const services = queue.settings.services.map(({ id }) => id);
  const line = services.indexOf(service);
  const open = Object.values(queue.counters).filter(({ state }) => state === 'open');
  const lines = services.map((id) => {
    const people = preferredAhead === undefined ? waitingFor(queue, id) : id === service ? preferredAhead : 0;
    return { people, seconds: meanSeconds(queue, id) + betweenSeconds };
  });
  const called = ({ ticket }: Counter): number => (ticket === null ? 0 : (ticketOf(queue, ticket).called?.steady ?? 0));
  const busy = open.filter(({ ticket }) => ticket !== null).toSorted((a, b) => called(a) - called(b));
  const servers = open.map((counter) => ({
    freeInSeconds: busy.includes(counter) ? restSeconds(queue, counter, (busy.indexOf(counter) + 1) / (busy.length + 1)) : 0,
    lines: servicesAt(queue, counter.number).map((id) => services.indexOf(id)),
  }));
  const expected = forward(lines, servers, line);
  if (expected === null) return null;
  if (expected.seconds === 0) return { fromSeconds: 0, toSeconds: 60 };
  const able = open.filter(({ number }) => servicesAt(queue, number).includes(service)).length;
  const deviation = (spread * meanSeconds(queue, service) * Math.sqrt(expected.before + able)) / able;
  return rangeAround(expected.seconds, Math.hypot(deviation, unknown * expected.seconds));
}

/**
 * What a counter still needs for its visitor. The counters that are busy end one after the other, evenly spread over what is left of a
 * service time at most; `place` is where this one stands among them, 0 to 1.
 */
function restSeconds(queue: Queue, { ticket }: Counter, place: number): number {
  return 2 * remaining * place * meanSeconds(queue, ticketOf(queue, ticket!).service) + betweenSeconds;
}

/** Waits are never negative and now and then very long: their logarithm is what lies evenly around its mean. */
function rangeAround(seconds: number, deviation: number): Forecast {
  const sigma = Math.sqrt(Math.log(1 + (deviation / seconds) ** 2));
  const middle = Math.log(seconds) - sigma ** 2 / 2;
  return { fromSeconds: Math.floor(Math.exp(middle - deviations * sigma)), toSeconds: Math.ceil(Math.exp(middle + deviations * sigma)) };
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
