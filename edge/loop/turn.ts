import { asQueueEvent, type QueueEvent } from '#contract/event.ts';
import { decide } from '../core/decide.ts';
import type { Command, Refusal } from '../core/decision.ts';
import { evolve } from '../core/evolve.ts';
import type { Queue } from '../core/queue.ts';
import { type Effect, react } from '../core/react.ts';
import type { Rooms } from './rooms.ts';

/** What came of a command: the facts that are now safe, the queue after them, and the refusal if it was refused. */
export type Outcome = { readonly events: readonly QueueEvent[]; readonly queue: Queue; readonly refusal: Refusal | null };

export type Turn = {
  /** Decides, journals, and only then acts. Rejects when the journal cannot promise (F4). */
  submit(command: Command): Promise<Outcome>;
  /** The queue as far as it is durable: nothing else may be shown. */
  queue(): Queue;
  /** The last entry that is in this queue. */
  seq(): number;
};

/**
 * The one order in which anything happens: decide on the newest queue, append, wait for the sync, then show and act.
 * Commands are decided in the order they come, without waiting for each other's sync.
 */
export function createTurn(
  rooms: Pick<Rooms, 'clock' | 'journal'> & Partial<Pick<Rooms, 'watchdog'>>,
  start: Queue,
  perform: (effect: Effect, queue: Queue) => void,
  changed: () => void,
): Turn {
  let decided = start;
  let durable = start;
  let durableSeq = rooms.journal.given();
  let appending = 0;

  async function submit(command: Command): Promise<Outcome> {
    const now = { ...rooms.clock.now(), clockTrusted: rooms.clock.trusted() };
    const { facts, refusal } = decide(command, decided, now);
    if (facts.length === 0) {
      // In a quiet hall nothing is journalled for hours: a turn that came to its end is the progress there is (F24).
      if (appending === 0) rooms.watchdog?.progress();
      return { events: [], queue: durable, refusal };
    }
    const appended = rooms.journal.append(facts, now);
    const events = appended.records.map(asQueueEvent);
    const after = events.reduce(evolve, decided);
    decided = after;
    appending++;
    await appended.durable;
    appending--;
    const last = appended.records.at(-1)!.seq;
    if (last > durableSeq) {
      durableSeq = last;
      durable = after;
    }
    for (const event of events) for (const effect of react(event, after)) perform(effect, after);
    changed();
    return { events, queue: after, refusal };
  }

  return { submit, queue: () => durable, seq: () => durableSeq };
}
