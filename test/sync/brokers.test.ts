import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { pino } from 'pino';
import { exampleOffice } from '#contract/example-office.ts';
import { edgeRoot } from '#contract/topic.ts';
import { createFeed } from '../../cloud/feed/feed.ts';
import { createIngest } from '../../cloud/ingest/ingest.ts';
import { followReservations } from '../../cloud/ingest/outcomes.ts';
import { recallReservations } from '../../cloud/ingest/recall.ts';
import { createTaking } from '../../cloud/ingest/taking.ts';
import { brokerLink } from '../../cloud/link/broker.ts';
import { embeddedLink } from '../../cloud/link/embedded.ts';
import type { Link as CloudLink } from '../../cloud/link/port.ts';
import * as outcomes from '../../cloud/reservations/outcomes.ts';
import { recall } from '../../cloud/reservations/recall.ts';
import { projectQueue } from '../../cloud/views/project.ts';
import { systemClock } from '../../edge/clock/system.ts';
import { emptyQueue } from '../../edge/core/queue.ts';
import { simulatedDisk } from '../../edge/disk/simulated.ts';
import { openJournal } from '../../edge/journal/disk-journal.ts';
import { mqttLink } from '../../edge/link/mqtt.ts';
import { createSync, type Sync } from '../../edge/loop/sync.ts';
import { createTurn } from '../../edge/loop/turn.ts';
import { kiosk, monday } from '../cloud/sync-cloud.ts';
import { needs } from '../needs.ts';
import { seededChance } from '../office/seeded-chance.ts';
import { confirmNew } from './long-run.ts';
import { freePort, mosquitto } from './mosquitto.ts';
import { openWorld } from './world.ts';

const password = 'not a secret';
const log = pino({ level: 'silent' });
const [tickets, kills] = process.env.FRONTA_FULL === '1' ? [3_000, 20] : [300, 3];
/** FRONTA_SEED tries other moments. */
const seed = Number(process.env.FRONTA_SEED ?? 1985);
/** So long after a ticket the broker dies at most, ms: in the middle of what the ticket sets going. */
const killWithinMs = 40;
const after = (ms: number, task: () => void) => {
  const timer = setTimeout(task, ms);
  return () => clearTimeout(timer);
};

/** A broker that can be killed and comes back; `link` is the cloud's way through it, made anew when that dies with it. */
type Broker = {
  readonly port: number;
  start(made: (link: CloudLink) => void): Promise<void>;
  killAndRestart(): Promise<void>;
  close(): Promise<void>;
};

async function embedded(): Promise<Broker> {
  const port = await freePort();
  let link: CloudLink | null = null;
  let made: (link: CloudLink) => void = () => undefined;
  const open = async (): Promise<void> => {
    link = embeddedLink({ url: `embedded://127.0.0.1:${port}`, verify: async () => true, now: Date.now, log });
    made(link);
    await link.start();
  };
  return {
    port,
    start(listener) {
      made = listener;
      return open();
    },
    async killAndRestart() {
      await link?.stop();
      await open();
    },
    close: async () => link?.stop(),
  };
}

async function external(): Promise<Broker> {
  const broker = await mosquitto({ edges: [`${kiosk.office}/${kiosk.edge}`], password });
  const link = brokerLink({ url: `mqtt://cloud:${encodeURIComponent(password)}@127.0.0.1:${broker.port}`, now: Date.now, log });
  return {
    port: broker.port,
    async start(made) {
      await broker.start();
      made(link);
      await link.start();
    },
    async killAndRestart() {
      await broker.kill();
      await broker.start();
    },
    async close() {
      await link.stop();
      await broker.close();
    },
  };
}

/** The same edge and cloud over any broker. */
async function traffic(t: ExecutionContext, broker: Broker): Promise<void> {
  t.timeout(240_000);
  const folder = mkdtempSync(join(tmpdir(), 'fronta-brokers-'));
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password);
  const world = await openWorld(`sqlite:${join(folder, 'cloud.sqlite')}`);
  const { store } = world;
  const clock = { now: () => monday };
  let cloudLink: CloudLink | null = null;
  const send: CloudLink['send'] = async (to, message) => (cloudLink ? cloudLink.send(to, message) : 'offline');
  const feed = createFeed({ store, clock, log, send, after });
  const ingest = createIngest({
    store,
    clock,
    log,
    send,
    feed,
    take: createTaking({ store, clock, projections: [projectQueue, recallReservations(recall, clock.now), followReservations(outcomes)] }),
    publicOrigin: 'http://localhost:8080',
    onEvents: () => undefined,
    after,
  });
  let check: () => void = () => undefined;
  await broker.start((link) => {
    cloudLink = link;
    link.onReachable(() => void ingest.askAll());
    link.onUp(ingest.hear);
    link.onUp(async () => check());
  });

  const edgeClock = systemClock({ startAt: monday, resume: null });
  const { journal } = openJournal({ disk: simulatedDisk(), folder: '/journal', mintId: () => 'a'.repeat(32), after: 0, ballastBytes: 4 });
  const link = mqttLink({
    name: kiosk,
    url: `mqtt://127.0.0.1:${broker.port}`,
    username: `${kiosk.office}/${kiosk.edge}`,
    passwordFile,
    caFile: null,
    now: () => edgeClock.now().wall,
    after,
  });
  let sync: Sync | null = null;
  const turn = createTurn(
    { clock: edgeClock, journal },
    emptyQueue(exampleOffice),
    () => undefined,
    () => sync?.grow(),
  );
  const rooms = {
    link,
    journal,
    clock: edgeClock,
    log,
    source: edgeRoot(kiosk),
    software: 'test',
    fail: (error: Error) => t.fail(error.message),
  };
  sync = createSync(rooms as never, turn, 0, () => check());
  link.onMessage(() => check());
  const ticking = setInterval(sync.tick, 1_000);
  t.teardown(async () => {
    clearInterval(ticking);
    await feed.stop();
    await link.close();
    await broker.close();
    await world.close();
    rmSync(folder, { recursive: true });
  });

  const positions = () =>
    store.db
      .selectFrom('edge')
      .innerJoin('office', 'office.id', 'edge.office')
      .select(['edge.feedRevision as acked', 'office.feedRevision as newest'])
      .executeTakeFirstOrThrow();
  const together = new Promise<void>((resolve) => {
    check = () => {
      if (turn.queue().lastOrdinal < tickets || sync.unsent() > 0) return;
      // What came while the cloud was asked is not together yet.
      void positions().then(({ acked, newest }) => newest >= tickets / 10 && acked === newest && sync.unsent() === 0 && resolve());
    };
  });
  const chance = seededChance(seed);
  const diesAfter = new Set(Array.from({ length: kills }, () => 1 + Math.floor(chance() * tickets)));
  t.log(`seed ${seed}: the broker dies after tickets ${[...diesAfter].toSorted((a, b) => a - b).join(', ')}`);
  // Tickets go on while it is away; one death after the other.
  let restarts = Promise.resolve();
  for (let number = 1; number <= tickets; number += 1) {
    await turn.submit({ kind: 'take', service: 'vozidla', origin: 'staff', token: `token-of-ticket-${String(number).padStart(4, '0')}` });
    if (number % 10 === 0) {
      await confirmNew(world, number / 10);
      await feed.offer(kiosk.office);
    }
    if (diesAfter.has(number)) {
      const died = Promise.withResolvers<void>();
      after(Math.floor(chance() * killWithinMs), died.resolve);
      restarts = restarts.then(() => died.promise).then(broker.killAndRestart);
    }
  }
  await restarts;
  check();
  await together;
  const stored = await store.db.selectFrom('event').select('seq').orderBy('seq').execute();
  t.deepEqual(
    stored.map(({ seq }) => seq),
    Array.from({ length: journal.last() }, (_, index) => index + 1),
    'nothing lost, nothing doubled',
  );
  const { waiting } = await store.db
    .selectFrom('ticket')
    .select((row) => row.fn.countAll<number>().as('waiting'))
    .executeTakeFirstOrThrow();
  t.is(Number(waiting), tickets);
  const known = Object.values(turn.queue().reservations).flatMap((ofDay) => Object.keys(ofDay));
  t.is(known.length, tickets / 10);
}

test('over the embedded broker, ended and started again in the middle of it, nothing is lost and everything stored once (F14, F16)', async (t) =>
  traffic(t, await embedded()));

needs('mosquitto', 'mosquitto_passwd')(
  'over mosquitto, killed in the middle of it, nothing is lost and everything stored once (F14, F16)',
  async (t) => traffic(t, await external()),
);
