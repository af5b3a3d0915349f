import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { compileCache, edgeBundle } from '../office/edge-bundle.ts';

/** A process of a bench that has said its first line. */
export type Started = {
  readonly pid: number;
  readonly firstLine: string;
  kill(): Promise<void>;
};

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A Node of the same binary that says a word and waits: what every figure of a start or of memory stands beside. */
export const startBare = (): Promise<Started> => start(['-e', 'console.log("open"); setInterval(() => {}, 1000)'], {});

/** The edge as `npm run edge` runs it, on a folder that `history` made, at an instant of its own. Resolves when it is open. */
export const startEdge = (data: string, instant: number): Promise<Started> =>
  start([...edgeBundle, '--config', join(data, 'edge.json')], {
    env: {
      PATH: process.env.PATH,
      FRONTA_DATA: data,
      FRONTA_EDGE_PORT: '0',
      FRONTA_LOG: 'silent',
      FRONTA_CLOCK: new Date(instant).toISOString(),
      ...compileCache,
    },
  });

/** What the machine allows of bookings through HTTP (bare-booking.ts), its database at this path. */
export const startBareBooking = (path: string): Promise<Started> => start(['test/bench/bare-booking.ts', path], {});

/** The cloud on the given environment, its broker and its pages on free ports. Resolves when it has said its address. */
export const startCloud = (env: Readonly<Record<string, string>>): Promise<Started> =>
  start(['--import', 'tsx', 'cloud/main.ts'], {
    env: {
      PATH: process.env.PATH,
      FRONTA_CLOUD_PORT: '0',
      FRONTA_MQTT_URL: 'embedded://127.0.0.1:0',
      FRONTA_LOG: 'silent',
      ...env,
    },
  });

/** The cloud as its package has it and its unit starts it: one module and one a thread. `tree` is where cloudTree put it. */
export const startPackagedCloud = (tree: string, env: Readonly<Record<string, string>>): Promise<Started> =>
  start([...flagsOfTheUnit(), join(tree, 'usr/lib/fronta-cloud/cloud/dist/main.mjs')], {
    env: { PATH: process.env.PATH, FRONTA_LOG: 'silent', ...env },
  });

const flagsOfTheUnit = (): readonly string[] =>
  /^ExecStart=\S+\/node((?: --\S+)*) /m
    .exec(readFileSync(join(root, 'systemd/units/fronta-cloud.service'), 'utf8'))![1]!
    .split(' ')
    .filter(Boolean);

async function start(args: readonly string[], options: SpawnOptions): Promise<Started> {
  const child = spawn(process.execPath, args, { cwd: root, ...options, stdio: ['ignore', 'pipe', 'inherit'] });
  const firstLine = await lineOf(child, args);
  return {
    pid: child.pid!,
    firstLine,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

const lineOf = (child: ChildProcess, args: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    createInterface({ input: child.stdout! }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`${args.join(' ')} ended with ${code} before it was open`)));
  });
