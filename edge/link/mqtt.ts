import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import mqttPacket from 'mqtt-packet';
import { type Decoded, decodeCloudStatus, decodeDown } from '#contract/decode.ts';
import type { DownMessage } from '#contract/envelope.ts';
import { cloudStatusTopic, downTopics, type EdgeName, readDownTopic, upTopic } from '#contract/topic.ts';
import { createPacking } from './packing.ts';
import type { Link, LinkState, Trouble } from './port.ts';
import { troubleOf } from './reach.ts';

export type MqttLinkOptions = {
  readonly name: EdgeName;
  readonly url: string;
  readonly username: string;
  /** Read at every attempt, so that a credential that comes or changes later is taken up without a restart. */
  readonly passwordFile: string;
  /** What enrolment wrote, if it ever did: goes before `passwordFile`. */
  readonly enrolledFile?: string;
  readonly caFile: string | null;
  readonly now: () => number;
  /** Calls after so many milliseconds, unless what it answered is called before. */
  readonly after: (ms: number, task: () => void) => () => void;
  /** Seconds between pings: a half-open connection is noticed after one and a half of them (F15). */
  readonly keepaliveSeconds?: number;
};

export type MqttLink = Link & {
  /** Why the last attempt failed; `null` while it is connected, or before it was ever tried. */
  trouble(): Trouble | null;
  /** Whether there is a credential to come in with. */
  isEnrolled(): boolean;
  /** Ends the connection without a word, as a cut cable does, and makes it again. For the bench. */
  readonly plug: { pull(): void; push(): void };
};

const keepaliveSecondsUsual = 15;
/** The first reconnect comes soon, later ones up to this apart, spread by chance so that a thousand offices do not come at once. */
const reconnectMsMin = 250;
const reconnectMsMax = 8_000;
/** A broker that hangs or is ending too may never take the farewell; its last will says the same. */
const farewellMsMax = 1_000;

/**
 * The link over an MQTT broker, as spoken by 3.1.1: the protocol needs no more. Nothing is queued in the client: what the
 * broker does not take now, the outbox sends again.
 */
export function mqttLink(options: MqttLinkOptions): MqttLink {
  const listeners = {
    state: [] as Parameters<Link['onState']>[0][],
    message: [] as Parameters<Link['onMessage']>[0][],
    aside: [] as Parameters<Link['onSetAside']>[0][],
  };
  let state: LinkState = 'offline';
  let reads: readonly string[] = [];
  const pack = createPacking();
  /** Counts connections that ended: what was made for one is not sent on the next, which has yet to say hello. */
  let ended = 0;
  const become = (next: LinkState): void => {
    if (next === state) return;
    state = next;
    for (const listener of listeners.state) listener(next);
  };
  const client = connect(options);
  client.on('connect', () => void greet(client, options, become, () => state));
  client.on('close', () => {
    ended += 1;
    become('offline');
  });
  let enrolled = false;
  let trouble: Trouble | null = null;
  client.on('connect', () => {
    trouble = null;
  });
  // Every failure ends in 'close', which is what the office needs to know; why is for the technician.
  client.on('error', (error: Error & { code?: unknown }) => {
    trouble = troubleOf(error);
  });
  client.on('message', (topic, payload) => receive(topic, payload.toString('utf8')));

  const setAside = (topic: string, reason: string): void => {
    for (const listener of listeners.aside) listener(topic, reason);
  };

  function receive(topic: string, text: string): void {
    const kind = readDownTopic(options.name, topic);
    if (topic === cloudStatusTopic) hearStatus(text);
    else if (kind) hearMessage(topic, decodeDown(kind, text));
    else setAside(topic, 'no such topic');
  }

  function hearStatus(text: string): void {
    const status = decodeCloudStatus(text);
    if (status.ok) {
      reads = status.message.reads ?? [];
      become(status.message.state === 'online' ? 'online' : 'broker-only');
    } else setAside(cloudStatusTopic, status.reason);
  }

  function hearMessage(topic: string, decoded: Decoded<DownMessage>): void {
    if (decoded.ok) for (const listener of listeners.message) listener(decoded.message);
    else setAside(topic, decoded.reason);
  }

  async function farewell(): Promise<void> {
    const late = Promise.withResolvers<void>();
    const inTime = options.after(farewellMsMax, late.resolve);
    await Promise.race([late.promise, publish(client, upTopic(options.name, 'status'), statusOf('offline', options.now()), true)]);
    inTime();
  }

  return {
    onState: (listener) => void listeners.state.push(listener),
    onMessage: (listener) => void listeners.message.push(listener),
    onSetAside: (listener) => void listeners.aside.push(listener),
    async send({ kind, body }) {
      if (!client.connected) return false;
      const before = ended;
      const payload = await pack(JSON.stringify(body), reads.includes('deflate'));
      return ended === before && client.connected && publish(client, upTopic(options.name, kind), payload, false);
    },
    reads: (form) => reads.includes(form),
    trouble: () => trouble,
    plug: { pull: () => void client.end(true), push: () => void client.reconnect() },
    isEnrolled: () => (enrolled ||= passwordOf(options) !== undefined),
    async close() {
      if (client.connected) await farewell();
      await client.endAsync(true);
    },
  };
}

/** The library would keep each of the 65,536 numbers of its protocol as a buffer of its own: 20 MiB and 40 ms of every start. */
mqttPacket.writeToStream.cacheNumbers = false;

function connect(options: MqttLinkOptions): MqttClient {
  const settings: IClientOptions = {
    protocolVersion: 4,
    clientId: `${options.name.office}-${options.name.edge}-${randomBytes(4).toString('hex')}`,
    clean: true,
    keepalive: options.keepaliveSeconds ?? keepaliveSecondsUsual,
    connectTimeout: 10_000,
    reconnectPeriod: reconnectMsMin,
    reconnectOnConnackError: true,
    queueQoSZero: false,
    username: options.username,
    will: {
      topic: upTopic(options.name, 'status'),
      payload: Buffer.from(JSON.stringify({ state: 'offline', at: null })),
      qos: 1,
      retain: true,
    },
  };
  const password = passwordOf(options);
  if (password !== undefined) settings.password = password;
  const ca = authorityOf(options);
  if (ca !== undefined) settings.ca = ca;
  const client = mqtt.connect({ ...settings, ...addressOf(options.url) });
  let attempts = 0;
  client.on('connect', () => {
    attempts = 0;
    // The library leaves it to the system to hold a small message back until the one before it was acknowledged.
    (client.stream as Partial<Socket>).setNoDelay?.(true);
  });
  client.on('reconnect', () => Object.assign(client.options, { password: passwordOf(options), ca: authorityOf(options) }));
  client.prependListener('close', () => {
    const longest = Math.min(reconnectMsMax, reconnectMsMin * 2 ** attempts++);
    client.options.reconnectPeriod = Math.round(longest * (0.5 + Math.random() / 2));
  });
  return client;
}

/** Taken apart here: given the text, the library asks `url.parse`, which Node warns of. */
function addressOf(url: string): Pick<IClientOptions, 'protocol' | 'host' | 'port'> {
  const { protocol, hostname, port } = new URL(url);
  return {
    protocol: protocol === 'mqtts:' ? 'mqtts' : 'mqtt',
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    ...(port !== '' && { port: Number(port) }),
  };
}

/** Hears the cloud and says that this edge is there; until the cloud's own status arrives, only the broker is known to be up. */
async function greet(
  client: MqttClient,
  options: MqttLinkOptions,
  become: (state: LinkState) => void,
  state: () => LinkState,
): Promise<void> {
  try {
    await client.subscribeAsync([downTopics(options.name), cloudStatusTopic], { qos: 1 });
    if (!(await publish(client, upTopic(options.name, 'status'), statusOf('online', options.now()), true))) return;
    if (state() === 'offline' && client.connected) become('broker-only');
  } catch {
    client.reconnect(); // refused or cut meanwhile: begin again
  }
}

/** True when the broker has taken it. */
async function publish(client: MqttClient, topic: string, payload: string | Buffer, retain: boolean): Promise<boolean> {
  try {
    await client.publishAsync(topic, payload, { qos: 1, retain });
    return true;
  } catch {
    return false;
  }
}

const statusOf = (state: 'online' | 'offline', wall: number): string => JSON.stringify({ state, at: new Date(wall).toISOString() });

const passwordOf = ({ enrolledFile, passwordFile }: MqttLinkOptions): string | undefined =>
  (enrolledFile === undefined ? undefined : readPassword(enrolledFile)) ?? readPassword(passwordFile);

/** One that cannot be read keeps no office closed: then nobody vouches for the broker, which is told. */
function authorityOf({ caFile }: MqttLinkOptions): Buffer | undefined {
  try {
    return caFile === null ? undefined : readFileSync(caFile);
  } catch {
    return undefined;
  }
}

/** What a unit gives a service that has no credential yet (fronta-edge.service, SetCredential=). */
const noPassword = 'none';

function readPassword(path: string): string | undefined {
  try {
    const password = readFileSync(path, 'utf8').trim();
    return password === '' || password === noPassword ? undefined : password;
  } catch {
    return undefined; // not enrolled yet: the broker refuses, and the next attempt reads again
  }
}
