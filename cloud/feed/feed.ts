import type { Logger } from 'pino';
import { localDate } from '#contract/business-day.ts';
import type { DownMessage } from '#contract/envelope.ts';
import type { FeedPosition } from '#contract/reservation.ts';
import { type EdgeName, edgeRoot } from '#contract/topic.ts';
import type { CloudClock } from '../clock.ts';
import type { Sent } from '../link/port.ts';
import type { Store } from '../store/open.ts';
import { readOffice } from '../store/read-office.ts';
import { changesAfter, type Next, wholeSnapshot } from './next-messages.ts';
import { advancePosition, belonging, claim, edgesBehind, giveUp, keepPosition, renewEpoch } from './standing.ts';

/** Without an acknowledgement after this a message is sent again. */
export const feedTimeoutMs = 10_000;

export type FeedOptions = {
  readonly store: Store;
  readonly clock: CloudClock;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly send: (to: EdgeName, message: DownMessage) => Promise<Sent>;
  /** Calls `task` once after `ms` unless the returned function is called before. */
  readonly after: (ms: number, task: () => void) => () => void;
};

export type Feed = {
  /** Something changed at this office: every edge of it that is online and behind is told. */
  offer(office: string): Promise<void>;
  /** The same for every office, also for what a cloud took on that is no more; harmless to call often. */
  offerAll(): Promise<void>;
  /** An edge said where it stands; goes on from there, or starts again with a snapshot when it stands on another list (F17). */
  resume(edge: EdgeName, position: FeedPosition | null): Promise<void>;
  /** An edge has journalled everything up to this position. */
  acknowledged(edge: EdgeName, position: FeedPosition): Promise<void>;
  /** The edge went offline: nothing is sent until it resumes. */
  gone(edge: EdgeName): void;
  /** Ends all waiting and begins nothing new; resolves when nothing is under way any more. */
  stop(): Promise<void>;
};

/**
 * How it goes here with one edge. At most one position is on its way, the next only after its acknowledgement, whichever cloud sent it and
 * whichever hears the answer: the store keeps who waits. `round` counts what ended the sending before its time.
 */
type Talk = { round: number; busy: boolean; again: boolean; cancel: () => void };

/** Reservation changes on their way to the edges, by epoch and revision. */
export function createFeed(options: FeedOptions): Feed {
  const { store, log } = options;
  const talks = new Map<string, Talk>();
  const underWay = new Set<Promise<void>>();
  let stopped = false;

  /** Everything that the feed does, so that a stop can wait for it. */
  const during = (work: () => Promise<void>): Promise<void> => {
    if (stopped) return Promise.resolve();
    const done = work();
    const settled = done.then(
      () => void underWay.delete(settled),
      () => void underWay.delete(settled),
    );
    underWay.add(settled);
    return done;
  };
  const talkOf = (edge: EdgeName): Talk => {
    const talk = talks.get(edgeRoot(edge)) ?? { round: 0, busy: false, again: false, cancel: () => {} };
    talks.set(edgeRoot(edge), talk);
    return talk;
  };
  const settle = (talk: Talk): void => {
    talk.cancel();
    talk.cancel = () => {};
    talk.round += 1;
  };

  const goOn = async (edge: EdgeName): Promise<void> => {
    const talk = talkOf(edge);
    talk.again = true;
    if (talk.busy) return;
    talk.busy = true;
    try {
      while (talk.again && !stopped) {
        talk.again = false;
        await sendNext(edge, talk);
      }
    } finally {
      talk.busy = false;
    }
  };

  const sendNext = async (edge: EdgeName, talk: Talk): Promise<void> => {
    const next = await nextFor(options, edge);
    if (next === null) return;
    const nowMs = options.clock.now();
    const untilMs = nowMs + feedTimeoutMs;
    if (!(await claim(store, edge, next.position.revision, { nowMs, untilMs }))) return;
    settle(talk);
    const { round } = talk;
    for (const message of next.messages) {
      const sent = await options.send(edge, message);
      if (talk.round !== round) return;
      if (sent === 'offline') return void (await giveUp(store, edge, untilMs));
      if (sent === 'overloaded') break;
    }
    talk.cancel = options.after(feedTimeoutMs, () => {
      settle(talk);
      during(() => sendAgain(edge, next.position, untilMs)).catch((error: unknown) => log.error({ err: error }, 'the feed cannot go on'));
    });
  };

  const sendAgain = async (edge: EdgeName, position: FeedPosition, untilMs: number): Promise<void> => {
    if (!(await giveUp(store, edge, untilMs))) return;
    log.warn({ office: edge.office, edge: edge.edge, position }, 'a feed message was not acknowledged and is sent again');
    await goOn(edge);
  };

  const resume = async (edge: EdgeName, position: FeedPosition | null): Promise<void> => {
    settle(talkOf(edge));
    if (position && (await belonging(store, edge, position)) === 'other-past') {
      await renewEpoch(store, edge.office, position);
      log.warn({ office: edge.office, position }, 'an edge knows reservation changes that the cloud has forgotten: a new epoch begins');
    }
    await keepPosition(store, edge, position ?? { epoch: null, revision: 0 });
    await goOn(edge);
  };

  const offer = async (office: string | null): Promise<void> => {
    for (const edge of await edgesBehind(store, office)) await goOn(edge);
  };
  const acknowledged = async (edge: EdgeName, position: FeedPosition): Promise<void> => {
    const belongs = await belonging(store, edge, position);
    if (belongs === 'other-epoch') return;
    if (belongs === 'other-past') return resume(edge, position);
    if (await advancePosition(store, edge, position)) settle(talkOf(edge));
    await goOn(edge);
  };

  return {
    resume: (edge, position) => during(() => resume(edge, position)),
    offer: (office) => during(() => offer(office)),
    offerAll: () => during(() => offer(null)),
    acknowledged: (edge, position) => during(() => acknowledged(edge, position)),
    gone(edge) {
      const talk = talks.get(edgeRoot(edge));
      if (!talk) return;
      settle(talk);
      if (!talk.busy) talks.delete(edgeRoot(edge));
    },
    async stop() {
      stopped = true;
      for (const talk of talks.values()) settle(talk);
      await Promise.all(underWay);
    },
  };
}

async function nextFor({ store, clock }: FeedOptions, edge: EdgeName): Promise<Next | null> {
  const row = await store.db
    .selectFrom('edge')
    .select(['online', 'feedEpoch', 'feedRevision', 'claimedUntilMs', 'readsNames'])
    .where('office', '=', edge.office)
    .where('id', '=', edge.edge)
    .executeTakeFirst();
  const office = await readOffice(store.db, edge.office);
  if (!office || row?.online !== 1 || (row.claimedUntilMs ?? 0) > clock.now()) return null;
  const { timeZone } = office.settings;
  const course = { epoch: office.epoch, revision: office.feedRevision, timeZone, named: row.readsNames === 1 };
  if (row.feedEpoch !== office.epoch) {
    const today = localDate(clock.now(), office.settings);
    return wholeSnapshot(store.db, office.id, course, today);
  }
  return row.feedRevision < office.feedRevision ? changesAfter(store.db, office.id, course, row.feedRevision) : null;
}
