import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { ExecutionContext } from 'ava';
import pino from 'pino';
import { brokerLink } from '../../../cloud/link/broker.ts';
import { needs } from '../../needs.ts';
import { freePort } from '../../office/free-port.ts';
import { connectEdge } from '../edge-client.ts';
import { kiosk, monday } from '../sync-cloud.ts';

const withMosquitto = needs('mosquitto');
const log = pino({ level: 'silent' });

withMosquitto('through a broker of another make the cloud says online, hears an edge, answers it, and says farewell', async (t) => {
  const port = await startMosquitto(t);
  const link = brokerLink({ url: `mqtt://127.0.0.1:${port}`, now: () => monday, log });
  t.teardown(() => link.stop());
  const heard = new Promise<string>((resolve) => link.onUp(async (topic, text) => resolve(`${topic} ${text}`)));
  const reachable = new Promise<void>((resolve) => link.onReachable(resolve));
  await link.start();
  await reachable;
  const edge = await connectEdge(port, kiosk, 'any');
  t.teardown(() => edge.leave());
  t.is(JSON.parse(await edge.nextStatus()).state, 'online');
  await edge.say('status', { state: 'online', at: null });
  t.is(await heard, 'fronta/1/krumlov/kiosk-1/up/status {"state":"online","at":null}');
  t.is(await link.send(kiosk, { kind: 'request', body: { want: 'hello' } }), 'sent');
  t.deepEqual(await edge.next('request'), { want: 'hello' });
  await link.stop();
  t.is(JSON.parse(await edge.nextStatus()).state, 'offline');
});

/** Starts a mosquitto that lets everybody in and ends with the test; answers its port once it listens. */
async function startMosquitto(t: ExecutionContext): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'fronta-mosquitto-'));
  const port = await freePort();
  const config = join(folder, 'mosquitto.conf');
  await writeFile(config, `listener ${port} 127.0.0.1\nallow_anonymous true\n`);
  const path = [process.env.PATH, '/usr/sbin'].join(delimiter);
  const broker = spawn('mosquitto', ['-c', config], { env: { PATH: path }, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise<void>((resolve) => broker.once('close', () => resolve()));
  t.teardown(async () => {
    broker.kill();
    await ended;
    await rm(folder, { recursive: true });
  });
  for await (const line of createInterface(broker.stderr)) if (/mosquitto version .* running/.test(line)) return port;
  throw new Error('mosquitto ended before it listened');
}
