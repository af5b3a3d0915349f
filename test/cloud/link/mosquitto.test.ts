import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { ExecutionContext } from 'ava';
import { needs } from '../../needs.ts';
import { freePort } from '../../office/free-port.ts';
import { talksThrough } from './broker-talk.ts';

const withMosquitto = needs('mosquitto');

withMosquitto('through a broker of another make the cloud says online, hears an edge, answers it, and says farewell', async (t) => {
  await talksThrough(t, await startMosquitto(t));
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
