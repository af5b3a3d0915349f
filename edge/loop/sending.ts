import { batchBytesMax, batchEventsMax, type Envelope, seal } from '#contract/envelope.ts';
import {
  acknowledged,
  broken,
  closedOutbox,
  grown,
  missing,
  nextBatch,
  type Outbox,
  sent,
  stalled,
  unsent,
  untaken,
} from '../core/outbox.ts';
import { type Committed, isOlderCopy } from './older-copy.ts';
import type { Rooms } from './rooms.ts';

/** Entries under way that nobody acknowledged for this long are sent again. */
const ackMsMax = 10_000;
/** Batches on their way to the broker at once: the next is made while one is taken. A whole window made at once would keep a press waiting. */
const handingMax = 2;

/** The way of the journal's entries to the cloud: a bounded window under way, again until acknowledged. */
export type Sending = {
  /** Whether the cloud listens to this journal now. */
  isOpen(): boolean;
  /** Nothing is sent until the cloud has answered again. */
  stop(): void;
  grow(): void;
  acknowledge(committed: Committed): void;
  /** The cloud has everything up to `committed` and asks for what follows. */
  sendAfter(committed: Committed): void;
  /** Once a second: notices entries that nobody acknowledged. */
  tick(): void;
  unsent(): number;
  acked(): number;
};

/**
 * Starts from how far the cloud had acknowledged as far as we know; nothing is sent before it says so itself. Where it answers a hello with
 * another journal than this one, `olderCopy` is called and nothing is sent either.
 */
export function createSending(
  { link, journal, clock, source }: Pick<Rooms, 'link' | 'journal' | 'clock' | 'source'>,
  acked: number,
  olderCopy: (committed: number) => void,
): Sending {
  let outbox: Outbox = closedOutbox(journal.last(), acked);
  let waitingSince: number | null = null;
  /** What the cloud asked for last, and when it was sent. */
  let asked = { seq: 0, atSteady: 0 };
  /** Batches that the broker has not taken yet, since the cloud was last met: what becomes of earlier ones says nothing any more. */
  let meeting = { handing: 0 };

  function move(next: Outbox): void {
    if (next.acked > outbox.acked || next.acked === next.sent) waitingSince = next.acked < next.sent ? clock.now().steady : null;
    outbox = next;
    pump();
  }

  /**
   * Sends what the window allows: a whole batch while the one before it is being taken, a smaller one only when the broker has taken all, so
   * that what happens meanwhile goes with it.
   */
  function pump(): void {
    for (let batch = nextBatch(outbox); batch; batch = nextBatch(outbox)) {
      const count = batch.to - batch.from + 1;
      if (meeting.handing >= (count < batchEventsMax ? 1 : handingMax)) return;
      const events = bounded(journal.read(batch.from, count).map((entry) => seal(entry, journal.id, source)));
      const to = events.at(-1)?.seq;
      if (to === undefined) return;
      outbox = sent(outbox, to);
      waitingSince ??= clock.now().steady;
      void hand(batch.from, events);
    }
  }

  async function hand(from: number, events: readonly Envelope[]): Promise<void> {
    const during = meeting;
    during.handing += 1;
    const taken = await link.send({ kind: 'events', body: { journal: journal.id, events: [...events] } });
    during.handing -= 1;
    if (during !== meeting) return;
    if (taken) pump();
    else outbox = untaken(outbox, from);
  }

  return {
    isOpen: () => outbox.open,
    stop() {
      meeting = { handing: 0 };
      waitingSince = null;
      outbox = broken(outbox);
    },
    grow: () => move(grown(outbox, journal.last())),
    acknowledge(committed) {
      // To go on would give entries to numbers that the cloud holds already: it would take the new ones for repeats and never hear of them.
      if (!outbox.open && isOlderCopy(journal, committed)) return olderCopy(committed.seq);
      move(acknowledged(outbox, committed.seq));
    },
    sendAfter(committed) {
      if (!outbox.open && isOlderCopy(journal, committed)) return olderCopy(committed.seq);
      const seq = committed.seq + 1;
      // Every batch behind a gap is answered by the same request: to follow each would send the whole window once for every batch of it (F16).
      const now = clock.now().steady;
      if (outbox.open && outbox.acked === seq - 1 && asked.seq === seq && now - asked.atSteady < ackMsMax) return;
      asked = { seq, atSteady: now };
      move(missing(outbox, seq));
    },
    tick() {
      if (waitingSince === null || clock.now().steady - waitingSince < ackMsMax) return;
      waitingSince = null;
      move(stalled(outbox));
    },
    unsent: () => unsent(outbox),
    acked: () => outbox.acked,
  };
}

/** As many as fit into one message; the first always does. */
function bounded(envelopes: readonly Envelope[]): readonly Envelope[] {
  let bytes = 0;
  for (const envelope of envelopes) bytes += frameBytesMax + lengthAtMost(envelope.data);
  if (envelopes.length < 2 || bytes <= batchBytesMax || JSON.stringify(envelopes).length <= batchBytesMax) return envelopes;
  bytes = 0;
  const fitting = envelopes.findIndex((envelope, index) => {
    bytes += JSON.stringify(envelope).length;
    return index > 0 && bytes > batchBytesMax;
  });
  return fitting < 0 ? envelopes : envelopes.slice(0, fitting);
}

/** What an envelope takes at most without its data: names of an office and an edge have 32 characters at most, a journal has 32. */
const frameBytesMax = 512;

/** No JSON of this value is longer, reckoned without making it: to make each batch twice was a tenth of what catching up costs an edge. */
function lengthAtMost(value: unknown): number {
  if (typeof value === 'string') return 6 * value.length + 2;
  if (typeof value !== 'object' || value === null) return 24;
  let length = 2;
  for (const key in value) length += 6 * key.length + 4 + lengthAtMost(value[key as keyof typeof value]);
  return length;
}
