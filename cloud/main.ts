import type { Server } from 'node:http';
import { dirname, join } from 'node:path';
import pino, { type Logger } from 'pino';
import { mintFirstCode } from './admin/users/users.ts';
import { createApp } from './app.ts';
import { type CloudClock, systemClock } from './clock.ts';
import { type CloudConfig, ConfigError, readConfig } from './config.ts';
import { createFeed } from './feed/feed.ts';
import { createSettingsTeller } from './feed/tell-settings.ts';
import { createIngest } from './ingest/ingest.ts';
import { patiently } from './ingest/patiently.ts';
import { createTaking } from './ingest/taking.ts';
import { startTakingThread, type TakingThread } from './ingest/taking-thread.ts';
import type { IngestThreadData } from './ingest-thread.ts';
import { type JobParts, runJobs } from './jobs.ts';
import { brokerLink } from './link/broker.ts';
import { embeddedLink } from './link/embedded.ts';
import { type Link, LinkError } from './link/port.ts';
import { logStream } from './log-stream.ts';
import { verifyCredential } from './offices/credentials.ts';
import { exampleEdge, seedExampleOffice } from './offices/seed.ts';
import { createShutOuts } from './offices/shut-outs.ts';
import { projections } from './projections.ts';
import { openStore, type Store, StoreError } from './store/open.ts';
import { readTurn, turnedClock } from './turned-clock.ts';
import { countMissingDays } from './views/statistics/follow-days.ts';

/** Pause between two runs of the jobs. */
const jobsEveryMs = 5_000;
/**
 * A connection that waits for its next request is kept so long: longer than a proxy before us keeps it (60 s with most), or the proxy would send a request
 * on a connection that is just being closed, and answer 502.
 */
const idleConnectionMs = 75_000;
/** Requests under way get this long when the process is asked to end. */
const requestsGraceMs = 500;
/** After this the process ends whatever hangs. */
const endWithinMs = 1_800;

/** What the technician can put right: told in one line, without a stack. */
class StartError extends Error {}

const log = pino({ name: 'cloud' }, logStream(process.env));

process.on('uncaughtException', (error) => {
  log.fatal({ err: error }, 'ended by an error that nobody expected');
  process.exit(1);
});

try {
  await main();
} catch (error) {
  const expected = [ConfigError, StoreError, LinkError, StartError].some((kind) => error instanceof kind);
  if (!expected) throw error;
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}

async function main(): Promise<void> {
  const config = readConfig(process.env);
  log.level = config.logLevel;
  const clock = openClock(config);
  const store = await openStore(config.databaseUrl);
  await seed(store, config, clock);
  const sync = openSync(config, store, clock);
  const app = createApp({
    config,
    store,
    clock,
    log,
    onReservationChanged: sync.offer,
    onSettingsSaved: sync.tellSettings,
    after,
    accounts: sync.accounts,
    approveJournal: sync.approve,
  });
  const server = app.listen(config.port);
  server.keepAliveTimeout = idleConnectionMs;
  const port = await listening(server, config.port);
  await sync.start();
  void countMissing(store);
  const stopJobs = repeatJobs({ config, store, clock }, sync.repeat);
  process.stdout.write(`Fronta cloud: http://localhost:${port}\n`);
  const firstCode = await mintFirstCode(store.db, clock.now());
  // Not in the log, which is kept and sent around: only who starts the cloud reads it, and it is good for one sign-in.
  if (firstCode) process.stdout.write(`Fronta admin: the first user joins at /admin/pozvanka with the one-time code ${firstCode}\n`);
  endOnSignals(async () => {
    await Promise.all([closeServer(server), sync.stop(), stopJobs()]);
    await store.close();
  });
}

/**
 * The machine's clock. Where `npm start` runs a bench beside this process, the bench's hands move both: they are heard on the channel that
 * systemd/office.ts makes, which no network reaches, and never in production.
 */
function openClock({ clockFrom, clockTurns }: CloudConfig): CloudClock {
  const truth = systemClock(clockFrom);
  if (!clockTurns || !process.connected) return truth;
  const clock = turnedClock(truth);
  process.on('message', (message) => {
    const turn = readTurn(message);
    if (turn) clock.turn(turn);
  });
  return clock;
}

async function seed(store: Store, { databaseUrl }: CloudConfig, clock: CloudClock): Promise<void> {
  const path = /^sqlite:(?!:memory:)(.+)$/.exec(databaseUrl)?.[1] ?? 'var/cloud.sqlite';
  const passwordFile = join(dirname(path), `${exampleEdge}.password`);
  const today = Temporal.Instant.fromEpochMilliseconds(clock.now()).toString().slice(0, 10);
  await seedExampleOffice(store, { passwordFile, today }).catch((error: NodeJS.ErrnoException) => {
    throw error.syscall
      ? new StartError(`cannot write the password of the example office's edge to "${passwordFile}": ${error.message}`)
      : error;
  });
}

/** Days whose events came before there were statistics; one at a time, for citizens are being answered meanwhile. */
async function countMissing({ db }: Store): Promise<void> {
  try {
    while ((await countMissingDays(db, 1)) > 0);
  } catch (error) {
    log.error({ err: error }, 'days could not be counted for the statistics; the next start tries it again');
  }
}

function report(what: string): (error: unknown) => void {
  return (error) => log.error({ err: error }, what);
}

function after(ms: number, task: () => void): () => void {
  const timer = setTimeout(task, ms).unref();
  return () => clearTimeout(timer);
}

/** The half that talks with edges. */
function openSync(config: CloudConfig, store: Store, clock: CloudClock) {
  const link = openLink(config, store, clock);
  const feed = createFeed({ store, clock, log, send: link.send, after });
  const offer = (office: string): void => void feed.offer(office).catch(report('reservation changes could not be sent'));
  const settings = createSettingsTeller({ store, clock, publicOrigin: config.publicOrigin, send: link.send });
  const taking = openTaking(config, store, clock);
  const ingest = createIngest({
    store,
    clock,
    log,
    send: link.send,
    feed,
    // Behind a broker of its own there may be other clouds.
    take: config.mqttUrl.startsWith('embedded:') ? taking.take : patiently(taking.take, after),
    publicOrigin: config.publicOrigin,
    onEvents: offer,
    after,
  });
  const shutOuts = createShutOuts({ store, accounts: link.accounts });
  link.onUp(ingest.hear);
  link.onReachable(() => void shutOuts.all().catch(report('the broker could not be told whose access was revoked')));
  link.onReachable(() => void ingest.askAll().catch(report('the edges could not be asked for a hello')));
  return {
    offer,
    approve: ingest.approve,
    tellSettings: (office: string): void => void settings.tell(office).catch(report('changed settings could not be sent')),
    repeat: async (): Promise<void> => void (await Promise.all([settings.tellAll(), feed.offerAll(), shutOuts.again()])),
    accounts: { ...link.accounts, shutOut: shutOuts.shutOut },
    async start() {
      // Another cloud, which stores what these edges send, may hold some of their rows and want others: PostgreSQL then ends one of the two.
      const { forgetPresence } = ingest;
      await forgetPresence().catch(forgetPresence).catch(forgetPresence);
      await link.start();
    },
    async stop() {
      await feed.stop();
      await link.stop();
      await taking.close();
    },
  };
}

/** Where the database is a file, whoever waits for its sync waits in a thread of its own; PostgreSQL keeps nobody standing. */
function openTaking(config: CloudConfig, store: Store, clock: CloudClock): TakingThread {
  const { door } = store;
  if (!door) return { take: createTaking({ store, clock, projections: projections(config, clock) }), close: async () => undefined };
  const data: IngestThreadData = { door, config: { smtpUrl: config.smtpUrl } };
  return startTakingThread(new URL('./ingest-thread.ts', import.meta.url), data, clock);
}

function openLink({ mqttUrl: url, mqttTls: tls, edgesBroker }: CloudConfig, store: Store, clock: CloudClock): Link {
  const linkLog: Logger = log.child({ room: 'link' });
  if (!url.startsWith('embedded:')) return brokerLink({ url, ca: edgesBroker?.ca ?? null, now: clock.now, log: linkLog });
  return embeddedLink({
    url,
    tls,
    verify: ({ office, edge }, password) => verifyCredential(store, office, edge, password),
    now: clock.now,
    log: linkLog,
  });
}

function listening(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'is already in use' : `cannot be used: ${error.message}`;
      reject(new StartError(`FRONTA_CLOUD_PORT: port ${port} ${why}`));
    });
    server.once('listening', () => {
      const address = server.address();
      resolve(address && typeof address === 'object' ? address.port : port);
    });
  });
}

/** Runs the jobs every few seconds, never twice at once. The answer ends it and waits for the run under way. */
function repeatJobs(parts: JobParts, alsoRun: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  const run = (): void => {
    running ??= Promise.all([runJobs(parts), alsoRun()])
      .then(() => undefined)
      .catch((error: unknown) => log.error({ err: error }, 'the jobs failed and are tried again'))
      .finally(() => {
        running = null;
      });
  };
  const timer = setInterval(run, jobsEveryMs);
  run();
  return async () => {
    clearInterval(timer);
    await running;
  };
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), requestsGraceMs).unref();
  });
}

function endOnSignals(stop: () => Promise<void>): void {
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    setTimeout(() => {
      log.error('something did not end in time');
      process.exit(1);
    }, endWithinMs).unref();
    stop().then(() => process.exit(0));
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}
