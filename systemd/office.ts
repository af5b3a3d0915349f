import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { makeFolder } from '../edge/disk/make-folder.ts';
import { startAgain } from './start-again.ts';

/**
 * A whole office on this machine: what systemd does on a kiosk and a server, this does in a terminal. Cloud and edge are two
 * processes; either may be killed to see how the other goes on, and started again by the command that is then named.
 */
const root = fileURLToPath(new URL('..', import.meta.url));

type Service = { readonly name: string; readonly args: readonly string[]; readonly env: NodeJS.ProcessEnv; readonly again: string };

const environment = await officeEnvironment(process.env);
/** What Node compiled of the edge at its first start serves every later one. */
const compileCache = join(root, 'node_modules/.cache/node');
const running = new Map<string, ChildProcess>();
const addresses = new Map<string, string>();
let ending = false;

const edgeConfig = writeEdgeConfig(environment);
const services: readonly Service[] = [
  { name: 'cloud', args: ['--import', 'tsx', 'cloud/main.ts'], env: environment, again: 'npm run cloud' },
  {
    name: 'edge',
    args: ['--max-semi-space-size=1', 'edge/dist/main.cjs', '--config', edgeConfig],
    env: { ...environment, NODE_COMPILE_CACHE: compileCache },
    again: `npm run edge -- --config ${edgeConfig}`,
  },
];
process.stdout.write('Fronta: starting the example office…\n');
for (const service of services) start(service);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => end(0));

function start(service: Service): void {
  const child = spawn(process.execPath, service.args, {
    cwd: root,
    env: service.env,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  running.set(service.name, child);
  // The hands of the bench's clock move both: what the edge says of them goes on to the cloud as it is.
  if (service.name === 'edge') child.on('message', (turned) => void running.get('cloud')?.send(turned, () => undefined));
  createInterface({ input: child.stdout! }).on('line', (line) => said(service, line));
  child.once('exit', (code, signal) => {
    running.delete(service.name);
    if (ending) return;
    if (!addresses.has(service.name)) return end(1); // it never opened and has said why
    if (running.size === 0) return end(0);
    process.stdout.write(
      `the ${service.name} ended (${signal ?? code}); the rest goes on without it. Start it again with: ${startAgain(service.again, process.env, performance.now())}\n`,
    );
  });
}

/** A process says on its first line where it is open; when both have, the addresses are shown once. */
function said(service: Service, line: string): void {
  const address = /(https?:\/\/\S+)/.exec(line)?.[1];
  if (!address) return void process.stdout.write(`${service.name}: ${line}\n`);
  const known = addresses.has(service.name);
  addresses.set(service.name, address);
  if (known) return void process.stdout.write(`${line}\n`);
  if (addresses.size === services.length) process.stdout.write(welcome(environment.FRONTA_PUBLIC_ORIGIN!, addresses.get('edge')!));
}

/** Ends both in order; what does not end by itself in time is ended. */
function end(code: number): void {
  if (ending) return;
  ending = true;
  const children = [...running.values()];
  const timer = setTimeout(() => children.forEach((child) => void child.kill('SIGKILL')), 5_000);
  const ended = children.map((child) => new Promise((done) => child.once('exit', done)));
  for (const child of children) child.kill('SIGTERM');
  void Promise.all(ended).then(() => {
    clearTimeout(timer);
    process.exit(code);
  });
}

/** The environment of both processes: as told, with what is left out following from what is told. */
async function officeEnvironment(told: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
  const data = resolve(told.FRONTA_DATA ?? join(root, 'var'));
  const port = told.FRONTA_CLOUD_PORT === '0' ? await freePort() : (told.FRONTA_CLOUD_PORT ?? '8080');
  return {
    ...told,
    FRONTA_DATA: data,
    FRONTA_CLOUD_PORT: port,
    FRONTA_PUBLIC_ORIGIN: told.FRONTA_PUBLIC_ORIGIN ?? `http://localhost:${port}`,
    ...(told.NODE_ENV !== 'production' && { FRONTA_CLOCK_TURNS: '1' }),
    FRONTA_DATABASE_URL: told.FRONTA_DATABASE_URL ?? `sqlite:${join(data, 'cloud.sqlite')}`,
    FRONTA_MQTT_URL: told.FRONTA_MQTT_URL ?? 'embedded://127.0.0.1:1883',
    FRONTA_LOG: told.FRONTA_LOG ?? 'error',
  };
}

/** Links in mails are made of the address, so it is chosen before the cloud starts: 0 takes a port that is free now. */
async function freePort(): Promise<string> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return String(port);
}

/** The example edge with the broker and the password file of this office; answers the path of its configuration. */
function writeEdgeConfig(env: NodeJS.ProcessEnv): string {
  const example = JSON.parse(readFileSync(join(root, 'edge/example.json'), 'utf8'));
  const database = env.FRONTA_DATABASE_URL!;
  const folder = database.startsWith('sqlite:') ? dirname(resolve(root, database.slice('sqlite:'.length))) : env.FRONTA_DATA!;
  const mqtt = {
    ...example.mqtt,
    url: env.FRONTA_MQTT_URL!.replace(/^embedded:/, 'mqtt:'),
    passwordFile: join(folder, 'kiosk-1.password'),
  };
  const path = join(env.FRONTA_DATA!, 'edge.json');
  try {
    makeFolder(env.FRONTA_DATA!);
    writeFileSync(path, `${JSON.stringify({ ...example, mqtt }, null, 2)}\n`);
  } catch (error) {
    process.stderr.write(
      `fronta: the data folder ${env.FRONTA_DATA} cannot be written (${(error as NodeJS.ErrnoException).code}); set FRONTA_DATA to one that can\n`,
    );
    process.exit(1);
  }
  return path;
}

const welcome = (cloud: string, edge: string): string => `
  The office is open.

    Book an hour        ${cloud}/
    Read the mails      ${cloud}/inbox
    The bench           ${edge}/bench     kiosk, keypad, printer and call units, simulated
    The hall's board    ${edge}/board
    The kiosk's screen  ${edge}/kiosk
    The staff page      ${edge}/staff     code 2010
    The queue at home   ${cloud}/live/krumlov
    The office at work  ${cloud}/admin            settings, the day, booking by phone

  Ctrl-C ends it; what it knows stays in ${environment.FRONTA_DATA}.

`;
