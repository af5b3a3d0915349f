import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import mqtt from 'mqtt';
import { pino } from 'pino';
import { batchEventsMax, seal } from '#contract/envelope.ts';
import type { Fact } from '#contract/event.ts';
import { downTopics, edgeRoot, readDownTopic, upTopic } from '#contract/topic.ts';
import { createFeed } from '../../cloud/feed/feed.ts';
import { groupEventsMax } from '../../cloud/ingest/gathering.ts';
import { createIngest } from '../../cloud/ingest/ingest.ts';
import { startTakingThread } from '../../cloud/ingest/taking-thread.ts';
import type { IngestThreadData } from '../../cloud/ingest-thread.ts';
import { type EmbeddedLink, embeddedLink } from '../../cloud/link/embedded.ts';
import { windowEventsMax } from '../../edge/core/outbox.ts';
import { issued } from '../cloud/edge-client.ts';
import { kiosk, monday } from '../cloud/sync-cloud.ts';
import { openWorld } from '../sync/world.ts';
import { rawRoundTrips } from './raw-transfer.ts';
import { type Measured, measured } from './report.ts';

const journal = 'a'.repeat(32);
/** Events, or bare messages, before the clock runs; a multiple of a batch. */
export const warmUp = 100 * batchEventsMax;

export type IngestingCloud = { readonly link: EmbeddedLink; close(): Promise<void> };

/** The cloud's ingest behind its own broker, its database in a new folder of `parent`. */
export async function ingestingCloud(parent: string = tmpdir()): Promise<IngestingCloud> {
  const folder = mkdtempSync(join(parent, 'fronta-bench-ingest-'));
  const world = await openWorld(`sqlite:${join(folder, 'cloud.sqlite')}`);
  const { store } = world;
  const clock = { now: () => monday };
  const log = pino({ level: 'silent' });
  const after = () => () => undefined;
  const link = embeddedLink({ url: 'embedded://127.0.0.1:0', verify: async () => true, now: Date.now, log });
  const feed = createFeed({ store, clock, log, send: link.send, after });
  const publicOrigin = 'http://localhost:8080';
  const data: IngestThreadData = { door: store.door!, config: { smtpUrl: 'inbox:' } };
  const taking = startTakingThread(new URL('../../cloud/ingest-thread.ts', import.meta.url), data, clock);
  const { take } = taking;
  const ingest = createIngest({ store, clock, log, send: link.send, feed, take, publicOrigin, onEvents: () => undefined, after });
  link.onUp(ingest.hear);
  await link.start();
  return {
    link,
    async close() {
      await link.stop();
      await taking.close();
      await world.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** The events of an ordinary morning: a ticket is given, printed, called and served. */
export function factAt(index: number): Fact {
  const ordinal = Math.floor(index / 4) + 1;
  const ticket = { ordinal, number: `A${(ordinal % 9_000) + 1}`, counter: 1 };
  switch (index % 4) {
    case 0:
      return issued(ordinal, { number: ticket.number, token: `token-of-ticket-${String(ordinal).padStart(8, '0')}` });
    case 1:
      return { name: 'slip.printed', data: { ordinal, copy: false } };
    case 2:
      return { name: 'ticket.called', data: { ...ticket, rule: 'order', passedOver: 0 } };
    default:
      return { name: 'ticket.served', data: ticket };
  }
}

const messageOf = (first: number, count: number): string => {
  const events = Array.from({ length: count }, (_, index) =>
    seal(
      { ...factAt(first + index), seq: first + index + 1, time: '2026-11-23T08:10:00+01:00', steadyMs: 1, boot: 1, clockTrusted: true },
      journal,
      edgeRoot(kiosk),
    ),
  );
  return JSON.stringify({ journal, events });
};

/**
 * Events a second from the wire to the acknowledgement after the commit, `perMessage` in a message, `window` messages under way; the first
 * `warmUp` events, while the thread starts and code is compiled, are not counted.
 */
async function eventsPerSecond(count: number, perMessage: number, window: number): Promise<number> {
  const cloud = await ingestingCloud();
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${cloud.link.port()}`, {
    username: `${kiosk.office}/${kiosk.edge}`,
    password: 'any',
  });
  const messages = Array.from({ length: (warmUp + count) / perMessage }, (_, index) => messageOf(index * perMessage, perMessage));
  let acknowledged = (_seq: number): void => undefined;
  client.on('message', (topic, payload) => {
    if (readDownTopic(kiosk, topic) === 'ack') acknowledged(JSON.parse(payload.toString()).seq);
  });
  await client.subscribeAsync(downTopics(kiosk), { qos: 1 });
  let next = 0;
  const bring = async (upTo: number): Promise<void> => {
    const done = new Promise<void>((resolve) => {
      acknowledged = (seq) => seq >= upTo && resolve();
    });
    const lane = async (): Promise<void> => {
      while (next < upTo / perMessage) await client.publishAsync(upTopic(kiosk, 'events'), messages[next++]!, { qos: 1 });
    };
    await Promise.all([done, ...Array.from({ length: window }, lane)]);
  };
  await bring(warmUp);
  const began = performance.now();
  await bring(warmUp + count);
  const rate = (count / (performance.now() - began)) * 1_000;
  await client.endAsync(true);
  await cloud.close();
  return rate;
}

/**
 * Deduplicated, folded and committed before the acknowledgement, beside bare QoS 1 round trips of the same broker, which sync nothing; and beside
 * what the disk allows: the same rows, synced by the bare database in groups as large as wait together.
 */
export async function ingest(): Promise<readonly Measured[]> {
  const window = 64;
  const raw = await rawRoundTrips(messageOf(0, 1), 20_000, window, warmUp);
  const one = await eventsPerSecond(20_000, 1, window);
  const batched = await eventsPerSecond(128_000, batchEventsMax, windowEventsMax / batchEventsMax);
  return [
    measured('ingest-one', '1/s', one, raw),
    measured('ingest-batched', '1/s', batched, raw),
    measured('ingest-one beside bare commits', '1/s', one, bareCommits(20_000, window)),
    measured('ingest-batched beside bare commits', '1/s', batched, bareCommits(128_000, groupEventsMax)),
  ];
}

/** Rows a second that the bare database inserts, `group` in a synced transaction. */
function bareCommits(count: number, group: number): number {
  const folder = mkdtempSync(join(tmpdir(), 'fronta-bench-commits-'));
  const db = new DatabaseSync(join(folder, 'bare.sqlite'));
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  db.exec('create table event (source text, journal text, seq integer, envelope text, primary key (source, journal, seq))');
  const insert = db.prepare('insert into event values (?, ?, ?, ?) on conflict do nothing');
  const { events } = JSON.parse(messageOf(0, 1)) as { readonly events: readonly unknown[] };
  const envelope = JSON.stringify(events[0]);
  const began = performance.now();
  for (let first = 0; first < count; first += group) {
    db.exec('begin');
    for (let seq = first; seq < first + group; seq++) insert.run(edgeRoot(kiosk), journal, seq, envelope);
    db.exec('commit');
  }
  const rate = (count / (performance.now() - began)) * 1_000;
  db.close();
  rmSync(folder, { recursive: true });
  return rate;
}
