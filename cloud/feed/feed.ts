import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import type { DownMessage } from '#contract/envelope.ts';
import type { FeedPosition } from '#contract/reservation.ts';
import { type EdgeName, edgeRoot } from '#contract/topic.ts';
import type { CloudClock } from '../clock.ts';
import type { Sent } from '../link/port.ts';
import type { Store } from '../store/open.ts';
import { readOffice } from '../store/read-office.ts';
import { changesAfter, type Next, wholeSnapshot } from './next-messages.ts';

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
  /** An edge said where it stands; goes on from there, or starts again with a snapshot when it stands on another list (F17). */
  resume(edge: EdgeName, position: FeedPosition | null): Promise<void>;
  /** An edge has journalled everything up to this position. */
  acknowledged(edge: EdgeName, position: FeedPosition): Promise<void>;
  /** The edge went offline: nothing is sent until it resumes. */
  gone(edge: EdgeName): void;
  /** Ends all waiting and begins nothing new; resolves when nothing is under way any more. */
  stop(): Promise<void>;
};

/** How it goes with one edge: at most one position is on its way, the next only after its acknowledgement. */
type Talk = { outstanding: FeedPosition | null; busy: boolean; again: boolean; cancel: () => void };

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
    const talk = talks.get(edgeRoot(edge)) ?? { outstanding: null, busy: false, again: false, cancel: () => {} };
    talks.set(edgeRoot(edge), talk);
    return talk;
  };
  const settle = (talk: Talk): void => {
    talk.cancel();
    talk.cancel = () => {};
    talk.outstanding = null;
  };

  const goOn = async (edge: EdgeName): Promise<void> => {
    const talk = talkOf(edge);
    talk.again = true;
    if (talk.busy) return;
    talk.busy = true;
    try {
      while (talk.again && !stopped) {
        talk.again = false;
        if (talk.outstanding === null) await sendNext(edge, talk);
      }
    } finally {
      talk.busy = false;
    }
  };

  const sendNext = async (edge: EdgeName, talk: Talk): Promise<void> => {
    const next = await nextFor(options, edge);
    if (next === null) return;
    talk.outstanding = next.position;
    await markSent(store, edge, next.position.revision);
    for (const message of next.messages) {
      const sent = await options.send(edge, message);
      if (talk.outstanding !== next.position) return;
      if (sent === 'offline') return settle(talk);
      if (sent === 'overloaded') break;
    }
    talk.cancel = options.after(feedTimeoutMs, () => {
      settle(talk);
      log.warn({ office: edge.office, edge: edge.edge, position: next.position }, 'a feed message was not acknowledged and is sent again');
      during(() => goOn(edge)).catch((error: unknown) => log.error({ err: error }, 'the feed cannot go on'));
    });
  };

  const resume = async (edge: EdgeName, position: FeedPosition | null): Promise<void> => {
    settle(talkOf(edge));
    if (position) await renewEpochIfBehind(options, edge, position);
    await keepPosition(store, edge, position ?? { epoch: null, revision: 0 });
    await goOn(edge);
  };

  const offer = async (office: string): Promise<void> => {
    for (const id of await behind(store, office)) await goOn({ office, edge: id });
  };
  const acknowledged = async (edge: EdgeName, position: FeedPosition): Promise<void> => {
    const office = await readOffice(store.db, edge.office);
    if (office?.epoch !== position.epoch) return;
    if (position.revision > office.feedRevision) return resume(edge, position);
    await advancePosition(store, edge, position);
    const talk = talkOf(edge);
    if (talk.outstanding?.epoch === position.epoch && position.revision >= talk.outstanding.revision) settle(talk);
    await goOn(edge);
  };

  return {
    resume: (edge, position) => during(() => resume(edge, position)),
    offer: (office) => during(() => offer(office)),
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

/** The edges of an office that are online and do not stand at its newest revision. */
async function behind(store: Store, office: string): Promise<string[]> {
  const rows = await store.db
    .selectFrom('edge')
    .innerJoin('office', 'office.id', 'edge.office')
    .select('edge.id')
    .where('office.id', '=', office)
    .where('edge.online', '=', 1)
    .where((row) =>
      row.or([
        row('edge.feedEpoch', 'is', null),
        row('edge.feedEpoch', '!=', row.ref('office.epoch')),
        row('edge.feedRevision', '<', row.ref('office.feedRevision')),
      ]),
    )
    .execute();
  return rows.map(({ id }) => id);
}

async function nextFor({ store, clock }: FeedOptions, edge: EdgeName): Promise<Next | null> {
  const row = await store.db
    .selectFrom('edge')
    .select(['online', 'feedEpoch', 'feedRevision'])
    .where('office', '=', edge.office)
    .where('id', '=', edge.edge)
    .executeTakeFirst();
  const office = await readOffice(store.db, edge.office);
  if (!office || row?.online !== 1) return null;
  const { timeZone } = office.settings;
  const course = { epoch: office.epoch, revision: office.feedRevision, timeZone };
  if (row.feedEpoch !== office.epoch) {
    const today = Temporal.Instant.fromEpochMilliseconds(clock.now()).toZonedDateTimeISO(timeZone).toPlainDate().toString();
    return wholeSnapshot(store.db, office.id, course, today);
  }
  return row.feedRevision < office.feedRevision ? changesAfter(store.db, office.id, course, row.feedRevision) : null;
}

/**
 * An edge that stands further than the list, or than anything it was ever sent, proves that the cloud forgot something, even when the list
 * has grown past it since: a new epoch makes everybody start again (F17).
 */
async function renewEpochIfBehind({ store, log }: FeedOptions, { office, edge }: EdgeName, position: FeedPosition): Promise<void> {
  const row = await store.db
    .selectFrom('edge')
    .innerJoin('office', 'office.id', 'edge.office')
    .select(['office.epoch', 'office.feedRevision', 'edge.sentRevision'])
    .where('edge.office', '=', office)
    .where('edge.id', '=', edge)
    .executeTakeFirst();
  if (row?.epoch !== position.epoch || position.revision <= Math.min(row.feedRevision, row.sentRevision)) return;
  await store.db
    .updateTable('office')
    .set({ epoch: randomBytes(16).toString('hex') })
    .where('id', '=', office)
    .where('epoch', '=', position.epoch)
    .execute();
  log.warn({ office, position }, 'an edge knows more reservation changes than the cloud: a new epoch begins');
}

/** Written before it is sent: what an edge may know is never more than this. */
async function markSent(store: Store, { office, edge }: EdgeName, revision: number): Promise<void> {
  await store.db
    .updateTable('edge')
    .set({ sentRevision: revision })
    .where('office', '=', office)
    .where('id', '=', edge)
    .where('sentRevision', '<', revision)
    .execute();
}

async function keepPosition(
  store: Store,
  edge: EdgeName,
  position: { readonly epoch: string | null; readonly revision: number },
): Promise<void> {
  await store.db
    .updateTable('edge')
    .set({ feedEpoch: position.epoch, feedRevision: position.revision })
    .where('office', '=', edge.office)
    .where('id', '=', edge.edge)
    .execute();
}

/** An acknowledgement that comes late or twice never takes the edge back. */
async function advancePosition(store: Store, edge: EdgeName, position: FeedPosition): Promise<void> {
  await store.db
    .updateTable('edge')
    .set({ feedEpoch: position.epoch, feedRevision: position.revision })
    .where('office', '=', edge.office)
    .where('id', '=', edge.edge)
    .where((row) =>
      row.or([row('feedEpoch', 'is', null), row('feedEpoch', '!=', position.epoch), row('feedRevision', '<', position.revision)]),
    )
    .execute();
}
