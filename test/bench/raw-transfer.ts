import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { Aedes } from 'aedes';
import mqtt from 'mqtt';

/** A bare broker and a bare client: what the machine allows. */
export async function rawBroker(): Promise<{ readonly port: number; close(): Promise<void> }> {
  const broker = new Aedes({ concurrency: 0 });
  await broker.listen();
  const server = createServer({ noDelay: true }, (socket) => broker.handle(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      await new Promise<void>((resolve) => broker.close(() => resolve()));
      server.close();
    },
  };
}

/** QoS 1 messages a second, each acknowledged by the broker, `window` of them under way; the first `warmUp` are not counted. */
export async function rawRoundTrips(payload: string, count: number, window: number, warmUp: number): Promise<number> {
  const { port, close } = await rawBroker();
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`);
  let next = 0;
  const bring = async (upTo: number): Promise<void> => {
    const lane = async (): Promise<void> => {
      while (next < upTo) {
        next += 1;
        await client.publishAsync('fronta/raw', payload, { qos: 1 });
      }
    };
    await Promise.all(Array.from({ length: window }, lane));
  };
  await bring(warmUp);
  const began = performance.now();
  await bring(warmUp + count);
  const rate = (count / (performance.now() - began)) * 1_000;
  await client.endAsync(true);
  await close();
  return rate;
}
