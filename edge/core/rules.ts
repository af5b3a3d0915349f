import type { CallRule, Moment } from '#contract/event.ts';
import { type Queue, servicesAt, type Ticket, ticketOf } from './queue.ts';
import { countBelow, first, values } from './sequence.ts';

/** Whom a counter calls next and why; `null` when nobody of its services waits (calling rule). */
export type Call = { readonly ticket: Ticket; readonly rule: CallRule; readonly passedOver: number };

/**
 * The calling rule of PRODUCT.md: first the reservations whose slot has begun, by slot start, then check-in;
 * then everyone by order of issue; within the fairness bound.
 */
export function nextCall(queue: Queue, counter: number, now: Moment): Call | null {
  const services = servicesAt(queue, counter);
  const preferred = firstPreferred(queue, services, now.wall);
  const oldest = oldestWaiting(queue, services);
  if (oldest === null) return null;
  if (preferred === null) return because(queue, services, oldest, 'order');
  const walkIn = oldestWalkIn(queue, services, now.wall);
  if (walkIn !== null && fairnessIsDue(queue, walkIn, now)) return because(queue, services, walkIn, 'fairness');
  return because(queue, services, preferred, 'reservation');
}

/** A call of this very ticket by hand. */
export const pickedCall = (queue: Queue, counter: number, ticket: Ticket): Call =>
  because(queue, servicesAt(queue, counter), ticket.ordinal, 'picked');

/** Whether a waiting ticket has its preferred rank now: its slot has begun. */
export const isPreferred = (ticket: Ticket, wall: number): boolean => ticket.reservation !== null && ticket.reservation.start <= wall;

/** All who wait for these services, in the order in which one counter would call them now, fairness aside; at most `max`. */
export function inCallingOrder(queue: Queue, services: readonly string[], wall: number, max: number): readonly Ticket[] {
  const preferred = services
    .flatMap((service) => queue.reserved[service] ?? [])
    .filter(({ start }) => start <= wall)
    .toSorted((a, b) => a.start - b.start || a.ordinal - b.ordinal)
    .map(({ ordinal }) => ordinal);
  const chosen = new Set(preferred);
  const heads = services.flatMap((service) => [...take(values(queue.waiting[service] ?? []), max + preferred.length)]);
  const others = heads.filter((ordinal) => !chosen.has(ordinal)).toSorted((a, b) => a - b);
  return [...preferred, ...others].slice(0, max).map((ordinal) => ticketOf(queue, ordinal));
}

function firstPreferred(queue: Queue, services: readonly string[], wall: number): number | null {
  let best: { ordinal: number; start: number } | null = null;
  for (const service of services) {
    const head = queue.reserved[service]?.[0];
    if (!head || head.start > wall) continue;
    if (best === null || head.start < best.start || (head.start === best.start && head.ordinal < best.ordinal)) best = head;
  }
  return best?.ordinal ?? null;
}

function oldestWaiting(queue: Queue, services: readonly string[]): number | null {
  return lowest(services.map((service) => first(queue.waiting[service] ?? [])));
}

/** The oldest without a preferred rank: a walk-in, or a reservation that came early. */
function oldestWalkIn(queue: Queue, services: readonly string[], wall: number): number | null {
  return lowest(
    services.map((service) => {
      for (const ordinal of values(queue.waiting[service] ?? [])) if (!isPreferred(ticketOf(queue, ordinal), wall)) return ordinal;
      return undefined;
    }),
  );
}

function fairnessIsDue(queue: Queue, walkIn: number, now: Moment): boolean {
  const bound = queue.settings.policies.fairness;
  if (bound === null) return false;
  const ticket = ticketOf(queue, walkIn);
  const waitedMs = now.steady - ticket.issued.steady;
  return waitedMs > bound.afterMinutes * 60_000 && (queue.preferredInRow[ticket.service] ?? 0) >= bound.everyNth - 1;
}

function because(queue: Queue, services: readonly string[], ordinal: number, rule: CallRule): Call {
  const passedOver = services.reduce((sum, service) => sum + countBelow(queue.waiting[service] ?? [], ordinal), 0);
  return { ticket: ticketOf(queue, ordinal), rule, passedOver };
}

function lowest(ordinals: readonly (number | undefined)[]): number | null {
  let best: number | null = null;
  for (const ordinal of ordinals) if (ordinal !== undefined && (best === null || ordinal < best)) best = ordinal;
  return best;
}

function* take<Value>(source: Iterable<Value>, max: number): Generator<Value> {
  let count = 0;
  for (const value of source) {
    if (count++ >= max) return;
    yield value;
  }
}
