import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import test, { type ExecutionContext } from 'ava';
import { openStore } from '../../cloud/store/open.ts';
import { connectEdge, filler, journalA, sealed } from './edge-client.ts';
import { kiosk } from './sync-cloud.ts';

type Running = {
  readonly process: ChildProcess;
  readonly origin: string;
  readonly brokerPort: number;
  readonly ended: Promise<number | null>;
};

async function temporaryFolder(t: ExecutionContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fronta-main-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

function launch(t: ExecutionContext, folder: string, env: Record<string, string> = {}): ChildProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', 'cloud/main.ts'], {
    env: {
      ...process.env,
      FRONTA_CLOUD_PORT: '0',
      FRONTA_MQTT_URL: 'embedded://127.0.0.1:0',
      FRONTA_DATABASE_URL: `sqlite:${join(folder, 'cloud.sqlite')}`,
      FRONTA_CLOCK: '2026-11-23T08:10:00+01:00',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  t.teardown(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return child;
}

/** A cloud that has printed its address. */
async function start(t: ExecutionContext, folder: string): Promise<Running> {
  const child = launch(t, folder);
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const broker = lineWith(child, 'stderr', /"port":(\d+),"msg":"the broker listens"/);
  const address = await lineWith(child, 'stdout', /^Fronta cloud: (http:\/\/localhost:\d+)$/);
  return { process: child, origin: address, brokerPort: Number(await broker), ended };
}

function lineWith(child: ChildProcess, stream: 'stdout' | 'stderr', pattern: RegExp): Promise<string> {
  const lines = createInterface({ input: child[stream] as NodeJS.ReadableStream });
  const seen: string[] = [];
  return new Promise((resolve, reject) => {
    lines.on('line', (line) => {
      seen.push(line);
      const found = pattern.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
    lines.once('close', () => reject(new Error(`${stream} ended without ${pattern}: ${seen.join('\n')}`)));
  });
}

/** How a cloud that cannot start ends. */
async function failure(t: ExecutionContext, folder: string, env: Record<string, string>): Promise<{ code: number | null; stderr: string }> {
  const child = launch(t, folder, env);
  let stderr = '';
  child.stderr?.on('data', (chunk) => {
    stderr += String(chunk);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stderr: stderr.replace(/^\{.*\n/gm, '') };
}

async function takenPort(t: ExecutionContext): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  t.teardown(() => server.close());
  const address = server.address();
  return address && typeof address === 'object' ? address.port : 0;
}

const passwordIn = async (folder: string): Promise<string> => (await readFile(join(folder, 'kiosk-1.password'), 'utf8')).trim();

test('the cloud starts with the example office, serves it, lets its edge in and ends cleanly within two seconds', async (t) => {
  const folder = await temporaryFolder(t);
  const cloud = await start(t, folder);
  const live = await fetch(`${cloud.origin}/api/v1/offices/krumlov/live`);
  t.is(((await live.json()) as { link: string }).link, 'offline');
  t.is(live.headers.get('keep-alive'), 'timeout=75', 'longer than a proxy keeps its connections');
  const edge = await connectEdge(cloud.brokerPort, kiosk, await passwordIn(folder));
  t.teardown(() => edge.leave());
  t.is(JSON.parse(await edge.nextStatus()).state, 'online');
  await edge.hello({ settingsRevision: 0 });
  t.is((await edge.next('settings')).settings.office, 'krumlov');
  await edge.next('snapshot');
  const metrics = await (await fetch(`${cloud.origin}/metrics`)).text();
  t.regex(metrics, /^fronta_edges_online 1$/m);
  t.regex(metrics, /^fronta_messages_set_aside_total 0$/m);
  const asked = performance.now();
  cloud.process.kill('SIGTERM');
  t.is(JSON.parse(await edge.nextStatus()).state, 'offline');
  t.is(await cloud.ended, 0);
  t.true(performance.now() - asked < 2_000);
});

test('a cloud killed at any moment picks up where it had committed; every event is stored once (F14, F16)', async (t) => {
  const folder = await temporaryFolder(t);
  const before = await start(t, folder);
  const batch = sealed(kiosk, journalA, 1, filler(64));
  const edge = await connectEdge(before.brokerPort, kiosk, await passwordIn(folder));
  await edge.events(journalA, batch.slice(0, 32));
  await edge.next('ack');
  await edge.events(journalA, batch.slice(32));
  before.process.kill('SIGKILL');
  await before.ended;
  await edge.leave();
  const after = await start(t, folder);
  const again = await connectEdge(after.brokerPort, kiosk, await passwordIn(folder));
  t.teardown(() => again.leave());
  await again.events(journalA, batch);
  t.deepEqual(await again.next('ack'), { journal: journalA, seq: 64 });
  after.process.kill('SIGINT');
  t.is(await after.ended, 0);
  const store = await openStore(`sqlite:${join(folder, 'cloud.sqlite')}`);
  t.teardown(() => store.close());
  const { count } = await store.db
    .selectFrom('event')
    .select((row) => row.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  t.is(count, 64);
});

test('a port in use, a wrong setting or a database that cannot be opened is one clear line and exit code 1', async (t) => {
  const folder = await temporaryFolder(t);
  const port = await takenPort(t);
  const cases: readonly (readonly [Record<string, string>, RegExp])[] = [
    [{ FRONTA_CLOUD_PORT: String(port) }, new RegExp(`^FRONTA_CLOUD_PORT: port ${port} is already in use\\n$`)],
    [
      { FRONTA_MQTT_URL: `embedded://0.0.0.0:${port}` },
      new RegExp(`^FRONTA_MQTT_URL: cannot listen on .*:${port}: the port is already in use\\n$`),
    ],
    [{ FRONTA_PUBLIC_ORIGIN: 'fronta' }, /^FRONTA_PUBLIC_ORIGIN: expected an origin [^\n]*\n$/],
    [{ FRONTA_DATABASE_URL: 'sqlite:/dev/null/cloud.sqlite' }, /^FRONTA_DATABASE_URL: cannot open [^\n]*\n$/],
  ];
  for (const [env, line] of cases) {
    const { code, stderr } = await failure(t, folder, env);
    t.is(code, 1);
    t.regex(stderr, line);
  }
});
