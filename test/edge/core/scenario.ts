import type { Fact, QueueEvent } from '#contract/event.ts';
import { exampleOffice } from '#contract/example-office.ts';
import type { FedReservation } from '#contract/reservation.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import { decide } from '../../../edge/core/decide.ts';
import type { Command, CounterAction, Refusal } from '../../../edge/core/decision.ts';
import { evolve } from '../../../edge/core/evolve.ts';
import { emptyQueue, type Queue, ticketOf } from '../../../edge/core/queue.ts';

/** Given, when, then for the queue: an office whose clock the test moves and whose facts it reads. */
export type Scenario = {
  queue(): Queue;
  /** Every fact so far. */
  facts(): readonly Fact[];
  now(): { wall: number; steady: number; clockTrusted: boolean };
  /** Does something; answers the new facts and the refusal. */
  when(command: Command): { readonly facts: readonly Fact[]; readonly refusal: Refusal | null };
  /** A walk-in presses the button of a service (the double press is waited out); answers the number. */
  takes(service: string): string;
  /** A reservation is fed, live, with the PIN as its hash. */
  reserved(id: string, service: string, start: string, more?: Partial<FedReservation>): void;
  checksIn(pin: string): { readonly number: string | null; readonly refusal: Refusal | null };
  /** A clerk's action; answers the ticket at the counter afterwards, or the refusal word. */
  clerk(counter: number, action: CounterAction['action'] | CounterAction, from?: 'unit' | 'staff'): string | null;
  passes(minutes: number): void;
  /** Only the wall clock is set. */
  clockStepsTo(instant: string): void;
  clockTrusted(trusted: boolean): void;
};

export const monday = (time: string): string => `2026-11-23T${time}:00+01:00`;
/** What stands for the hash of a PIN in these tests: 64 hex digits that show the PIN. */
export const hashOf = (pin: string): string => pin.padStart(64, '0');

export function office(
  settings: Partial<OfficeSettings> | ((office: OfficeSettings) => OfficeSettings) = {},
  start = monday('08:10'),
): Scenario {
  const made = typeof settings === 'function' ? settings(exampleOffice) : { ...exampleOffice, ...settings };
  let queue = emptyQueue(made);
  let wall = Date.parse(start);
  let steady = 1_000;
  let trusted = true;
  let tokens = 0;
  const all: Fact[] = [];

  const scenario: Scenario = {
    queue: () => queue,
    facts: () => all,
    now: () => ({ wall, steady, clockTrusted: trusted }),
    when(command) {
      const now = { wall, steady, clockTrusted: trusted };
      const { facts, refusal } = decide(command, queue, now);
      queue = facts.reduce((before, fact) => evolve(before, { ...fact, at: now } as QueueEvent), queue);
      all.push(...facts);
      return { facts, refusal };
    },
    takes(service) {
      steady += 3_000;
      wall += 3_000;
      const { facts, refusal } = scenario.when({ kind: 'take', service, origin: 'button', token: token() });
      if (refusal) throw new Error(`no ticket for ${service}: ${refusal.word}`);
      return numberIn(facts)!;
    },
    reserved(id, service, start, more = {}) {
      const begins = Temporal.Instant.from(start);
      const pin = id.padStart(4, '0');
      const reservation = {
        id,
        service,
        date: start.slice(0, 10),
        start,
        end: begins.add({ hours: 1 }).toString(),
        state: 'live' as const,
        pinHash: hashOf(pin),
        ...more,
      };
      const position = { epoch: 'one', revision: (queue.feed?.revision ?? 0) + 1 };
      scenario.when({ kind: 'feed', position, replaces: false, changes: [reservation] });
    },
    checksIn(pin) {
      const { facts, refusal } = scenario.when({ kind: 'check-in', pinHash: hashOf(pin), token: token(), offlineSince: null });
      return { number: numberIn(facts), refusal };
    },
    clerk(counter, action, from = 'staff') {
      const asked = (typeof action === 'string' ? { action } : action) as CounterAction;
      const { refusal } = scenario.when({ kind: 'counter', counter, action: asked, from });
      if (refusal) return refusal.word;
      const ordinal = queue.counters[counter]?.ticket ?? null;
      return ordinal === null ? null : ticketOf(queue, ordinal).number;
    },
    passes(minutes) {
      const ms = Math.round(minutes * 60_000);
      wall += ms;
      steady += ms;
      scenario.when({ kind: 'tick' });
    },
    clockStepsTo(instant) {
      wall = Date.parse(instant);
    },
    clockTrusted(now) {
      trusted = now;
    },
  };
  const token = (): string => `token-of-ticket-${++tokens}`;
  return scenario;
}

function numberIn(facts: readonly Fact[]): string | null {
  for (const fact of facts) if (fact.name === 'ticket.issued') return fact.data.number;
  return null;
}
