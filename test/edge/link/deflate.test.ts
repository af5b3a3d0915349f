import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import test, { type ExecutionContext } from 'ava';
import mqtt from 'mqtt';
import { batchEventsMax } from '#contract/envelope.ts';
import { cloudStatusTopic, upTopic } from '#contract/topic.ts';
import { mqttLink } from '../../../edge/link/mqtt.ts';
import { rawBroker } from '../../bench/raw-transfer.ts';
import { filler, journalA, sealed } from '../../cloud/edge-client.ts';

const name = { office: 'krumlov', edge: 'kiosk-1' };
const body = (count: number) => ({ journal: journalA, events: sealed(name, journalA, 1, filler(count)) });

/** What stands on the wire when an edge sends a small and a whole batch to a cloud with this status. */
async function onTheWire(t: ExecutionContext, status: object): Promise<readonly Buffer[]> {
  const folder = mkdtempSync(join(tmpdir(), 'fronta-deflate-'));
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, 'any');
  const broker = await rawBroker();
  const cloud = await mqtt.connectAsync(`mqtt://127.0.0.1:${broker.port}`);
  await cloud.publishAsync(cloudStatusTopic, JSON.stringify(status), { qos: 1, retain: true });
  const payloads: Buffer[] = [];
  const both = new Promise<void>((resolve) =>
    cloud.on('message', (_, payload) => {
      if (payloads.push(payload) === 2) resolve();
    }),
  );
  await cloud.subscribeAsync(upTopic(name, 'events'), { qos: 1 });
  const after = (ms: number, task: () => void) => {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  };
  const url = `mqtt://127.0.0.1:${broker.port}`;
  const edge = mqttLink({ name, url, username: 'krumlov/kiosk-1', passwordFile, caFile: null, now: Date.now, after });
  t.teardown(async () => {
    await edge.close();
    await cloud.endAsync(true);
    await broker.close();
    rmSync(folder, { recursive: true });
  });
  await new Promise<void>((resolve) => edge.onState((state) => void (state === 'online' && resolve())));
  for (const count of [1, batchEventsMax]) t.true(await edge.send({ kind: 'events', body: body(count) }));
  await both;
  return payloads;
}

test('to a cloud that reads it an edge sends whole batches deflated, and what happens now as it is (P42)', async (t) => {
  const [small, whole] = (await onTheWire(t, { state: 'online', at: null, reads: ['deflate'] })) as [Buffer, Buffer];
  t.deepEqual(JSON.parse(small.toString()), body(1));
  t.deepEqual(JSON.parse(inflateSync(whole).toString()), body(batchEventsMax));
  t.true(whole.length < JSON.stringify(body(batchEventsMax)).length / 4, `${whole.length} bytes`);
});

test('a cloud that does not say that it reads it gets plain JSON (P43)', async (t) => {
  for (const reads of [undefined, ['something-else']]) {
    const payloads = await onTheWire(t, { state: 'online', at: null, reads });
    t.deepEqual(
      payloads.map((payload) => JSON.parse(payload.toString()).events.length),
      [1, batchEventsMax],
    );
  }
});
