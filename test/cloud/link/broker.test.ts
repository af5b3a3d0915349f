import { createServer } from 'node:net';
import { Aedes } from 'aedes';
import test, { type ExecutionContext } from 'ava';
import pino from 'pino';
import { cloudStatusTopic, upTopic } from '#contract/topic.ts';
import { brokerLink } from '../../../cloud/link/broker.ts';
import { waitingMax } from '../../../cloud/link/lanes.ts';
import { LinkError } from '../../../cloud/link/port.ts';
import { until } from '../../office/until.ts';
import { kiosk, monday } from '../sync-cloud.ts';
import { talksThrough } from './broker-talk.ts';

const log = pino({ level: 'silent' });

/** A broker of its own that speaks MQTT 3.1.1 only, so that the fallback is met each time. */
async function startBroker(t: ExecutionContext) {
  const broker = await Aedes.createBroker();
  const server = createServer((socket) => broker.handle(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  t.teardown(() => {
    server.close();
    return new Promise<void>((resolve) => broker.close(() => resolve()));
  });
  return { broker, port };
}

test('through a broker that speaks only 3.1.1 the cloud says online, hears an edge and answers it', async (t) => {
  const { port } = await startBroker(t);
  await talksThrough(t, port, 'cloud:secret@');
});

test('the cloud is reachable again, by itself, after its connection to the broker broke (F14)', async (t) => {
  const { broker, port } = await startBroker(t);
  const link = brokerLink({ url: `mqtt://127.0.0.1:${port}`, now: () => monday, log });
  t.teardown(() => link.stop());
  let times = 0;
  const twice = new Promise<void>((resolve) =>
    link.onReachable(() => {
      times += 1;
      if (times === 1)
        for (const client of Object.values((broker as unknown as { clients: Record<string, { conn: { destroy(): void } }> }).clients))
          client.conn.destroy();
      else resolve();
    }),
  );
  const gone = new Promise<void>((resolve) => {
    broker.subscribe(
      cloudStatusTopic,
      (packet, done) => {
        if (JSON.parse(packet.payload.toString()).state === 'offline') resolve();
        done();
      },
      () => {},
    );
  });
  await link.start();
  await gone;
  await t.notThrowsAsync(twice);
});

test('an edge with more messages under way than its lane takes is answered all the same: no answer waits for a word of the broker', async (t) => {
  const { broker, port } = await startBroker(t);
  const link = brokerLink({ url: `mqtt://127.0.0.1:${port}`, now: () => monday, log });
  t.teardown(() => link.stop());
  const flooded = Promise.withResolvers<void>();
  const messages = 2 * waitingMax;
  let answered = 0;
  link.onUp(async (heard) => {
    await flooded.promise;
    for (const _ of heard) {
      await link.send(kiosk, { kind: 'request', body: { want: 'hello' } });
      answered += 1;
    }
  });
  const reachable = new Promise<void>((resolve) => link.onReachable(resolve));
  await link.start();
  await reachable;
  const publish = (text: string) =>
    new Promise<void>((resolve) => {
      const packet = { cmd: 'publish', topic: upTopic(kiosk, 'events'), payload: text, qos: 1, retain: false, dup: false } as const;
      broker.publish(packet, () => resolve());
    });
  await Promise.all(Array.from({ length: messages }, (_, index) => publish(`${index}`)));
  flooded.resolve();
  await t.notThrowsAsync(until(`${messages} messages answered`, () => answered === messages));
});

test('a broker that is not there keeps nothing from starting; an address that is none does', async (t) => {
  const link = brokerLink({ url: 'mqtt://127.0.0.1:1', now: () => monday, log });
  await t.notThrowsAsync(link.start());
  t.is(await link.send(kiosk, { kind: 'request', body: { want: 'hello' } }), 'offline');
  await link.stop();
  await t.throwsAsync(brokerLink({ url: 'http://broker', now: () => monday, log }).start(), { instanceOf: LinkError });
});
