import { randomBytes } from 'node:crypto';
import { accessSync, constants } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { asQueueEvent, type Moment } from '#contract/event.ts';
import { type EdgeName, edgeRoot } from '#contract/topic.ts';
import packageJson from '../package.json' with { type: 'json' };
import type { Clock } from './clock/port.ts';
import { systemClock } from './clock/system.ts';
import { type EdgeConfig, readConfig } from './config.ts';
import { consoleOf } from './console/console.ts';
import { openConsole } from './console/server.ts';
import { socketName } from './console/socket.ts';
import { blockOfNewJournal } from './core/new-journal.ts';
import { type Queue, replacing } from './core/queue.ts';
import { numberOf } from './core/views/public-view.ts';
import { openDevices, withHands } from './devices.ts';
import { makeFolder } from './disk/make-folder.ts';
import { nodeDisk } from './disk/node.ts';
import { enrolCard } from './enrolling.ts';
import { openJournal } from './journal/disk-journal.ts';
import { isDiskError } from './journal/mishap.ts';
import type { Journal } from './journal/port.ts';
import { DamagedJournal } from './journal/recover-journal.ts';
import { noSpareMemory, type SpareMemory, spareMemoryIn } from './journal/spare-memory.ts';
import { hashPin } from './keypad/pin-hash.ts';
import { mqttLink } from './link/mqtt.ts';
import { logStream } from './log-stream.ts';
import { type Office, openOffice } from './loop/office.ts';
import { OlderCopy } from './loop/older-copy.ts';
import { recoverQueue } from './loop/recover.ts';
import type { Log, Rooms } from './loop/rooms.ts';
import { numbersOf } from './numbers.ts';
import { markOlderCopy, replaceOlderCopy } from './older-copy.ts';
import { edgeMetrics } from './screens/metrics.ts';
import type { Desk, Screens } from './screens/port.ts';
import { openScreens } from './screens/server.ts';
import { staffWithCode } from './screens/staff-code.ts';
import { boardFolder } from './state/board-folder.ts';
import { credentialFile } from './state/credential.ts';
import { daysFile } from './state/days-file.ts';
import type { BoardKeeper, Snapshot } from './state/port.ts';
import { replacementOrdinal } from './state/replacement-mark.ts';
import { takeFolder } from './state/sole-owner.ts';
import { twoGenerations } from './state/two-generations.ts';
import { noWatchdog } from './watchdog/none.ts';
import { systemdWatchdog } from './watchdog/systemd.ts';

/** Everything of the edge is joined here; which devices there are, devices.ts chooses from the configuration. */
async function main(): Promise<void> {
  const config = readConfig(process.argv.slice(2), process.env);
  const log = pino({ level: config.logLevel }, logStream(process.env));
  makeWritable(config.data);
  const giveBack = await takeFolder(config.data);
  const spare = config.spareMemory === null ? noSpareMemory : spareMemoryIn(nodeDisk, config.spareMemory);
  const memory = await remember(config, spare, log).catch((error: Error) => stopPromising(error, spare));
  const truth = systemClock({ startAt: config.startAt, resume: memory.resume });
  const name = { office: config.office, edge: config.edge };
  const { clock, link, mqtt, hands } = openReach(config, truth, name);
  const devices = await openDevices(config, clock, hands, log);
  const board = await boardFolder(nodeDisk, config.data, (problem) => log.warn({}, problem));
  const watchdog = config.watchdog ? systemdWatchdog({ ...config.watchdog, clock }) : noWatchdog();
  let screens: Screens | null = null;
  const watchers = new Set<() => void>();
  let setAside = 0;
  link.onSetAside(() => setAside++);

  const card = { ...config, name, disk: nodeDisk, journal: () => memory.journal.id };
  const enrolment = { needed: () => !mqtt.isEnrolled(), redeem: (code: string) => enrolCard(card, code) };
  const office = openOffice(
    {
      ...devices.rooms,
      clock,
      board,
      watchdog,
      link,
      ...(config.cloud !== null && { enrolment }),
      journal: memory.journal,
      snapshots: memory.snapshots,
      mintToken: () => randomBytes(16).toString('base64url'),
      hashPin,
      show(views) {
        screens?.show(views);
        for (const watcher of watchers) watcher();
      },
      log,
      fail: (error) => (error instanceof OlderCopy ? beginAnew(error, config.data, log) : stopPromising(error, spare)),
      source: edgeRoot(name),
      software: packageJson.version,
    },
    memory,
  );
  screens = await openPages({ config, memory, clock, office, devices, board, log }, () => setAside);
  const console = await openConsole(
    join(config.spareMemory ?? config.data, socketName),
    consoleOf({
      name,
      software: packageJson.version,
      staff: () => office.views().staff,
      depths: () => ({
        freeBytes: freeBytesIn(config.data),
        messagesSetAside: setAside,
        access: { enrolled: mqtt.isEnrolled(), trouble: mqtt.trouble() },
        now: clock.now().wall,
      }),
      journal: memory.journal,
      printer: devices.rooms.printer,
      units: devices.rooms.units,
      act: deskOf(office).act,
      enrol: (code, origin) => enrolCard(card, code, origin),
      onChange(listener) {
        watchers.add(listener);
        return () => watchers.delete(listener);
      },
    }),
  ).catch((error: Error) => log.warn({}, `technicians cannot ask: ${error.message}`));
  if (memory.isNew && devices.bench) for (const { number } of config.settings.counters) await office.act(number, { action: 'open' });
  watchdog.ready();
  flushCompileCache();
  process.stdout.write(`edge ${config.office}/${config.edge} is open at ${screens.address}\n`);
  endOnSignal(async () => {
    watchdog.stopping();
    await Promise.all([screens.close(), console?.close()]);
    await office.close();
    giveBack();
  });
}

/**
 * The clock and the way to the cloud; what hands on a bench do to the office's time does not move the broker's. Where `npm start` runs both
 * sides it is told, so that the cloud's time goes with it.
 */
function openReach(config: EdgeConfig, truth: Clock, name: EdgeName): ReturnType<typeof withHands> {
  const enrolledFile = join(config.data, credentialFile);
  return withHands(
    config,
    truth,
    (clock) => mqttLink({ name, ...config.mqtt, enrolledFile, now: () => clock.now().wall, after: truth.after }),
    (turned) => void process.send?.({ turned }),
  );
}

type Memory = Pick<Rooms, 'journal' | 'snapshots'> &
  Parameters<typeof openOffice>[1] & { readonly resume: { wall: number; steady: number } | null; readonly isNew: boolean };

/** What the disk remembers: the newest snapshot and the journal after it. A snapshot of another journal is history of another life. */
async function remember({ data, settings, startAt }: EdgeConfig, spare: SpareMemory, log: Log): Promise<Memory> {
  const snapshots = twoGenerations(nodeDisk, data, (problem) => log.warn({}, problem));
  const folder = join(data, 'journal');
  const enduring = spare.hasFailedTooOften(Date.now());
  const mintId = (): string => randomBytes(16).toString('hex');
  const now = (resume: Moment | null) => {
    const clock = systemClock({ startAt, resume });
    return { ...clock.now(), clockTrusted: clock.trusted() };
  };
  const renewed = await replaceOlderCopy({ disk: nodeDisk, data, settings, now, mintId });
  if (renewed !== null) log.warn({}, renewed);
  const open = (after: number) => openJournal({ disk: nodeDisk, folder, mintId, after, spare, enduring });
  let snapshot = await snapshots.load();
  let opened = open(snapshot?.seq ?? 0);
  let lost: Queue | null = null;
  if (snapshot && snapshot.journal !== opened.journal.id) {
    log.warn({ snapshot: snapshot.journal, journal: opened.journal.id }, 'the snapshot belongs to another journal and is not used');
    await opened.journal.close();
    lost = snapshot.queue as Queue;
    snapshot = null;
    opened = open(0);
  }
  refuseMissingHistory(snapshot, opened.journal, folder);
  if (opened.torn) log.warn({}, `journal: ${opened.torn}`);
  const { journal, entries, newest } = opened;
  const isNew = journal.given() === 0;
  const block = isNew ? blockOfNewJournal(replacementOrdinal(nodeDisk, data), lost) : null;
  const queue = recoverQueue(snapshot, entries, settings);
  return {
    journal,
    snapshots,
    queue: block ? replacing(queue, block) : queue,
    acked: snapshot?.acked ?? 0,
    snapshotSeq: snapshot?.seq ?? 0,
    resume: newest ? asQueueEvent(newest).at : null,
    isNew,
  };
}

/** Snapshot and journal must touch: entries between them were promised, and nobody knows them any more. */
function refuseMissingHistory(snapshot: Snapshot | null, { first, last }: Journal, folder: string): void {
  const wayOut = 'Way out: "fronta rebuild" takes up what is intact.';
  if (snapshot && snapshot.seq > last())
    throw new DamagedJournal(`the journal in ${folder} ends at entry ${last()}, but the snapshot knows entry ${snapshot.seq}. ${wayOut}`);
  if (first > (snapshot?.seq ?? 0) + 1)
    throw new DamagedJournal(`the journal in ${folder} begins at entry ${first}, and no snapshot knows what was before. ${wayOut}`);
}

type Joined = {
  readonly config: EdgeConfig;
  readonly memory: Memory;
  readonly clock: Clock;
  readonly office: Office;
  readonly devices: Awaited<ReturnType<typeof openDevices>>;
  readonly board: BoardKeeper;
  readonly log: Log;
};

/** The pages of kiosk, board and staff, with the numbers of the last weeks. `setAside` counts messages that did not parse. */
function openPages({ config, memory, clock, office, devices, board, log }: Joined, setAside: () => number): Promise<Screens> {
  const warn = (problem: string): void => log.warn({}, problem);
  const file = daysFile(nodeDisk, config.data, warn);
  return openScreens({
    ...config.listen,
    desk: deskOf(office),
    bench: devices.bench,
    numbers: numbersOf({ journal: memory.journal, file, clock, queue: office.queue, warn }),
    pictures: board.picture,
    log,
    pagesFolder: fileURLToPath(new URL('./screens/dist', import.meta.url)),
    metrics: edgeMetrics(() => ({ ...office.vitals(), messagesSetAside: setAside() }), devices.rooms.units.health),
    places: config.buttons.places,
    cloudOrigin: () => office.queue().publicOrigin,
    steadyMs: () => clock.now().steady,
  });
}

const deskOf = (office: Office): Desk => ({
  views: office.views,
  staffWithCode: (code) => staffWithCode(office.queue().settings.staff, code),
  async issuing(to) {
    const { refusal } = await office.issuing(to);
    return refusal ? { ok: false, refusal: refusal.word } : { ok: true };
  },
  async act(counter, action) {
    const { refusal, queue } = await office.act(counter, action);
    return refusal
      ? { ok: false, refusal: refusal.word }
      : { ok: true, counter, ticket: numberOf(queue, queue.counters[counter]?.ticket ?? null) };
  },
});

function freeBytesIn(folder: string): number | null {
  try {
    return nodeDisk.free(folder);
  } catch {
    return null;
  }
}

/** A read-only disk is no reason to stay closed: the journal declares itself volatile (F2). */
function makeWritable(folder: string): void {
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new Error(
      `the data folder ${folder} cannot be written (${(error as NodeJS.ErrnoException).code}); set FRONTA_DATA to one that can`,
    );
  }
}

/** Ends once, whichever signal comes first; a second one does not cut the orderly end short. */
function endOnSignal(close: () => Promise<void>): void {
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    close().then(
      () => process.exit(0),
      (error: Error) => die(error.message),
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}

/** The next start makes a new journal. Where the disk takes no mark of that, the office goes on for itself, and the cloud hears nothing (F18). */
function beginAnew(found: OlderCopy, data: string, log: Log): void {
  try {
    markOlderCopy(nodeDisk, data, found);
  } catch (error) {
    log.warn({}, `${found.message}, and the disk takes nothing: ${(error as Error).message}`);
    return;
  }
  die(`${found.message}; ending to be started again on a new journal`);
}

/** The disk is broken: the process ends, is started again and reads anew; after too many starts like this it goes on from memory (F4). */
function stopPromising(error: Error, spare: SpareMemory): never {
  if (!isDiskError(error)) die(error.message);
  spare.noteFailure(Date.now());
  die(`the journal can promise no more, ending to be started again: ${error.message}`);
}

function die(message: string): never {
  process.stderr.write(`fronta edge: ${message}\n`);
  process.exit(1);
}

main().catch((error: Error) => die(error.message));
