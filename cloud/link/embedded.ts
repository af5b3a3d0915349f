import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { Aedes, type AedesPublishPacket, type AuthenticateError, type Client } from 'aedes';
import mqttPacket from 'mqtt-packet';
import { type DownMessage, messageLengthMax } from '#contract/envelope.ts';
import { allUpTopics, cloudStatusTopic, downTopic, type EdgeName, edgeRoot } from '#contract/topic.ts';
import { createLanes } from './lanes.ts';
import { limitPackets } from './packet-limit.ts';
import { mayPublish, maySubscribe, readUsername } from './permission.ts';
import { type Link, LinkError, outstandingMax, type Sent, type UpListener } from './port.ts';
import { cloudStatus, type LinkLog } from './status.ts';
import { unpacked } from './unpacked.ts';

/** The library would keep each of the 65,536 numbers of its protocol as a buffer of its own: 7 MiB and an object for each. */
mqttPacket.writeToStream.cacheNumbers = false;

/** Connections at once; those beyond are closed at once by the listening socket. */
export const connectionsMax = 10_000;
/** Bytes of one MQTT packet: a message of the protocol in UTF-8 and its topic. */
const packetBytesMax = messageLengthMax * 2;
/** An edge that reads nothing for this long is disconnected. */
const drainTimeoutMs = 20_000;
/** A TLS handshake takes no longer. */
const handshakeMsMax = 10_000;

export type EmbeddedOptions = {
  /** `embedded://host:port`; port 0 takes any free one. */
  readonly url: string;
  readonly verify: (edge: EdgeName, password: string) => Promise<boolean>;
  /** Certificate and key, PEM; `null` listens without TLS, for edges on this machine or behind something that ends TLS. */
  readonly tls?: Pick<TlsOptions, 'cert' | 'key'> | null;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: LinkLog;
};

export type EmbeddedLink = Link & {
  /** The port it listens on; 0 before start. */
  port(): number;
};

/**
 * The broker inside the cloud's process (aedes, MQTT 3.1.1): enough for one office and one command. Edges sign in as `<office>/<edge>`;
 * the cloud's own side never leaves the process.
 */
export function embeddedLink({ url, verify, tls = null, now, log }: EmbeddedOptions): EmbeddedLink {
  const lanes = createLanes(
    async (messages) => {
      for (const listener of upListeners) await listener(messages);
    },
    (error) => log.error({ err: error }, 'messages from an edge could not be handled'),
  );
  const present = new Map<string, Set<Client>>();
  const outstanding = new Map<string, number>();
  let dismissals = 0;
  const broker = guardedBroker(verify, () => dismissals, log);
  const server = openServer(tls, (socket) => accept(broker, socket));
  server.maxConnections = connectionsMax;
  const upListeners: UpListener[] = [];
  const reachableListeners: (() => void)[] = [];

  const deliver = (packet: AedesPublishPacket, done: () => void): void => {
    lanes.push({ topic: packet.topic, text: unpacked(packet.payload) }, done);
  };
  const publish = (topic: string, payload: string, retain: boolean): Promise<void> =>
    new Promise((resolve) => broker.publish({ cmd: 'publish', topic, payload, qos: 1, retain, dup: false }, () => resolve()));

  /** Whether an edge may come in is asked of the database at each attempt; here are those who are in already. */
  const dismiss = async (edge: EdgeName): Promise<'done'> => {
    dismissals += 1;
    const clients = [...(present.get(edgeRoot(edge)) ?? [])];
    await Promise.all(clients.map((client) => new Promise<void>((resolve) => client.close(resolve))));
    return 'done';
  };

  broker.on('client', (client) => {
    remember(present, client);
    // Verified before somebody was shut out, and perhaps by what no longer counts: it comes again, or it does not.
    if (verifiedAt.get(client) !== dismissals) client.close();
  });
  broker.on('clientDisconnect', (client) => forget(present, client));
  broker.on('clientError', (client, error) => log.warn({ edge: edges.get(client), reason: error.message }, 'an edge was disconnected'));
  broker.on('connectionError', (_, error) => log.warn({ reason: error.message }, 'a connection was refused'));

  return {
    onUp: (listener) => void upListeners.push(listener),
    onReachable: (listener) => void reachableListeners.push(listener),
    port: () => portOf(server),
    accounts: { admit: async () => 'done', shutOut: dismiss, dismiss },
    async start() {
      await listen(server, url);
      await broker.listen();
      await new Promise<void>((resolve) => broker.subscribe(allUpTopics, deliver, resolve));
      await publish(cloudStatusTopic, cloudStatus('online', now()), true);
      log.info({ port: portOf(server) }, 'the broker listens');
      for (const listener of reachableListeners) listener();
    },
    async send(to, message: DownMessage): Promise<Sent> {
      const root = edgeRoot(to);
      if (broker.closed || !present.has(root)) return 'offline';
      const waiting = outstanding.get(root) ?? 0;
      if (waiting >= outstandingMax) return 'overloaded';
      outstanding.set(root, waiting + 1);
      await publish(downTopic(to, message.kind), JSON.stringify(message.body), false);
      const left = (outstanding.get(root) ?? 1) - 1;
      if (left > 0) outstanding.set(root, left);
      else outstanding.delete(root);
      return 'sent';
    },
    async stop() {
      if (broker.closed) return;
      server.close();
      await publish(cloudStatusTopic, cloudStatus('offline', now()), true);
      await new Promise<void>((resolve) => broker.unsubscribe(allUpTopics, deliver, resolve));
      await lanes.idle();
      await new Promise<void>((resolve) => broker.close(resolve));
    },
  };
}

/** Who a connection has proved to be. */
const edges = new WeakMap<Client, EdgeName>();
/** How many dismissals there had been when its password was looked at. */
const verifiedAt = new WeakMap<Client, number>();
const badUserNameOrPassword = 4;
const notAuthorized = 5;

/** A broker that lets an edge do what belongs to it and nothing else (F32). */
function guardedBroker(verify: EmbeddedOptions['verify'], dismissals: () => number, log: LinkLog): Aedes {
  const wills = new WeakMap<Client, { readonly topic: string; readonly retain: boolean }>();
  const check = async (client: Client, username: string | undefined, password: Buffer | undefined): Promise<AuthenticateError | null> => {
    const edge = readUsername(username);
    verifiedAt.set(client, dismissals());
    if (!edge || !password || !(await verify(edge, password.toString())))
      return refusal(badUserNameOrPassword, 'unknown edge or wrong password');
    const will = wills.get(client);
    if (will && !mayPublish(edge, will)) return refusal(notAuthorized, `the will of ${username} is not in its own subtree`);
    edges.set(client, edge);
    // A client id is free text: without this one office could throw another's edge out by taking its id [MQTT-3.1.4-2].
    (client as { id: string }).id = `${username}:${client.id}`;
    return null;
  };
  // Without a limit of its own: a message being handled must never keep the answers to others from going out.
  const concurrency = 0;
  return new Aedes({
    concurrency,
    drainTimeout: drainTimeoutMs,
    preConnect(client, packet, done) {
      if (packet.will) wills.set(client, { topic: packet.will.topic, retain: packet.will.retain === true });
      done(null, true);
    },
    authenticate(client, username, password, done) {
      check(client, username, password as Buffer | undefined).then(
        (refused) => done(refused, refused === null),
        (error: unknown) => {
          log.error({ err: error }, 'an edge could not be verified');
          done(refusal(3, 'not now'), false);
        },
      );
    },
    authorizePublish(client, packet, done) {
      const edge = client && edges.get(client);
      const may = edge && mayPublish(edge, packet);
      // A status is kept for who reads it later; here that is the cloud alone, which has heard it. The library looks at all that is kept for
      // each who subscribes, and a thousand offices that come back would look at a thousand statuses each.
      packet.retain = false;
      done(may ? null : new Error(`may not publish on ${packet.topic}`));
    },
    authorizeSubscribe(client, subscription, done) {
      const edge = edges.get(client);
      done(null, edge && maySubscribe(edge, subscription.topic) ? subscription : null);
    },
  });
}

const refusal = (returnCode: number, message: string): AuthenticateError => Object.assign(new Error(message), { returnCode });

function openServer(tls: EmbeddedOptions['tls'], onSocket: (socket: Socket) => void): Server {
  if (!tls) return createServer({ noDelay: true }, onSocket);
  const server = createTlsServer({ ...tls, minVersion: 'TLSv1.2', noDelay: true, handshakeTimeout: handshakeMsMax }, onSocket);
  // One that gives up its handshake, or knows another authority, harms nobody else.
  server.on('tlsClientError', () => undefined);
  return server;
}

function accept(broker: Aedes, socket: Socket): void {
  if (broker.closed) return void socket.destroy();
  limitPackets(socket, packetBytesMax);
  broker.handle(socket);
}

function remember(present: Map<string, Set<Client>>, client: Client): void {
  const edge = edges.get(client);
  if (!edge) return;
  const clients = present.get(edgeRoot(edge)) ?? new Set();
  present.set(edgeRoot(edge), clients.add(client));
}

function forget(present: Map<string, Set<Client>>, client: Client): void {
  const edge = edges.get(client);
  const clients = edge && present.get(edgeRoot(edge));
  clients?.delete(client);
  if (edge && clients?.size === 0) present.delete(edgeRoot(edge));
}

function listen(server: Server, url: string): Promise<void> {
  const parsed = /^embedded:\/\/([^/:]+|\[[^\]]+\]):(\d+)\/?$/.exec(url);
  if (!parsed) return Promise.reject(new LinkError(`FRONTA_MQTT_URL: expected embedded://host:port, got "${url}"`));
  const host = parsed[1] as string;
  const port = Number(parsed[2]);
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'the port is already in use' : error.message;
      reject(new LinkError(`FRONTA_MQTT_URL: cannot listen on ${host}:${port}: ${why}`));
    });
    server.listen(port, host.replace(/^\[|\]$/g, ''), resolve);
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return address && typeof address === 'object' ? address.port : 0;
}
