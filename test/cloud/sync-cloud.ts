import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import pino from 'pino';
import type { UpKind } from '#contract/envelope.ts';
import { exampleOffice } from '#contract/example-office.ts';
import type { EdgeName } from '#contract/topic.ts';
import { createFeed, type Feed } from '../../cloud/feed/feed.ts';
import { createIngest, type Ingest } from '../../cloud/ingest/ingest.ts';
import { followReservations } from '../../cloud/ingest/outcomes.ts';
import { recallReservations } from '../../cloud/ingest/recall.ts';
import { createTaking } from '../../cloud/ingest/taking.ts';
import { type EmbeddedLink, embeddedLink } from '../../cloud/link/embedded.ts';
import * as outcomes from '../../cloud/reservations/outcomes.ts';
import { recall } from '../../cloud/reservations/recall.ts';
import { openStore, type Store } from '../../cloud/store/open.ts';
import type { Schema } from '../../cloud/store/schema.ts';
import { projectQueue } from '../../cloud/views/project.ts';
import { connectEdge, type EdgeClient } from './edge-client.ts';
import { databaseUnderTest } from './store-under-test.ts';

/** A Monday, 8:10 in Český Krumlov. */
export const monday = Date.parse('2026-11-23T08:10:00+01:00');
export const kiosk: EdgeName = { office: 'krumlov', edge: 'kiosk-1' };
export const stranger: EdgeName = { office: 'tabor', edge: 'kiosk-1' };
export const password = 'not a secret';

/** The sync half of the cloud on a real broker and a real database file; time and timers are the test's. */
export type SyncCloud = {
  readonly store: Store;
  readonly link: EmbeddedLink;
  readonly ingest: Ingest;
  readonly feed: Feed;
  readonly clock: { now(): number; set(atMs: number): void };
  readonly url: string;
  connect(name?: EdgeName): Promise<EdgeClient>;
  /** Resolves when the cloud has handled the next message of this kind. */
  handled(kind: UpKind): Promise<void>;
  /** Lets every timer that is set run out. */
  runTimers(): void;
  /** Resolves when a timer is set. */
  timerSet(): Promise<void>;
  stop(): Promise<void>;
};

export async function startSyncCloud(t: ExecutionContext, databaseUrl?: string): Promise<SyncCloud> {
  const url = databaseUrl ?? (await temporaryDatabase(t));
  const store = await openStore(url);
  await enrol(store, kiosk);
  await enrol(store, stranger);
  let nowMs = monday;
  const clock = {
    now: () => nowMs,
    set: (atMs: number): void => {
      nowMs = atMs;
    },
  };
  const log = pino({ level: 'silent' });
  const timers = createTimers();
  const link = embeddedLink({ url: 'embedded://127.0.0.1:0', verify: async (_, given) => given === password, now: clock.now, log });
  const feed = createFeed({ store, clock, log, send: link.send, after: timers.after });
  const ingest = createIngest({
    store,
    clock,
    log,
    send: link.send,
    feed,
    take: createTaking({ store, clock, projections: [projectQueue, recallReservations(recall, clock.now), followReservations(outcomes)] }),
    publicOrigin: 'http://localhost:8080',
    onEvents: (office) => void feed.offer(office),
    after: timers.after,
  });
  const asked = new Promise<void>((resolve, reject) => link.onReachable(() => ingest.askAll().then(resolve, reject)));
  const watchers: { readonly kind: UpKind; readonly resolve: () => void }[] = [];
  link.onUp(async (messages) => {
    await ingest.hear(messages);
    const met = watchers.filter(({ kind }) => messages.some(({ topic }) => topic.endsWith(`/up/${kind}`)));
    for (const watcher of met) {
      watchers.splice(watchers.indexOf(watcher), 1);
      watcher.resolve();
    }
  });
  await ingest.forgetPresence();
  await link.start();
  await asked;
  const edges: EdgeClient[] = [];
  let stopped = false;
  const stop = async (): Promise<void> => {
    if (stopped) return;
    stopped = true;
    await feed.stop();
    await link.stop();
    for (const edge of edges) await edge.leave();
    await store.close();
  };
  t.teardown(stop);
  return {
    store,
    link,
    ingest,
    feed,
    clock,
    url,
    async connect(name = kiosk) {
      const edge = await connectEdge(link.port(), name, password);
      edges.push(edge);
      return edge;
    },
    handled: (kind) => new Promise((resolve) => watchers.push({ kind, resolve })),
    runTimers: timers.run,
    timerSet: timers.set,
    stop,
  };
}

async function temporaryDatabase(t: ExecutionContext): Promise<string> {
  const given = await databaseUnderTest();
  if (given.url.startsWith('postgres:')) {
    t.teardown(given.drop);
    return given.url;
  }
  const folder = await mkdtemp(join(tmpdir(), 'fronta-cloud-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  return `sqlite:${join(folder, 'cloud.sqlite')}`;
}

/** Puts an edge and its office into the store. */
export async function enrol(store: Store, { office, edge }: EdgeName): Promise<void> {
  const settings = JSON.stringify({ ...exampleOffice, office, revision: 1 });
  await store.db
    .insertInto('office')
    .values({ id: office, settings, settingsRevision: 1, pinKey: 'key', epoch: `epoch-of-${office}`, feedRevision: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await store.db
    .insertInto('edge')
    .values({
      office,
      id: edge,
      credential: '',
      feedEpoch: null,
      feedRevision: 0,
      settingsRevision: 0,
      online: 0,
      lastSeenMs: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

function createTimers() {
  const tasks = new Set<() => void>();
  const waiting: (() => void)[] = [];
  return {
    after(_: number, task: () => void) {
      tasks.add(task);
      for (const resolve of waiting.splice(0)) resolve();
      return () => void tasks.delete(task);
    },
    run() {
      for (const task of [...tasks]) {
        tasks.delete(task);
        task();
      }
    },
    set: () => (tasks.size > 0 ? Promise.resolve() : new Promise<void>((resolve) => waiting.push(resolve))),
  };
}

let reservations = 0;

/** A reservation as the booking half leaves it once confirmed, and the office's feed one further. */
export async function confirmed(store: Store, more: Partial<Schema['reservation']> = {}): Promise<string> {
  reservations += 1;
  const id = more.id ?? `reservation-${reservations}`;
  const startMs = more.startMs ?? Date.parse('2026-11-23T08:30:00+01:00');
  await store.db.transaction().execute(async (trx) => {
    const { feedRevision } = await trx
      .updateTable('office')
      .set((row) => ({ feedRevision: row('feedRevision', '+', 1) }))
      .where('id', '=', more.office ?? kiosk.office)
      .returning('feedRevision')
      .executeTakeFirstOrThrow();
    const row: Schema['reservation'] = {
      id,
      office: kiosk.office,
      service: 'vozidla',
      date: '2026-11-23',
      startMs,
      endMs: startMs + 3_600_000,
      seat: reservations,
      state: 'confirmed',
      name: 'Jan Novák',
      email: 'jan@example.org',
      lang: 'cs',
      pin: null,
      pinHash: 'f'.repeat(64),
      confirmToken: `token-${reservations}`,
      manageToken: null,
      revision: feedRevision,
      createdMs: monday,
      holdExpiresMs: monday,
      confirmedMs: monday,
      endedMs: null,
      seatReturnsMs: null,
      ticketNumber: null,
      holdExtensions: 0,
      movedFromMs: null,
      movedMs: null,
      ...more,
    };
    await trx.insertInto('reservation').values(row).execute();
  });
  return id;
}
