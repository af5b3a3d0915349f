import mqtt from 'mqtt';
import { decodeDown } from '#contract/decode.ts';
import { type DownKind, type DownMessage, type Envelope, seal, type UpKind } from '#contract/envelope.ts';
import type { Fact } from '#contract/event.ts';
import type { FeedPosition } from '#contract/reservation.ts';
import { cloudStatusTopic, downTopics, type EdgeName, edgeRoot, readDownTopic, upTopic } from '#contract/topic.ts';

type Body<Kind extends DownKind> = Extract<DownMessage, { kind: Kind }>['body'];

/** A scripted edge that speaks the protocol over a real connection; it does nothing by itself. */
export type EdgeClient = {
  readonly name: EdgeName;
  /** The next message of this kind that no earlier call took; waits for it. */
  next<Kind extends DownKind>(kind: Kind): Promise<Body<Kind>>;
  /** The next word on `fronta/1/cloud/status`. */
  nextStatus(): Promise<string>;
  /** Messages of this kind that came and were not taken. */
  untaken(kind: DownKind): number;
  say(kind: UpKind, body: unknown): Promise<void>;
  hello(about: Partial<Hello>): Promise<void>;
  events(journal: string, envelopes: readonly unknown[]): Promise<void>;
  /** Breaks the connection without a farewell, so that the will is published. */
  vanish(): Promise<void>;
  leave(): Promise<void>;
};

type Hello = {
  journal: string;
  first: number;
  last: number;
  boot: number;
  feed: FeedPosition | null;
  settingsRevision: number;
  protocol: number;
  software: string;
};

export const journalA = 'a'.repeat(32);
export const journalB = 'b'.repeat(32);

export async function connectEdge(port: number, name: EdgeName, password: string): Promise<EdgeClient> {
  const client = mqtt.connect(`mqtt://127.0.0.1:${port}`, {
    username: `${name.office}/${name.edge}`,
    password,
    reconnectPeriod: 0,
    will: { topic: upTopic(name, 'status'), payload: Buffer.from(JSON.stringify({ state: 'offline', at: null })), qos: 1, retain: true },
  });
  const boxes = new Map<string, Box>();
  const box = (key: string): Box => {
    const known = boxes.get(key) ?? createBox();
    boxes.set(key, known);
    return known;
  };
  client.on('message', (topic, payload) => {
    const text = payload.toString();
    const kind = readDownTopic(name, topic);
    if (kind === null) return box('status').put(text);
    const decoded = decodeDown(kind, text);
    if (!decoded.ok) throw new Error(decoded.reason);
    box(kind).put(decoded.message.body);
  });
  await new Promise<void>((resolve, reject) => {
    client.once('connect', () => resolve());
    client.once('error', reject);
  });
  client.on('error', () => {});
  await client.subscribeAsync([downTopics(name), cloudStatusTopic], { qos: 1 });
  const say = async (kind: UpKind, body: unknown): Promise<void> => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    await client.publishAsync(upTopic(name, kind), text, { qos: 1, retain: kind === 'status' });
  };
  return {
    name,
    next: (kind) => box(kind).take() as never,
    nextStatus: () => box('status').take() as Promise<string>,
    untaken: (kind) => box(kind).size(),
    say,
    hello: (about) =>
      say('hello', {
        journal: journalA,
        first: 0,
        last: 0,
        boot: 1,
        feed: null,
        settingsRevision: 1,
        protocol: 1,
        software: 'test',
        ...about,
      }),
    events: (journal, events) => say('events', { journal, events }),
    vanish: () =>
      new Promise((resolve) => {
        client.once('close', () => resolve());
        client.stream.destroy();
      }),
    leave: () => client.endAsync(true),
  };
}

type Box = { put(message: unknown): void; take(): Promise<unknown>; size(): number };

function createBox(): Box {
  const messages: unknown[] = [];
  const takers: ((message: unknown) => void)[] = [];
  return {
    put(message) {
      const taker = takers.shift();
      if (taker) taker(message);
      else messages.push(message);
    },
    take: () => (messages.length > 0 ? Promise.resolve(messages.shift()) : new Promise((resolve) => takers.push(resolve))),
    size: () => messages.length,
  };
}

/** Facts as an edge seals them, with seq from `first` on. */
export function sealed(
  name: EdgeName,
  journal: string,
  first: number,
  facts: readonly Fact[],
  time = '2026-11-23T08:10:00+01:00',
): Envelope[] {
  return facts.map((fact, index) =>
    seal({ ...fact, seq: first + index, time, steadyMs: 1_000 + index, boot: 1, clockTrusted: true }, journal, edgeRoot(name)),
  );
}

export const issued = (ordinal: number, more: Partial<Extract<Fact, { name: 'ticket.issued' }>['data']> = {}): Fact => ({
  name: 'ticket.issued',
  data: {
    ordinal,
    number: `A${ordinal}`,
    service: 'vozidla',
    day: '2026-11-23',
    token: `token-of-ticket-${String(ordinal).padStart(4, '0')}`,
    origin: 'button',
    ahead: ordinal - 1,
    forecast: null,
    ...more,
  },
});

/** As many facts of no consequence as wanted. */
export const filler = (count: number): Fact[] => Array.from({ length: count }, () => ({ name: 'printer.changed', data: { state: 'ok' } }));
