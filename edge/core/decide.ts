import { decideCheckIn } from './decide-check-in.ts';
import { decideCounter } from './decide-counter.ts';
import { dayTurn, decideStart, due } from './decide-day.ts';
import { decideFeed } from './decide-feed.ts';
import { decideRestore } from './decide-restore.ts';
import { decideTake } from './decide-take.ts';
import { accept, type Command, type Decision, type Now, refuse } from './decision.ts';
import { evolve } from './evolve.ts';
import type { Queue, Ticket } from './queue.ts';
import { at } from './sequence.ts';

/**
 * What follows from a command in this queue. Pure; changes nothing. A new business day is opened before anything else,
 * so that no number of yesterday is given today (day rule).
 */
export function decide(command: Command, queue: Queue, now: Now): Decision {
  const turn = dayTurn(queue, now);
  const today = turn.reduce((before, fact) => evolve(before, { ...fact, at: now }), queue);
  const { facts, refusal } = decideToday(command, today, now);
  return { facts: [...turn, ...facts], refusal };
}

function decideToday(command: Command, queue: Queue, now: Now): Decision {
  switch (command.kind) {
    case 'start':
      return decideStart(queue, now);
    case 'tick':
      return accept(...due(queue, now));
    case 'take':
      return decideTake(queue, command, now);
    case 'check-in':
      return decideCheckIn(queue, command, now);
    case 'counter':
      return decideCounter(queue, command, now);
    case 'copy':
      return decideCopy(queue, command.ordinal);
    case 'issuing':
      return decideIssuing(queue, command.to);
    case 'stopped':
      return decideStopped(queue, command.day);
    case 'slip':
      return decideSlip(queue, command);
    case 'printer':
      return command.state === queue.printer ? accept() : accept({ name: 'printer.changed', data: { state: command.state } });
    case 'feed':
      return decideFeed(queue, command, now);
    case 'restore':
      return decideRestore(queue, command.today);
    case 'settings':
      return decideSettings(queue, command);
  }
}

/** The cloud says its settings on every hello; only what differs is a fact. A cloud made anew has another key under the same revision. */
function decideSettings(queue: Queue, { settings, pinKey, publicOrigin }: Extract<Command, { kind: 'settings' }>): Decision {
  const isSame = queue.settings === settings || JSON.stringify(queue.settings) === JSON.stringify(settings);
  const isKnown = queue.pinKey === pinKey && queue.publicOrigin === publicOrigin && isSame;
  return isKnown ? accept() : accept({ name: 'settings.applied', data: { settings, pinKey, publicOrigin } });
}

/** Staff see that today's queue fills the day: no further walk-in, until they say otherwise or the day ends (day rule). */
function decideIssuing(queue: Queue, to: 'stopped' | 'open'): Decision {
  if ((queue.issuingStopped ?? false) === (to === 'stopped')) return refuse({ word: 'already-so' });
  return accept({ name: to === 'stopped' ? 'issuing.stopped' : 'issuing.resumed', data: { day: queue.day!.date } });
}

/** What staff said to the card before this one counts until they say something to this one (F18, P54). */
function decideStopped({ day, issuingStopped = null }: Queue, of: string): Decision {
  if (day?.date !== of || issuingStopped !== null) return accept();
  return accept({ name: 'issuing.stopped', data: { day: of } });
}

/** A copy of a slip that may not have come out, at most `copiesMax` (printing rule, F9). */
function decideCopy(queue: Queue, ordinal: number): Decision {
  const ticket = ticketIfAny(queue, ordinal);
  if (!ticket) return refuse({ word: 'unknown-ticket' });
  if (ticket.copies >= queue.settings.policies.copiesMax) return refuse({ word: 'already-used', number: ticket.number, copy: false });
  return accept({ name: 'copy.granted', data: { ordinal, number: ticket.number } });
}

/** The outcome of a print that was asked for. One that comes after the day's end has no ticket any more. */
function decideSlip(queue: Queue, { ordinal, copy, outcome }: Extract<Command, { kind: 'slip' }>): Decision {
  if (!ticketIfAny(queue, ordinal)) return accept();
  if (outcome === 'printed') return accept({ name: 'slip.printed', data: { ordinal, copy } });
  return accept({ name: 'slip.failed', data: { ordinal, copy, reason: outcome } });
}

const ticketIfAny = (queue: Queue, ordinal: number): Ticket | undefined => at(queue.tickets, ordinal);
