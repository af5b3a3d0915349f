import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import type { OfficeSettings } from '#contract/settings.ts';
import { atTheEnd } from './at-the-end.ts';
import { type BenchHands, benchHands } from './bench-hands.ts';
import { type Citizen, citizenOf } from './citizen.ts';
import { compileCache, edgeBundle } from './edge-bundle.ts';
import { freePort } from './free-port.ts';
import { type Ending, type Process, startProcess } from './process.ts';
import { cloudRows, type JournalOnDisk, readJournal, setSettings, storedEvents } from './stored-facts.ts';
import { until } from './until.ts';

/** One of the two processes of the office; killed and started again as often as a test likes. */
export type Side = {
  /** Where it answers; the same after every start. */
  readonly address: string;
  /** Resolves once it has said that it is open. */
  start(): Promise<void>;
  end(signal: NodeJS.Signals): Promise<Ending>;
  /** The process of the last start. */
  process(): Process;
};

/** The real cloud and the real edge as two processes, as systemd/office.ts runs them, in a folder of their own. */
export type Office = {
  readonly folder: string;
  readonly mqttPort: number;
  readonly database: string;
  readonly edgeConfig: string;
  readonly cloud: Side;
  readonly edge: Side;
  readonly bench: BenchHands;
  readonly citizen: Citizen;
  journal(): JournalOnDisk;
  /** Ends both in order and starts them again at this instant (FRONTA_CLOCK). */
  moveClock(instant: string): Promise<void>;
  /** What is started from now on finds that so many milliseconds more have passed. */
  skip(ms: number): void;
  /** Resolves once edge and cloud hear each other, and the edge has taken up all reservation changes. */
  inTouch(): Promise<void>;
  /** Resolves once the cloud has every fact of the journal. */
  delivered(): Promise<void>;
};

export type OfficeOptions = {
  /** The instant at which the office's clock starts. */
  readonly clock: string;
  /** The office that both sides know from the first moment; the example office without it. */
  readonly settings?: OfficeSettings;
  readonly cloud?: boolean;
};

/** Starts an office and waits until both sides are open; its processes and its folder go with the test. */
export async function runOffice(t: ExecutionContext, options: OfficeOptions): Promise<Office> {
  const folder = await temporaryFolder(t);
  const [cloudPort, edgePort, mqttPort] = [await freePort(), await freePort(), await freePort()];
  const database = join(folder, 'cloud.sqlite');
  const edgeConfig = join(folder, 'edge.json');
  mkdirSync(folder, { recursive: true });
  writeFileSync(edgeConfig, JSON.stringify(edgeFile(mqttPort, options.settings)));
  const clock = movableClock(options.clock);
  const environment = (): Record<string, string> => ({
    FRONTA_DATA: folder,
    FRONTA_CLOUD_PORT: String(cloudPort),
    FRONTA_EDGE_PORT: String(edgePort),
    FRONTA_PUBLIC_ORIGIN: `http://localhost:${cloudPort}`,
    FRONTA_DATABASE_URL: `sqlite:${database}`,
    FRONTA_MQTT_URL: `embedded://127.0.0.1:${mqttPort}`,
    FRONTA_LOG: 'error',
    FRONTA_CLOCK: clock.now(),
    ...compileCache,
  });
  const run = (args: readonly string[], open: RegExp, address: string): Side =>
    side(() => startProcess(t, { args, env: environment() }), open, address);
  const cloud = run(['--import', 'tsx', 'cloud/main.ts'], /^Fronta cloud: (\S+)$/, `http://localhost:${cloudPort}`);
  const edge = run([...edgeBundle, '--config', edgeConfig], /is open at (\S+)$/, `http://127.0.0.1:${edgePort}`);
  const both = (): Promise<unknown> => Promise.all([options.cloud === false ? null : cloud.start(), edge.start()]);
  if (options.settings) {
    await cloud.start();
    setSettings(database, options.settings);
    await edge.start();
  } else await both();

  const journal = (): JournalOnDisk => readJournal(folder);
  return {
    folder,
    mqttPort,
    database,
    edgeConfig,
    cloud,
    edge,
    bench: benchHands(() => edge.address),
    citizen: citizenOf(() => cloud.address),
    journal,
    async moveClock(instant) {
      const ends = await Promise.all([cloud.end('SIGTERM'), edge.end('SIGTERM')]);
      if (ends.some(({ code }) => code !== 0)) throw new Error(`cloud and edge ended with ${JSON.stringify(ends)}`);
      clock.set(instant);
      await both();
    },
    skip: clock.skip,
    inTouch: () => until('edge and cloud are in touch', () => isInTouch(database)).then(() => undefined),
    delivered: () => {
      const counts = (): readonly [here: number, there: number] => {
        const { id, facts } = journal();
        return [facts.length, storedEvents(database, id).length];
      };
      return until(
        () => `the cloud has every fact (written and stored: ${counts()})`,
        () => counts()[0] === counts()[1],
      ).then(() => undefined);
    },
  };
}

export async function temporaryFolder(t: ExecutionContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fronta-office-'));
  const forget = atTheEnd(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  t.teardown(async () => {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    forget();
  });
  return folder;
}

/** The demonstration's edge with this office's broker; its password file lies beside it, where the cloud puts it. */
function edgeFile(mqttPort: number, settings: OfficeSettings | undefined): object {
  const example = JSON.parse(readFileSync(new URL('../../edge/example.json', import.meta.url), 'utf8'));
  const mqtt = { ...example.mqtt, url: `mqtt://127.0.0.1:${mqttPort}`, passwordFile: 'kiosk-1.password' };
  return { ...example, mqtt, ...(settings && { settings }) };
}

/** The office's time goes on over restarts, as a wall clock would. */
function movableClock(start: string): { now(): string; set(instant: string): void; skip(ms: number): void } {
  let base = { instant: Date.parse(start), at: performance.now() };
  return {
    now: () => new Date(base.instant + Math.floor(performance.now() - base.at)).toISOString(),
    set(instant) {
      base = { instant: Date.parse(instant), at: performance.now() };
    },
    skip(ms) {
      base = { ...base, instant: base.instant + ms };
    },
  };
}

function side(spawn: () => Process, open: RegExp, address: string): Side {
  let running: Process | null = null;
  const current = (): Process => {
    if (running === null) throw new Error('it was never started');
    return running;
  };
  return {
    address,
    process: current,
    async start() {
      running = spawn();
      await running.said(open);
    },
    end: (signal) => current().end(signal),
  };
}

/** Whether the edge is online and has taken up every reservation of which this database of the cloud knows. */
export function isInTouch(database: string): boolean {
  const [row] = cloudRows<{ online: number; edgeEpoch: string | null; epoch: string; followed: number; feedRevision: number }>(
    database,
    `select edge.online, edge.feedEpoch as edgeEpoch, office.epoch, edge.feedRevision as followed, office.feedRevision
     from edge join office on office.id = edge.office where edge.office = 'krumlov'`,
  );
  return row !== undefined && row.online === 1 && row.edgeEpoch === row.epoch && row.followed === row.feedRevision;
}
