import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import mqtt from 'mqtt';
import { batchEventsMax, seal } from '#contract/envelope.ts';
import { exampleOffice } from '#contract/example-office.ts';
import { edgeRoot } from '#contract/topic.ts';
import { systemClock } from '../../edge/clock/system.ts';
import { windowEventsMax } from '../../edge/core/outbox.ts';
import { emptyQueue } from '../../edge/core/queue.ts';
import { nodeDisk } from '../../edge/disk/node.ts';
import { openJournal } from '../../edge/journal/disk-journal.ts';
import { mqttLink } from '../../edge/link/mqtt.ts';
import type { Link } from '../../edge/link/port.ts';
import { createSync } from '../../edge/loop/sync.ts';
import { createTurn } from '../../edge/loop/turn.ts';
import { kiosk, monday } from '../cloud/sync-cloud.ts';
import { farSide } from './far-side.ts';
import { factAt, warmUp } from './ingest.ts';
import { type OfficeOnDisk, officeOnDisk, writeHistory } from './office-on-disk.ts';
import { type Measured, measured, percentile } from './report.ts';

const silent = { info: () => undefined, warn: () => undefined };
const after = (ms: number, task: () => void) => {
  const timer = setTimeout(task, ms);
  return () => clearTimeout(timer);
};

function linkTo(port: number, folder: string): Link {
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, 'any');
  const username = `${kiosk.office}/${kiosk.edge}`;
  return mqttLink({ name: kiosk, url: `mqtt://127.0.0.1:${port}`, username, passwordFile, caFile: null, now: Date.now, after });
}

/** Resolves, with the time, when the cloud has acknowledged so much; `seq` is what it has acknowledged then. */
const acknowledged = (link: Link, least: number): Promise<{ readonly atMs: number; readonly seq: number }> =>
  new Promise((resolve) =>
    link.onMessage(({ kind, body }) => void (kind === 'ack' && body.seq >= least && resolve({ atMs: performance.now(), seq: body.seq }))),
  );

/**
 * Seconds in which an edge with `count` unsent events in a real journal brings them all to the cloud, until the last acknowledgement. It has
 * `warmUp` more that go before and are not counted: a cloud to which an office comes back has long been started.
 */
async function drain(count: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'fronta-bench-drain-'));
  const all = warmUp + count;
  await writeHistory(join(folder, 'journal'), all, factAt);
  const clock = systemClock({ startAt: monday, resume: null });
  const { journal } = openJournal({ disk: nodeDisk, folder: join(folder, 'journal'), mintId: () => '', after: all });
  const cloud = await farSide('cloud', folder);
  const link = linkTo(cloud.port, folder);
  const turn = createTurn(
    { clock, journal },
    emptyQueue(exampleOffice),
    () => undefined,
    () => undefined,
  );
  const rooms = { link, journal, clock, log: silent, source: edgeRoot(kiosk), software: 'bench', fail: () => undefined };
  const sync = createSync(rooms as never, turn, 0, () => undefined);
  const ticking = setInterval(sync.tick, 1_000);
  const [began, ended] = await Promise.all([acknowledged(link, warmUp), acknowledged(link, all)]);
  clearInterval(ticking);
  await link.close();
  await cloud.close();
  await journal.close();
  rmSync(folder, { recursive: true });
  return (((ended.atMs - began.atMs) / 1_000) * count) / (all - began.seq);
}

/** Seconds in which a bare client brings the same bytes to a bare broker, in the same batches with the same window, as many before not counted. */
async function bareTransfer(count: number): Promise<number> {
  const broker = await farSide('broker', tmpdir());
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${broker.port}`);
  const stamp = { time: '2026-11-23T08:10:00+01:00', steadyMs: 1, boot: 1, clockTrusted: true };
  const window = windowEventsMax / batchEventsMax;
  let next = 0;
  const bring = async (upTo: number): Promise<void> => {
    const lane = async (): Promise<void> => {
      while (next * batchEventsMax < upTo) {
        const first = next++ * batchEventsMax;
        const events = Array.from({ length: Math.min(batchEventsMax, upTo - first) }, (_, index) =>
          seal({ ...factAt(first + index), seq: first + index + 1, ...stamp }, 'a'.repeat(32), edgeRoot(kiosk)),
        );
        await client.publishAsync('fronta/raw', JSON.stringify({ journal: 'a'.repeat(32), events }), { qos: 1 });
      }
    };
    await Promise.all(Array.from({ length: window }, lane));
  };
  await bring(warmUp);
  const began = performance.now();
  await bring(warmUp + count);
  const seconds = (performance.now() - began) / 1_000;
  await client.endAsync(true);
  await broker.close();
  return seconds;
}

/** A link that begins to try when it is told where to. */
function lateLink(): Link & { connect(to: Link): void } {
  const onState: Parameters<Link['onState']>[0][] = [];
  const onMessage: Parameters<Link['onMessage']>[0][] = [];
  let link: Link | null = null;
  return {
    onState: (listener) => void onState.push(listener),
    onMessage: (listener) => void onMessage.push(listener),
    onSetAside: () => undefined,
    send: async (message) => (link ? link.send(message) : false),
    close: async () => link?.close(),
    connect(to) {
      link = to;
      for (const listener of onState) link.onState(listener);
      for (const listener of onMessage) link.onMessage(listener);
    },
  };
}

const pressEveryMs = 25;
const quietPresses = 400;
/** A finger in a thread of its own: the press comes when it comes, whatever keeps the office's loop busy then. */
const finger = `const { parentPort } = require('node:worker_threads');
setInterval(() => parentPort.postMessage(performance.timeOrigin + performance.now()), ${pressEveryMs});`;

/** Milliseconds from each press to the last byte of its slip; ends after `most` presses or when `done` settles. */
async function presses(office: OfficeOnDisk, most: number, done: Promise<unknown>): Promise<readonly number[]> {
  const samples: number[] = [];
  // A second press of one button within two seconds would give no ticket.
  office.clock.advance(3_000);
  const hand = new Worker(finger, { eval: true });
  let busy = false;
  const enough = new Promise<void>((resolve) => {
    hand.on('message', async (at: number) => {
      if (busy) return;
      busy = true;
      const { id } = exampleOffice.services[samples.length % exampleOffice.services.length]!;
      samples.push(performance.timeOrigin + (await office.press(id)) - at);
      office.clock.advance(1_000);
      busy = false;
      if (samples.length >= most) resolve();
    });
  });
  await Promise.race([enough, done]);
  await hand.terminate();
  return samples;
}

/** Presses while an office catches up, beside the same office before it has met its cloud. The cloud's disk is not the edge's. */
async function pressesMeanwhile(count: number): Promise<readonly Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), 'fronta-bench-press-'));
  const link = lateLink();
  const office = await officeOnDisk({ parent: folder, link, history: { count, factAt } });
  const quiet = await presses(office, quietPresses, new Promise(() => undefined));
  const memory = existsSync('/dev/shm') ? '/dev/shm' : folder;
  const cloud = await farSide('cloud', memory, true);
  const done = acknowledged(link, count);
  link.connect(linkTo(cloud.port, folder));
  const busy = await presses(office, Number.POSITIVE_INFINITY, done);
  await office.close();
  await cloud.close();
  rmSync(folder, { recursive: true });
  process.stderr.write(`${busy.length} presses meanwhile\n`);
  return [
    measured('catch-up press p50', 'ms', percentile(busy, 0.5), percentile(quiet, 0.5)),
    measured('catch-up press p99', 'ms', percentile(busy, 0.99), percentile(quiet, 0.99)),
  ];
}

const beside = async (name: string, count: number): Promise<Measured> =>
  measured(name, 'ms', (await drain(count)) * 1_000, (await bareTransfer(count)) * 1_000);

/** 100,000 events of an edge that was away, and what a visitor notices of it meanwhile. */
export const catchUp = async (): Promise<readonly Measured[]> => [await beside('catch-up', 100_000), ...(await pressesMeanwhile(100_000))];

/** Ninety days without a link, 400 tickets a day (F14). */
export const drainNinetyDays = async (): Promise<readonly Measured[]> => [await beside('drain-90-days', 90 * 400 * 4)];
