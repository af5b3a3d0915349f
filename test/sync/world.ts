import { pino } from 'pino';
import { decodeDown } from '#contract/decode.ts';
import type { DownMessage, UpMessage } from '#contract/envelope.ts';
import { exampleOffice } from '#contract/example-office.ts';
import { edgeRoot, upTopic } from '#contract/topic.ts';
import { createFeed } from '../../cloud/feed/feed.ts';
import { createIngest, type Ingest } from '../../cloud/ingest/ingest.ts';
import { followReservations } from '../../cloud/ingest/outcomes.ts';
import { recallReservations } from '../../cloud/ingest/recall.ts';
import { createTaking } from '../../cloud/ingest/taking.ts';
import * as outcomes from '../../cloud/reservations/outcomes.ts';
import { recall } from '../../cloud/reservations/recall.ts';
import { openStore, type Store } from '../../cloud/store/open.ts';
import { projectQueue } from '../../cloud/views/project.ts';
import { simulatedClock } from '../../edge/clock/simulated.ts';
import { blockOfReplacement } from '../../edge/core/block.ts';
import type { Command } from '../../edge/core/decision.ts';
import { emptyQueue, type Queue, replacing } from '../../edge/core/queue.ts';
import { type SimulatedDisk, simulatedDisk } from '../../edge/disk/simulated.ts';
import { openJournal } from '../../edge/journal/disk-journal.ts';
import type { Link, LinkState } from '../../edge/link/port.ts';
import { recoverQueue } from '../../edge/loop/recover.ts';
import { createSync, type Sync } from '../../edge/loop/sync.ts';
import { createTurn, type Outcome } from '../../edge/loop/turn.ts';
import type { BoardKeeper } from '../../edge/state/port.ts';
import { kiosk, monday } from '../cloud/sync-cloud.ts';
import { tablesInMemory } from '../simulation/cloud/tables-in-memory.ts';
import { honest } from '../simulation/planted/port.ts';

/** The real sync of both sides on a wire that the test moves message by message: no broker, no timers, no chance. */
export type World = {
  readonly store: Store;
  readonly ingest: Ingest;
  readonly clock: { now(): number; pass(ms: number): void };
  /** Plugs in an edge with this disk. */
  edge(disk: SimulatedDisk, options?: EdgeOptions): WorldEdge;
  /** Tells the edges of a change at the office. */
  offer(): Promise<void>;
  /** Moves messages until nobody has anything to say. */
  settle(): Promise<void>;
  /** The network keeps what the cloud says from now on, oldest first. */
  keep(): readonly DownMessage[];
  /** It delivers again; what was kept stays away. */
  deliver(): void;
  /** Lets every timer run out. */
  runTimers(): void;
  close(): Promise<void>;
};

/** `known`: the queue that the disk's journal is known to come to, which then need not be lived again. `readsNames`: whether the cloud says that it does. */
export type EdgeOptions = {
  readonly mint?: string;
  readonly replaces?: boolean;
  readonly known?: Queue;
  readonly readsNames?: boolean;
  readonly board?: BoardKeeper;
  /** Told why the edge ends itself; else that fails the test. */
  readonly fail?: (error: Error) => void;
};

export type WorldEdge = {
  readonly journal: string;
  /** Every message of this edge, oldest first. */
  readonly said: UpMessage[];
  /** The cloud says something to this edge alone; resolves when it has done what follows. */
  hear(message: DownMessage): Promise<void>;
  submit(command: Command): Promise<Outcome>;
  queue(): Queue;
  last(): number;
  link: Sync['link'];
  unsent(): number;
  plug(): void;
  unplug(): void;
  tick(): void;
};

export async function openWorld(databaseUrl: string): Promise<World> {
  const store = await openStore(databaseUrl);
  await enrol(store);
  return worldOn(store);
}

/** The same with its tables in memory, where a backup costs next to nothing; begun from a backup if one is given. */
export async function worldInMemory(backup: unknown = null): Promise<World & { backup(): unknown }> {
  const memory = tablesInMemory(honest);
  const store: Store = { db: memory.db, kind: 'sqlite', close: async () => undefined };
  if (backup === null) await enrol(store);
  else memory.restore(backup);
  return { ...worldOn(store), backup: memory.backup };
}

function worldOn(store: Store): World {
  const clock = simulatedClock(new Date(monday).toISOString());
  const wall = () => clock.now().wall;
  const log = pino({ level: 'silent' });
  const timers = new Set<() => void>();
  const after = (_: number, task: () => void) => {
    timers.add(task);
    return () => void timers.delete(task);
  };
  const plugged = new Set<{ deliver(message: DownMessage): void }>();
  const toCloud: { readonly topic: string; readonly text: string }[] = [];
  const toEdges: (() => void)[] = [];
  let kept: DownMessage[] | null = null;
  const send = async (_: unknown, message: DownMessage) => {
    const text = JSON.stringify(message.body);
    const decoded = decodeDown(message.kind, text);
    if (!decoded.ok) throw new Error(decoded.reason);
    if (plugged.size === 0) return 'offline' as const;
    if (kept) kept.push(decoded.message);
    else for (const edge of plugged) toEdges.push(() => plugged.has(edge) && edge.deliver(decoded.message));
    return 'sent' as const;
  };
  const feed = createFeed({ store, clock: { now: wall }, log, send, after });
  const ingest = createIngest({
    store,
    clock: { now: wall },
    log,
    send,
    feed,
    take: createTaking({
      store,
      clock: { now: wall },
      projections: [projectQueue, recallReservations(recall, wall), followReservations(outcomes)],
    }),
    publicOrigin: 'http://localhost:8080',
    onEvents: () => undefined,
    after,
  });
  const offer = (): Promise<void> => feed.offer(kiosk.office);
  return {
    store,
    ingest,
    clock: { now: wall, pass: (ms) => clock.advance(ms) },
    offer,
    async settle() {
      for (let quiet = 0; quiet < 3; ) {
        const up = toCloud.shift();
        const down = up ? undefined : toEdges.shift();
        if (up) await ingest.handle(up.topic, up.text);
        if (down) down();
        await new Promise((resolve) => setImmediate(resolve));
        quiet = up || down ? 0 : quiet + 1;
        if (quiet === 2) await offer();
      }
    },
    keep() {
      kept = [];
      return kept;
    },
    deliver() {
      kept = null;
    },
    runTimers() {
      for (const task of [...timers]) {
        timers.delete(task);
        task();
      }
    },
    edge: (disk, options = {}) => openEdge(disk, clock, options, { plugged, toCloud }),
    async close() {
      await feed.stop();
      await store.close();
    },
  };
}

const broken = (error: Error): never => {
  throw error;
};

/** An edge without a cloud: the test says what the cloud says. */
export function loneEdge(): { readonly edge: WorldEdge; readonly clock: ReturnType<typeof simulatedClock>; readonly disk: SimulatedDisk } {
  const clock = simulatedClock(new Date(monday).toISOString());
  const disk = simulatedDisk();
  return { edge: openEdge(disk, clock, {}, { plugged: new Set(), toCloud: [] }), clock, disk };
}

type Wire = {
  readonly plugged: Set<{ deliver(message: DownMessage): void }>;
  readonly toCloud: { readonly topic: string; readonly text: string }[];
};

function openEdge(
  disk: SimulatedDisk,
  clock: ReturnType<typeof simulatedClock>,
  { mint = 'a'.repeat(32), replaces = false, known, readsNames = true, board, fail = broken }: EdgeOptions,
  { plugged, toCloud }: Wire,
): WorldEdge {
  const { journal, entries } = openJournal({ disk, folder: '/data/journal', mintId: () => mint, after: 0, ballastBytes: 4 });
  const start = known ?? recoverQueue(null, entries, exampleOffice);
  const queue =
    entries.length > 0 ? start : replaces ? replacing(emptyQueue(exampleOffice), blockOfReplacement(1)) : emptyQueue(exampleOffice);
  const said: UpMessage[] = [];
  const listeners: { state: ((state: LinkState) => void)[]; message: ((message: DownMessage) => void)[] } = { state: [], message: [] };
  let up = false;
  const link: Link = {
    onState: (listener) => void listeners.state.push(listener),
    onMessage: (listener) => void listeners.message.push(listener),
    onSetAside: () => undefined,
    async send(message: UpMessage) {
      if (!up) return false;
      said.push(message);
      toCloud.push({ topic: upTopic(kiosk, message.kind), text: JSON.stringify(message.body) });
      return true;
    },
    reads: () => readsNames,
    close: async () => undefined,
  };
  let sync: Sync | null = null;
  const turn = createTurn(
    { clock, journal },
    queue,
    () => undefined,
    () => sync?.grow(),
  );
  const log = { info: () => undefined, warn: () => undefined };
  sync = createSync(
    { link, journal, clock, log, fail, source: edgeRoot(kiosk), software: 'test', board } as never,
    turn,
    0,
    () => undefined,
  );
  const socket = {
    deliver(message: DownMessage) {
      for (const listener of listeners.message) listener(message);
    },
  };
  const become = (state: LinkState): void => {
    for (const listener of listeners.state) listener(state);
  };
  return {
    journal: journal.id,
    said,
    async hear(message) {
      socket.deliver(message);
      for (let turns = 0; turns < 3; turns += 1) await new Promise((resolve) => setImmediate(resolve));
    },
    submit: turn.submit,
    queue: turn.queue,
    last: () => journal.last(),
    link: sync.link,
    unsent: sync.unsent,
    tick: sync.tick,
    plug() {
      up = true;
      plugged.add(socket);
      become('online');
    },
    unplug() {
      up = false;
      plugged.delete(socket);
      become('offline');
    },
  };
}

/** The same bytes on another card. */
export function copyDisk(disk: SimulatedDisk): SimulatedDisk {
  const copy = simulatedDisk();
  for (const path of disk.paths()) {
    const descriptor = copy.open(path);
    copy.write(descriptor, disk.bytes(path));
    copy.sync(descriptor);
    copy.close(descriptor);
  }
  copy.syncFolder('/data/journal');
  return copy;
}

async function enrol(store: Store): Promise<void> {
  const { office, edge: id } = kiosk;
  const settings = JSON.stringify({ ...exampleOffice, office, revision: 1 });
  const fresh = { credential: '', feedEpoch: null, feedRevision: 0, settingsRevision: 0, online: 0, lastSeenMs: null };
  await store.db
    .insertInto('office')
    .values({ id: office, settings, settingsRevision: 1, pinKey: 'key', epoch: 'first-epoch', feedRevision: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await store.db
    .insertInto('edge')
    .values({ office, id, ...fresh })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
