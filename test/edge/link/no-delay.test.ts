import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import pino from 'pino';
import sinon from 'sinon';
import { brokerLink } from '../../../cloud/link/broker.ts';
import { mqttLink } from '../../../edge/link/mqtt.ts';
import { rawBroker } from '../../bench/raw-transfer.ts';

test('neither side of the link waits for a further message to fill a packet (TCP_NODELAY)', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'fronta-no-delay-'));
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, 'any');
  const broker = await rawBroker();
  const calls = sinon.spy(Socket.prototype, 'setNoDelay');
  const after = () => () => undefined;
  const url = `mqtt://127.0.0.1:${broker.port}`;
  const name = { office: 'krumlov', edge: 'kiosk-1' };
  const edge = mqttLink({ name, url, username: 'krumlov/kiosk-1', passwordFile, caFile: null, now: Date.now, after });
  const cloud = brokerLink({ url, now: Date.now, log: pino({ level: 'silent' }) });
  t.teardown(async () => {
    calls.restore();
    await Promise.all([edge.close(), cloud.stop()]);
    await broker.close();
    rmSync(folder, { recursive: true });
  });
  const reachable = new Promise<void>((resolve) => cloud.onReachable(resolve));
  const connected = new Promise<void>((resolve) => edge.onState((state) => void (state !== 'offline' && resolve())));
  await cloud.start();
  await Promise.all([reachable, connected]);
  const ours = calls.getCalls().filter(({ thisValue }) => (thisValue as Socket).remotePort === broker.port);
  t.deepEqual(
    ours.map(({ args }) => args),
    [[true], [true]],
  );
});
