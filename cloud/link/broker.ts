import type { Socket } from 'node:net';
import { getCACertificates } from 'node:tls';
import { connect, type IClientOptions, type IConnackPacket, type MqttClient } from 'mqtt';
import { decodeCloudStatus } from '#contract/decode.ts';
import type { DownMessage } from '#contract/envelope.ts';
import { allUpTopics, cloudStatusTopic, downTopic, type EdgeName, edgeRoot } from '#contract/topic.ts';
import { createLanes } from './lanes.ts';
import { mosquittoAccounts } from './mosquitto-accounts.ts';
import { type Link, LinkError, outstandingMax, type Sent, type UpListener } from './port.ts';
import { cloudStatus, type LinkLog } from './status.ts';
import { unpacked } from './unpacked.ts';

const keepaliveSeconds = 15;
const connectTimeoutMs = 10_000;
/** Pause before the next attempt, up to half of it added by chance. */
const reconnectMs = 1_000;
/** A stop waits for a last word no longer than this. */
const farewellMs = 1_000;

export type BrokerOptions = {
  /** `mqtt(s)://user:password@host:port` */
  readonly url: string;
  /** A certificate that vouches for the broker beside those that the machine trusts, PEM. */
  readonly ca?: string | null;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: LinkLog;
};

/**
 * The way through an external broker, which any number of clouds may share, MQTT 5 and, where that is refused, 3.1.1. The broker's access rules say who may write where; ingest
 * checks the sources again. Starting never waits for the broker: the cloud serves its pages without one.
 */
export function brokerLink({ url, ca = null, now, log }: BrokerOptions): Link {
  const lanes = createLanes(
    async (messages) => {
      for (const listener of upListeners) await listener(messages);
    },
    (error) => log.error({ err: error }, 'messages from an edge could not be handled'),
  );
  /** Sends of each edge that the broker has not acknowledged on this connection. */
  let outstanding = new Map<string, number>();
  const upListeners: UpListener[] = [];
  const reachableListeners: (() => void)[] = [];
  let client: MqttClient | null = null;

  const accounts = mosquittoAccounts({
    isConnected: () => client?.connected === true,
    subscribe: async (topic) => void (await client?.subscribeAsync(topic, { qos: 1 })),
    publish: async (topic, text) => void (await client?.publishAsync(topic, text, { qos: 1 })),
    after(ms, task) {
      const timer = setTimeout(task, ms).unref();
      return () => clearTimeout(timer);
    },
  });

  const sayOnline = (connected: MqttClient): void =>
    void connected.publish(cloudStatusTopic, cloudStatus('online', now()), { qos: 1, retain: true });
  const onConnect = (connected: MqttClient, accepted: IConnackPacket): void => {
    connected.subscribe([canShare(connected, accepted) ? sharedUpTopics : allUpTopics, cloudStatusTopic], { qos: 1 }, (error) => {
      if (error) return log.error({ reason: error.message }, 'the broker refused the subscription');
      sayOnline(connected);
      log.info('connected to the broker');
      for (const listener of reachableListeners) listener();
    });
  };
  const onClose = (): void => {
    outstanding = new Map();
  };

  return {
    accounts,
    onUp: (listener) => void upListeners.push(listener),
    onReachable: (listener) => void reachableListeners.push(listener),
    async start() {
      if (!/^mqtts?:\/\//.test(url) || !URL.canParse(url)) throw new LinkError('FRONTA_MQTT_URL: expected mqtt(s)://user:password@host');
      client = open(url, ca);
      const opened = client;
      opened.handleMessage = (packet, done) => {
        const text = unpacked(packet.payload);
        if (accounts.hear(packet.topic, text)) return done();
        if (packet.topic === cloudStatusTopic) {
          // Another cloud has gone, and spoke for all of us.
          if (client !== null && saysOffline(text)) sayOnline(opened);
          return done();
        }
        lanes.push({ topic: packet.topic, text }, () => done());
      };
      opened.on('connect', (accepted) => {
        // The library leaves it to the system to hold a small message back until the one before it was acknowledged.
        (opened.stream as Partial<Socket>).setNoDelay?.(true);
        onConnect(opened, accepted);
      });
      opened.on('close', onClose);
      opened.on('error', (error: Error & { code?: number | string }) => {
        if (speaksOnlyVersion4(error.code)) opened.options.protocolVersion = 4;
        log.warn({ reason: error.message || String(error.code) }, 'no connection to the broker');
      });
    },
    async send(to: EdgeName, message: DownMessage): Promise<Sent> {
      if (!client?.connected) return 'offline';
      const root = edgeRoot(to);
      const during = outstanding;
      const before = during.get(root) ?? 0;
      if (before >= outstandingMax) return 'overloaded';
      during.set(root, before + 1);
      client.publish(downTopic(to, message.kind), JSON.stringify(message.body), { qos: 1 }, () => {
        const left = (during.get(root) ?? 1) - 1;
        if (left > 0) during.set(root, left);
        else during.delete(root);
      });
      // Not when the broker acknowledges it: that word may stand behind messages of a lane that is full until its answer was sent.
      return 'sent';
    },
    async stop() {
      if (!client) return;
      const leaving = client;
      client = null;
      if (leaving.connected) {
        const said = leaving.publishAsync(cloudStatusTopic, cloudStatus('offline', now()), { qos: 1, retain: true });
        await Promise.race([said.catch(() => {}), new Promise((resolve) => setTimeout(resolve, farewellMs).unref())]);
      }
      await lanes.idle();
      await leaving.endAsync(true);
    },
  };
}

/** Of several clouds one hears each message; each of them hears of the clouds' own standing. */
const sharedUpTopics = `$share/fronta-clouds/${allUpTopics}`;

/** A broker that cannot share tells every cloud everything, which costs work and loses nothing (F16). 3.1.1 knows no way to ask. */
const canShare = (connected: MqttClient, accepted: IConnackPacket): boolean =>
  connected.options.protocolVersion === 5 && accepted.properties?.sharedSubscriptionAvailable !== false;

const saysOffline = (text: string): boolean => {
  const status = decodeCloudStatus(text);
  return status.ok && status.message.state === 'offline';
};

function open(url: string, ca: string | null): MqttClient {
  const options: IClientOptions = {
    protocolVersion: 5,
    keepalive: keepaliveSeconds,
    clean: true,
    connectTimeout: connectTimeoutMs,
    reconnectPeriod: reconnectMs + Math.round((Math.random() * reconnectMs) / 2),
    reconnectOnConnackError: true,
    resubscribe: false,
    queueQoSZero: false,
    ...(ca !== null && { ca: [...getCACertificates('default'), ca] }),
    will: { topic: cloudStatusTopic, payload: Buffer.from(cloudStatus('offline', null)), qos: 1, retain: true },
  };
  return connect(url, options);
}

/** "Unacceptable protocol version" in the words of 3.1.1 [MQTT-3.2.2.3] and of 5 [MQTT5 3.2.2.2]. */
const speaksOnlyVersion4 = (code: number | string | undefined): boolean => code === 1 || code === 132;
