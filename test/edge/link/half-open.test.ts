import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { pino } from 'pino';
import { embeddedLink } from '../../../cloud/link/embedded.ts';
import { mqttLink } from '../../../edge/link/mqtt.ts';
import type { LinkState } from '../../../edge/link/port.ts';
import { tcpProxy } from '../../sync/tcp-proxy.ts';

const name = { office: 'krumlov', edge: 'kiosk-1' };
/** The real keepalive takes its time: with FRONTA_FULL=1; else one of a second, and the bound in proportion. */
const keepaliveSeconds = process.env.FRONTA_FULL === '1' ? 15 : 1;
const boundMs = (25_000 * keepaliveSeconds) / 15 + 500;

test(`a connection that is half open is noticed on both sides within 25 s of a keepalive of 15 s, and mended (F15, P38)`, async (t) => {
  t.timeout(90_000);
  const folder = mkdtempSync(join(tmpdir(), 'fronta-half-open-'));
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, 'not a secret\n');
  const log = pino({ level: 'silent' });
  const cloud = embeddedLink({ url: 'embedded://127.0.0.1:0', verify: async () => true, now: Date.now, log });
  const willed = new Promise<number>((resolve) =>
    cloud.onUp(async (messages) => {
      const isWill = messages.some(({ topic, text }) => topic.endsWith('/up/status') && JSON.parse(text).state === 'offline');
      if (isWill) resolve(performance.now());
    }),
  );
  await cloud.start();
  const proxy = await tcpProxy(cloud.port());
  const edge = mqttLink({
    name,
    url: `mqtt://127.0.0.1:${proxy.port}`,
    username: 'krumlov/kiosk-1',
    passwordFile,
    caFile: null,
    now: Date.now,
    keepaliveSeconds,
    after: (ms, task) => {
      const timer = setTimeout(task, ms);
      return () => clearTimeout(timer);
    },
  });
  const waiting = new Map<LinkState, () => void>();
  edge.onState((state) => waiting.get(state)?.());
  const becomes = (state: LinkState) => new Promise<number>((resolve) => waiting.set(state, () => resolve(performance.now())));
  t.teardown(async () => {
    await edge.close();
    await proxy.close();
    await cloud.stop();
    rmSync(folder, { recursive: true });
  });
  await becomes('online');
  const stalledAt = performance.now();
  proxy.stall();
  const [edgeNoticed, cloudNoticed] = await Promise.all([becomes('offline'), willed]);
  t.true(edgeNoticed - stalledAt < boundMs, `the edge noticed after ${Math.round(edgeNoticed - stalledAt)} ms`);
  t.true(cloudNoticed - stalledAt < boundMs, `the cloud noticed after ${Math.round(cloudNoticed - stalledAt)} ms`);
  proxy.mend();
  await becomes('online');
  t.pass();
});
