import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
import { createSync } from '../../edge/loop/sync.ts';
import { createTurn } from '../../edge/loop/turn.ts';
import { kiosk, monday } from '../cloud/sync-cloud.ts';
import { factAt, ingestingCloud } from './ingest.ts';
import { rawBroker } from './raw-transfer.ts';
import { type Measured, measured } from './report.ts';

const silent = { info: () => undefined, warn: () => undefined };
const after = (ms: number, task: () => void) => {
  const timer = setTimeout(task, ms);
  return () => clearTimeout(timer);
};

/** Seconds in which an edge with `count` unsent events in a real journal brings them all to the cloud, until the last acknowledgement. */
async function drain(count: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'fronta-bench-drain-'));
  const clock = systemClock({ startAt: monday, resume: null });
  const { journal } = openJournal({ disk: nodeDisk, folder: join(folder, 'journal'), mintId: () => 'a'.repeat(32), after: 0 });
  const stamp = { ...clock.now(), clockTrusted: true };
  for (let first = 0; first < count; first += 500) {
    const facts = Array.from({ length: Math.min(500, count - first) }, (_, index) => factAt(first + index));
    await journal.append(facts, stamp).durable;
  }
  const cloud = await ingestingCloud();
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, 'any');
  const link = mqttLink({
    name: kiosk,
    url: `mqtt://127.0.0.1:${cloud.link.port()}`,
    username: `${kiosk.office}/${kiosk.edge}`,
    passwordFile,
    caFile: null,
    now: () => clock.now().wall,
    after,
  });
  const turn = createTurn(
    { clock, journal },
    emptyQueue(exampleOffice),
    () => undefined,
    () => undefined,
  );
  const rooms = { link, journal, clock, log: silent, source: edgeRoot(kiosk), software: 'bench', fail: () => undefined };
  let began = 0;
  let drained: () => void = () => undefined;
  const sync = createSync(rooms as never, turn, 0, () => undefined);
  const done = new Promise<void>((resolve) => {
    drained = resolve;
  });
  link.onState((state) => {
    if (state === 'online') began ||= performance.now();
  });
  link.onMessage((message) => void (message.kind === 'ack' && message.body.seq >= count && drained()));
  const ticking = setInterval(sync.tick, 1_000);
  await done;
  const seconds = (performance.now() - began) / 1_000;
  clearInterval(ticking);
  await link.close();
  await cloud.close();
  await journal.close();
  rmSync(folder, { recursive: true });
  return seconds;
}

/** Seconds in which a bare client brings the same bytes to a bare broker, in the same batches with the same window. */
async function bareTransfer(count: number): Promise<number> {
  const { port, close } = await rawBroker();
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`);
  const stamp = { time: '2026-11-23T08:10:00+01:00', steadyMs: 1, boot: 1, clockTrusted: true };
  const window = windowEventsMax / batchEventsMax;
  const began = performance.now();
  const batches = Math.ceil(count / batchEventsMax);
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < batches) {
      const first = next++ * batchEventsMax;
      const events = Array.from({ length: Math.min(batchEventsMax, count - first) }, (_, index) =>
        seal({ ...factAt(first + index), seq: first + index + 1, ...stamp }, 'a'.repeat(32), edgeRoot(kiosk)),
      );
      await client.publishAsync('fronta/raw', JSON.stringify({ journal: 'a'.repeat(32), events }), { qos: 1 });
    }
  };
  await Promise.all(Array.from({ length: window }, lane));
  const seconds = (performance.now() - began) / 1_000;
  await client.endAsync(true);
  await close();
  return seconds;
}

const beside = async (name: string, count: number): Promise<readonly Measured[]> => [
  measured(name, 'ms', (await drain(count)) * 1_000, (await bareTransfer(count)) * 1_000),
];

/** 100,000 events of an edge that was away. */
export const catchUp = (): Promise<readonly Measured[]> => beside('catch-up', 100_000);

/** Ninety days without a link, 400 tickets a day (F14). */
export const drainNinetyDays = (): Promise<readonly Measured[]> => beside('drain-90-days', 90 * 400 * 4);
