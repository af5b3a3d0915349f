import { type DownMessage, edgeReads, protocolVersion, type UpMessage } from '#contract/envelope.ts';
import { createBoardTaking } from './board-taking.ts';
import { asRead, createFeedTaking } from './feed-taking.ts';
import { createLookingBack } from './looking-back.ts';
import type { Rooms } from './rooms.ts';
import { createSending } from './sending.ts';
import { collectParts } from './snapshot-parts.ts';
import type { Turn } from './turn.ts';

/** A hello that nobody answered for this long is said again. */
const helloMsMax = 30_000;
/** Without a word of the cloud for this long it is told that the edge is there: it may have taken it for gone. */
export const silenceMsMax = 30 * 60_000;

export type Sync = {
  /** New entries are durable. */
  grow(): void;
  /** Once a second: notices what was never answered. */
  tick(): void;
  unsent(): number;
  acked(): number;
  /** `fenced`: another edge of this name counts in the cloud and this one works for itself; `twin`: it is the other way round (F19). */
  link(): {
    readonly state: 'online' | 'broker-only' | 'offline';
    readonly since: number;
    readonly fenced: boolean;
    readonly twin: boolean;
  };
};

/** The talk with the cloud: hello, events until acknowledged, and its feed taken in. Keeps no promise in memory: all of it can be asked again. */
export function createSync(rooms: Rooms, turn: Turn, acked: number, changed: () => void): Sync {
  const { link, journal, clock, log } = rooms;
  const lookingBack = createLookingBack(rooms, (upTo) => void hello(upTo));
  const sending = createSending(rooms, acked, lookingBack.begin);
  const collect = collectParts();
  const feed = createFeedTaking(link, turn, sending.isOpen, hello);
  const board = createBoardTaking(rooms, changed);
  let state: 'online' | 'broker-only' | 'offline' = 'offline';
  let since = clock.now().wall;
  let saidHelloMs = 0;
  let toldMs = clock.now().steady;
  let fenced = false;
  let twin = false;

  async function hello(past: number | null = null): Promise<void> {
    sending.stop();
    if (past === null) lookingBack.forget();
    saidHelloMs = clock.now().steady;
    await link.send({ kind: 'hello', body: introduce(rooms, turn, past) });
  }

  /** The cloud speaks with this journal: it counts. */
  function heard(): void {
    if (!fenced) return;
    fenced = false;
    changed();
  }

  /** Two edges speak under this name. The one that is fenced goes on for itself, and nothing of it is sent until a technician approves it (F19). */
  function fence(body: Extract<DownMessage, { kind: 'fence' }>['body']): void {
    if (body.journal !== journal.id && body.by !== journal.id) return;
    const isOurs = body.journal === journal.id;
    if (isOurs === fenced && isOurs !== twin) return;
    fenced = isOurs;
    twin = !isOurs;
    if (fenced) sending.stop();
    log.warn(
      body,
      fenced ? 'another edge has this name: the cloud does not listen to this one' : 'another edge has this name and was fenced',
    );
    changed();
  }

  async function receive(message: DownMessage): Promise<void> {
    toldMs = clock.now().steady;
    switch (message.kind) {
      case 'ack':
        if (message.body.journal !== journal.id) return;
        heard();
        return sending.acknowledge(message.body);
      case 'resend':
        if (message.body.journal !== journal.id) return;
        heard();
        return sending.sendAfter({ seq: message.body.from - 1, name: message.body.name });
      case 'past':
        return message.body.journal === journal.id ? lookingBack.compare(message.body) : undefined;
      case 'fence':
        return fence(message.body);
      case 'state':
        if (message.body.journal === journal.id) await turn.submit({ kind: 'restore', today: message.body.today });
        return;
      case 'stopped':
        if (message.body.journal === journal.id) await turn.submit({ kind: 'stopped', day: message.body.day });
        return;
      case 'request':
        return hello();
      case 'settings':
        await turn.submit({ kind: 'settings', ...message.body });
        return;
      case 'board':
      case 'picture':
        return board.take(message);
      case 'feed':
        return feed.take(message.body);
      case 'snapshot': {
        const whole = collect(message.body);
        if (whole) await feed.takeWhole(message.body.position, whole);
      }
    }
  }

  link.onState((next) => {
    state = next;
    since = clock.now().wall;
    log.info({ state }, 'link');
    if (state === 'online') void hello();
    else sending.stop();
    changed();
  });
  link.onSetAside((topic, reason) => log.warn({ topic, reason }, 'message set aside'));
  link.onMessage((message) => receive(message).catch(rooms.fail));

  return {
    grow: sending.grow,
    tick() {
      const { steady } = clock.now();
      const isUnanswered = !sending.isOpen() && steady - saidHelloMs >= helloMsMax;
      const isForgotten = steady - Math.max(toldMs, saidHelloMs) >= silenceMsMax;
      if (state === 'online' && (isUnanswered || isForgotten)) void hello();
      if (sending.isOpen()) board.tick();
      sending.tick();
    },
    unsent: sending.unsent,
    acked: sending.acked,
    link: () => ({ state, since, fenced, twin }),
  };
}

/** Who speaks and what this edge knows already; `past` asks up to which entry the cloud's part of the journal is to be named. */
function introduce(rooms: Rooms, turn: Turn, past: number | null): Extract<UpMessage, { kind: 'hello' }>['body'] {
  const { link, journal, board, software } = rooms;
  const { feed, settings } = turn.queue();
  return {
    journal: journal.id,
    first: journal.first,
    last: journal.last(),
    boot: journal.boot,
    feed: feed && asRead(link, feed),
    settingsRevision: settings.revision,
    protocol: protocolVersion,
    software,
    ...(link.reads?.('names') && { reads: [...edgeReads] }),
    ...(board && link.reads?.('board') && { board: board.name() }),
    ...(past !== null && { past }),
  };
}
