import { batchEventsMax } from '#contract/envelope.ts';

/**
 * How far the cloud has followed this journal. The journal itself is the outbox: an entry counts as delivered only when
 * the cloud acknowledged it after its own commit. At most `windowEventsMax` are under way.
 */
export type Outbox = {
  /** The last durable entry. */
  readonly last: number;
  /** Everything up to here is committed in the cloud, as far as we know. */
  readonly acked: number;
  /** Everything up to here is under way or acknowledged. */
  readonly sent: number;
  /** False until the cloud has answered our hello: before that nobody listens. */
  readonly open: boolean;
};

/** Entries under way at most: twice what the cloud commits at once, so that it has more when that is done; little enough to lose without harm. */
export const windowEventsMax = 16 * batchEventsMax;

export const closedOutbox = (last: number, acked: number): Outbox => ({ last, acked, sent: acked, open: false });

/** The journal grew. */
export const grown = (outbox: Outbox, last: number): Outbox => ({ ...outbox, last: Math.max(outbox.last, last) });

/** The link went away: what was under way may be lost, the next hello finds out. */
export const broken = (outbox: Outbox): Outbox => ({ ...outbox, open: false, sent: outbox.acked });

/** The cloud has committed up to `seq`. An acknowledgement beyond our journal is not ours; one from the past changes nothing. */
export function acknowledged(outbox: Outbox, seq: number): Outbox {
  if (seq > outbox.last) return outbox;
  const acked = Math.max(outbox.acked, seq);
  return { ...outbox, open: true, acked, sent: Math.max(outbox.sent, acked) };
}

/**
 * The cloud misses everything from `from` and nothing before: it may know more than we remember (F1), and it may have forgotten what it
 * had acknowledged (F17).
 */
export function missing(outbox: Outbox, from: number): Outbox {
  if (from > outbox.last + 1) return outbox;
  return { ...outbox, open: true, acked: from - 1, sent: from - 1 };
}

/** Nothing was acknowledged for too long: what is under way is sent again. */
export const stalled = (outbox: Outbox): Outbox => ({ ...outbox, sent: outbox.acked });

/** The next entries to send, both ends included, or `null`. */
export function nextBatch(outbox: Outbox): { readonly from: number; readonly to: number } | null {
  const limit = Math.min(outbox.last, outbox.acked + windowEventsMax);
  if (!outbox.open || outbox.sent >= limit) return null;
  return { from: outbox.sent + 1, to: Math.min(limit, outbox.sent + batchEventsMax) };
}

export const sent = (outbox: Outbox, to: number): Outbox => ({ ...outbox, sent: Math.max(outbox.sent, to) });

/** The broker did not take what began with `from`. */
export const untaken = (outbox: Outbox, from: number): Outbox => ({
  ...outbox,
  sent: Math.max(outbox.acked, Math.min(outbox.sent, from - 1)),
});

export const unsent = (outbox: Outbox): number => outbox.last - outbox.acked;
