import { batchBytesMax, type DownMessage, protocolVersion, seal } from '#contract/envelope.ts';
import type { FedReservation, FeedPosition } from '#contract/reservation.ts';
import { acknowledged, broken, closedOutbox, grown, missing, nextBatch, type Outbox, sent, stalled, unsent } from '../core/outbox.ts';
import type { Rooms } from './rooms.ts';
import type { Turn } from './turn.ts';

/** Entries under way that nobody acknowledged for this long are sent again. */
const ackMsMax = 10_000;
/** A hello that nobody answered for this long is said again. */
const helloMsMax = 30_000;

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
  let outbox: Outbox = closedOutbox(journal.last(), acked);
  let state: 'online' | 'broker-only' | 'offline' = 'offline';
  let since = clock.now().wall;
  let waitingSince: number | null = null;
  let pumping = false;
  let saidHelloMs = 0;
  let fenced = false;
  let twin = false;
  const parts: Parts = { revision: null, known: new Map() };

  const move = (next: Outbox): void => {
    if (next.acked > outbox.acked || next.acked === next.sent) waitingSince = null;
    outbox = next;
    void pump();
  };

  /** Sends whatever the window allows, one batch after the other. */
  async function pump(): Promise<void> {
    if (pumping) return;
    pumping = true;
    for (let batch = nextBatch(outbox); batch; batch = nextBatch(outbox)) {
      const events = bounded(journal.read(batch.from, batch.to - batch.from + 1).map((entry) => seal(entry, journal.id, rooms.source)));
      const to = events.at(-1)?.seq;
      if (to === undefined || !(await link.send({ kind: 'events', body: { journal: journal.id, events } }))) break;
      outbox = sent(outbox, to);
      waitingSince ??= clock.now().steady;
    }
    pumping = false;
  }

  async function hello(): Promise<void> {
    outbox = broken(outbox);
    saidHelloMs = clock.now().steady;
    const { feed, settings } = turn.queue();
    await link.send({
      kind: 'hello',
      body: {
        journal: journal.id,
        first: journal.first,
        last: journal.last(),
        boot: journal.boot,
        feed,
        settingsRevision: settings.revision,
        protocol: protocolVersion,
        software: rooms.software,
      },
    });
  }

  /** The cloud speaks with this journal: it counts. */
  function heard(next: Outbox): void {
    if (fenced) {
      fenced = false;
      changed();
    }
    move(next);
  }

  /** Two edges speak under this name. The one that is fenced goes on for itself, and nothing of it is sent until a technician approves it (F19). */
  function fence(body: Extract<DownMessage, { kind: 'fence' }>['body']): void {
    if (body.journal !== journal.id && body.by !== journal.id) return;
    const isOurs = body.journal === journal.id;
    if (isOurs === fenced && isOurs !== twin) return;
    fenced = isOurs;
    twin = !isOurs;
    if (fenced) outbox = broken(outbox);
    log.warn(
      body,
      fenced ? 'another edge has this name: the cloud does not listen to this one' : 'another edge has this name and was fenced',
    );
    changed();
  }

  async function receive(message: DownMessage): Promise<void> {
    switch (message.kind) {
      case 'ack':
        if (message.body.journal === journal.id) heard(acknowledged(outbox, message.body.seq));
        return;
      case 'resend':
        if (message.body.journal === journal.id) heard(missing(outbox, message.body.from));
        return;
      case 'fence':
        return fence(message.body);
      case 'state':
        if (message.body.journal === journal.id) await turn.submit({ kind: 'restore', today: message.body.today });
        return;
      case 'request':
        return hello();
      case 'settings':
        await turn.submit({ kind: 'settings', ...message.body });
        return;
      case 'feed':
        return takeFeed(message.body);
      case 'snapshot': {
        const whole = collect(parts, message.body);
        if (whole) await apply(message.body.position, true, whole);
      }
    }
  }

  /** Changes that follow on what we know are applied and acknowledged; known ones are acknowledged again; a gap asks for everything since. */
  async function takeFeed({ position, after, changes }: Extract<DownMessage, { kind: 'feed' }>['body']): Promise<void> {
    const { feed } = turn.queue();
    if (feed?.epoch !== position.epoch || after > feed.revision) return outbox.open ? hello() : undefined;
    if (position.revision > feed.revision) return apply(position, false, changes);
    await confirm(feed);
  }

  /** Only the edge that counts says how far it is: what a fenced one hears was meant for the other. */
  async function confirm(position: FeedPosition): Promise<void> {
    if (outbox.open) await link.send({ kind: 'feed-ack', body: position });
  }

  async function apply(position: FeedPosition, replaces: boolean, changes: readonly FedReservation[]): Promise<void> {
    await turn.submit({ kind: 'feed', position, replaces, changes });
    await confirm(position);
  }

  link.onState((next) => {
    state = next;
    since = clock.now().wall;
    log.info({ state }, 'link');
    if (state === 'online') void hello();
    else outbox = broken(outbox);
    changed();
  });
  link.onSetAside((topic, reason) => log.warn({ topic, reason }, 'message set aside'));
  link.onMessage((message) => receive(message).catch(rooms.fail));

  return {
    grow: () => move(grown(outbox, journal.last())),
    tick() {
      if (state === 'online' && !outbox.open && clock.now().steady - saidHelloMs >= helloMsMax) void hello();
      if (waitingSince === null || clock.now().steady - waitingSince < ackMsMax) return;
      waitingSince = null;
      move(stalled(outbox));
    },
    unsent: () => unsent(outbox),
    acked: () => outbox.acked,
    link: () => ({ state, since, fenced, twin }),
  };
}

type Parts = { revision: string | null; readonly known: Map<number, readonly FedReservation[]> };

/** Keeps the parts of one snapshot until all are there; parts of another position start anew. */
function collect(parts: Parts, body: Extract<DownMessage, { kind: 'snapshot' }>['body']): readonly FedReservation[] | null {
  const revision = `${body.position.epoch} ${body.position.revision} ${body.parts}`;
  if (parts.revision !== revision) parts.known.clear();
  parts.revision = revision;
  parts.known.set(body.part, body.reservations);
  if (parts.known.size < body.parts) return null;
  const whole = [...parts.known.entries()].toSorted(([a], [b]) => a - b).flatMap(([, reservations]) => reservations);
  parts.known.clear();
  return whole;
}

/** As many as fit into one message; the first always does. */
function bounded<Envelope>(envelopes: readonly Envelope[]): Envelope[] {
  let bytes = 0;
  const fitting = envelopes.findIndex((envelope, index) => {
    bytes += JSON.stringify(envelope).length;
    return index > 0 && bytes > batchBytesMax;
  });
  return fitting < 0 ? [...envelopes] : envelopes.slice(0, fitting);
}
