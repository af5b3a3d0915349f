import { type DownMessage, edgeReads, protocolVersion } from '#contract/envelope.ts';
import { createBoardTaking } from './board-taking.ts';
import { asRead, createFeedTaking } from './feed-taking.ts';
import { commonIn, OlderCopy } from './older-copy.ts';
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
  const sending = createSending(rooms, acked, lookBack);
  const collect = collectParts();
  const feed = createFeedTaking(link, turn, sending.isOpen, hello);
  const board = createBoardTaking(rooms, changed);
  let state: 'online' | 'broker-only' | 'offline' = 'offline';
  let since = clock.now().wall;
  let saidHelloMs = 0;
  let toldMs = clock.now().steady;
  /** The cloud's part of this journal is another one: how far it goes, and up to where its names are looked at (F18). */
  let parted: { readonly committed: number; readonly upTo: number } | null = null;
  let fenced = false;
  let twin = false;

  async function hello(past: number | null = null): Promise<void> {
    sending.stop();
    if (past === null) parted = null;
    saidHelloMs = clock.now().steady;
    const { feed: known, settings } = turn.queue();
    await link.send({
      kind: 'hello',
      body: {
        journal: journal.id,
        first: journal.first,
        last: journal.last(),
        boot: journal.boot,
        feed: known && asRead(link, known),
        settingsRevision: settings.revision,
        protocol: protocolVersion,
        software: rooms.software,
        ...(link.reads?.('names') && { reads: [...edgeReads] }),
        ...(rooms.board && link.reads?.('board') && { board: rooms.board.name() }),
        ...(past !== null && { past }),
      },
    });
  }

  /** Asks where this journal and the cloud's part of it part, which a cloud that does not read the question cannot say. */
  function lookBack(committed: number): void {
    const upTo = Math.min(committed, journal.last());
    if (!link.reads?.('past') || upTo < 1) rooms.fail(new OlderCopy(journal, committed, upTo < 1 ? 0 : null));
    else walkBack(committed, upTo);
  }

  function walkBack(committed: number, upTo: number): void {
    parted = { committed, upTo };
    void hello(upTo);
  }

  /** A step back, until both have the same. */
  function compare({ first, names }: Extract<DownMessage, { kind: 'past' }>['body']): void {
    if (parted === null || first + names.length - 1 !== parted.upTo) return;
    const { committed } = parted;
    const common = commonIn(journal, first, names);
    if (common === null) walkBack(committed, first - 1);
    else rooms.fail(new OlderCopy(journal, committed, common));
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
        return message.body.journal === journal.id ? compare(message.body) : undefined;
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
