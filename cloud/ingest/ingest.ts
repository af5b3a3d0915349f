import type { Logger } from 'pino';
import { decodeUp } from '#contract/decode.ts';
import type { DownMessage, UpKind } from '#contract/envelope.ts';
import type { FeedPosition } from '#contract/reservation.ts';
import { type EdgeName, readUpTopic, upTopic } from '#contract/topic.ts';
import type { CloudClock } from '../clock.ts';
import type { Heard, Sent } from '../link/port.ts';
import type { Store } from '../store/open.ts';
import { readPicture } from '../store/pictures.ts';
import { inRuns, type Run } from './deliveries.ts';
import { type Greeting, greet, type Hello } from './hello.ts';
import { eventsIngested, gapsSeen, journalsFenced, messagesSetAside } from './metrics.ts';
import { setAside } from './set-aside.ts';
import { approveJournal, trialLengthMs } from './standing.ts';
import type { Taken, Taking } from './taking.ts';

export type IngestOptions = {
  readonly store: Store;
  readonly clock: CloudClock;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly send: (to: EdgeName, message: DownMessage) => Promise<Sent>;
  /** Reads and stores events, here or in another thread. */
  readonly take: Taking;
  /** The list of reservation changes, as far as edges speak of it. */
  readonly feed: {
    resume(edge: EdgeName, position: FeedPosition | null): Promise<void>;
    acknowledged(edge: EdgeName, position: FeedPosition): Promise<void>;
    gone(edge: EdgeName): void;
  };
  /** Told to edges with their settings: where the slip's QR code leads. */
  readonly publicOrigin: string;
  /** Called after new events of an office were committed. */
  readonly onEvents: (office: string) => void;
  /** Calls `task` once after `ms` unless the returned function is called before. */
  readonly after: (ms: number, task: () => void) => () => void;
};

export type Ingest = {
  /** Takes messages in the order they came; what is not understood is set aside (F25). Rejects only when the database does. */
  hear(messages: readonly Heard[]): Promise<void>;
  /** The same for one message. */
  handle(topic: string, text: string): Promise<void>;
  /** Asks every enrolled edge to say hello: a cloud that was away picks up without their reconnecting. */
  askAll(): Promise<void>;
  /** A technician says which of two edges of one name counts (F19). False when it never spoke. */
  approve(edge: EdgeName, journal: string): Promise<boolean>;
  /** Until they say otherwise nobody is online. */
  forgetPresence(): Promise<void>;
};

/** Everything that comes from the edges: stored once by (edge, journal, seq), acknowledged after the commit and not before. */
export function createIngest(options: IngestOptions): Ingest {
  const { store, clock, log, send, feed } = options;
  const ask = (edge: EdgeName): Promise<Sent> => send(edge, { kind: 'request', body: { want: 'hello' } });
  const aside = (topic: string, reason: string, payload: string): Promise<void> => {
    log.warn({ topic, reason: reason.slice(0, 300) }, 'a message was set aside');
    messagesSetAside.inc();
    return setAside(store.db, clock.now(), { topic, reason, payload });
  };

  const onTaken = async (from: EdgeName, taken: Taken): Promise<void> => {
    if (taken.kind === 'unreadable') return aside(upTopic(from, 'events'), taken.reason, taken.text);
    const { journal, outcome } = taken;
    if ('refused' in outcome) {
      if (outcome.refused === 'not-current') return void (await ask(from));
      return aside(upTopic(from, 'events'), 'more journals than one edge can have', journal);
    }
    eventsIngested.inc(outcome.stored);
    messagesSetAside.inc(outcome.setAside);
    if (outcome.followed) await send(from, { kind: 'ack', body: { journal, seq: outcome.lastSeq } });
    if (outcome.gap) {
      gapsSeen.inc();
      await send(from, { kind: 'resend', body: { journal, from: outcome.lastSeq + 1 } });
    }
    if (outcome.unheard) await ask(from);
    if (outcome.stored > 0) options.onEvents(from.office);
  };

  const onStatus = async (
    from: EdgeName,
    { state, at }: { readonly state: 'online' | 'offline'; readonly at: string | null },
  ): Promise<void> => {
    // One that comes is online from its hello, which follows (P35).
    if (state === 'online') return;
    await markGone(store, from, clock.now());
    feed.gone(from);
    // A will may be that of an older connection, found dead after the edge came back: if it is there it says hello.
    if (at === null) await ask(from);
  };

  const answer = async (from: EdgeName, hello: Hello, { answers, accepted, trial, ask: again }: Greeting): Promise<void> => {
    const { office, edge } = from;
    log.info({ office, edge, journal: hello.journal, software: hello.software, accepted }, 'an edge said hello');
    for (const message of answers) await send(from, message);
    if (answers.some(({ kind }) => kind === 'fence')) journalsFenced.inc();
    if (trial || again) await ask(from);
    if (trial) options.after(trialLengthMs, () => void ask(from));
    if (accepted) await feed.resume(from, hello.feed);
  };

  /** A picture that was forgotten meanwhile is no more shown either: new settings are on their way. */
  const showPictures = async (from: EdgeName, names: readonly string[]): Promise<void> => {
    for (const name of names) {
      const picture = await readPicture(store.db, from.office, name);
      if (picture) await send(from, { kind: 'picture', body: { name, type: picture.type, data: picture.data } });
    }
  };

  const dispatch = async (from: EdgeName, kind: Exclude<UpKind, 'events'>, topic: string, text: string): Promise<void> => {
    const decoded = decodeUp(kind, text);
    if (!decoded.ok) return aside(topic, decoded.reason, text);
    const { message } = decoded;
    switch (message.kind) {
      case 'hello': {
        const greeting = await greet(store, from, message.body, { atMs: clock.now(), publicOrigin: options.publicOrigin });
        return greeting ? answer(from, message.body, greeting) : aside(topic, 'more journals than one edge can have', text);
      }
      case 'status':
        return onStatus(from, message.body);
      case 'want':
        return showPictures(from, message.body.pictures);
      case 'feed-ack':
        return feed.acknowledged(from, message.body);
      case 'events':
        return;
    }
  };

  const takeRun = async ({ topic, texts }: Run): Promise<void> => {
    const from = readUpTopic(topic);
    const unknown = from === null ? 'no such kind of message' : await notEnrolled(store, from);
    if (from?.kind === 'events' && unknown === null) return options.take(from, texts, (taken) => onTaken(from, taken));
    for (const text of texts)
      if (from === null || from.kind === 'events' || unknown !== null) await aside(topic, unknown ?? '', text);
      else await dispatch(from, from.kind, topic, text);
  };

  const hear = async (messages: readonly Heard[]): Promise<void> => {
    const failures: unknown[] = [];
    for (const run of inRuns(messages)) await takeRun(run).catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  };

  return {
    hear,
    handle: (topic, text) => hear([{ topic, text }]),
    async askAll() {
      const edges = await store.db.selectFrom('edge').select(['office', 'id']).execute();
      for (const { office, id } of edges) await ask({ office, edge: id });
    },
    async approve(edge, journal) {
      const done = await approveJournal(store.db, edge, journal, clock.now());
      if (done) await ask(edge);
      return done;
    },
    async forgetPresence() {
      await store.db.updateTable('edge').set({ online: 0 }).execute();
    },
  };
}

/** Why this edge is not listened to, if it is not. One that was shut out may still have said its last word, that it is gone. */
async function notEnrolled(store: Store, { office, edge, kind }: EdgeName & { readonly kind: UpKind }): Promise<string | null> {
  const row = await store.db.selectFrom('edge').select('revokedMs').where('office', '=', office).where('id', '=', edge).executeTakeFirst();
  if (row === undefined) return 'no such edge is enrolled';
  return typeof row.revokedMs === 'number' && kind !== 'status' ? 'the access of this edge was revoked' : null;
}

async function markGone(store: Store, { office, edge }: EdgeName, atMs: number): Promise<void> {
  await store.db.updateTable('edge').set({ online: 0, lastSeenMs: atMs }).where('office', '=', office).where('id', '=', edge).execute();
}
