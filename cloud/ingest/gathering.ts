import { edgeRoot } from '#contract/topic.ts';
import type { Delivery, Refused, Stored } from './events.ts';

/** Events in one transaction at most; a single delivery may not have more. Bookings wait for one such transaction. */
export const groupEventsMax = 512;

export type Gathering = {
  /** Rejects when this delivery could not be committed, even by itself. */
  store(delivery: Delivery): Promise<Stored | Refused>;
};

type Waiting = {
  readonly delivery: Delivery;
  readonly root: string;
  readonly resolve: (outcome: Stored | Refused) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Group commit: while one transaction is under way, what comes of all edges waits and goes into the next one together. Deliveries of one edge
 * keep their order. When a group fails each goes by itself, so that one which cannot be stored does not spoil its neighbours (F25).
 */
export function createGathering(commit: (deliveries: readonly Delivery[]) => Promise<readonly (Stored | Refused)[]>): Gathering {
  let waiting: Waiting[] = [];
  let committing = false;

  const commitAll = async (group: readonly Waiting[]): Promise<void> => {
    try {
      const outcomes = await commit(group.map(({ delivery }) => delivery));
      for (const [index, { resolve }] of group.entries()) resolve(outcomes[index]!);
    } catch (error) {
      if (group.length === 1) return group[0]!.reject(error);
      for (const one of group) await commitAll([one]);
    }
  };

  const run = async (): Promise<void> => {
    committing = true;
    while (waiting.length > 0) {
      const { group, rest } = nextGroup(waiting);
      waiting = rest;
      await commitAll(group);
    }
    committing = false;
  };

  return {
    store: (delivery) =>
      new Promise((resolve, reject) => {
        waiting.push({ delivery, root: edgeRoot(delivery.from), resolve, reject });
        if (!committing) void run();
      }),
  };
}

/** The oldest deliveries, at most one of an edge and `groupEventsMax` events, in the order of their edges' names. */
function nextGroup(waiting: readonly Waiting[]): { readonly group: readonly Waiting[]; readonly rest: Waiting[] } {
  const group = new Map<string, Waiting>();
  const rest: Waiting[] = [];
  let events = 0;
  for (const one of waiting) {
    const more = one.delivery.batches.reduce((sum, batch) => sum + batch.length, 0);
    const fits = group.size === 0 || (rest.length === 0 && events + more <= groupEventsMax && !group.has(one.root));
    if (fits) {
      group.set(one.root, one);
      events += more;
    } else rest.push(one);
  }
  return { group: [...group.values()].toSorted((a, b) => (a.root < b.root ? -1 : 1)), rest };
}
