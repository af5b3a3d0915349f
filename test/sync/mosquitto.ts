import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real mosquitto with passwords, access rules and persistence; killed, it forgets what it had not written. */
export type Mosquitto = {
  readonly port: number;
  start(): Promise<void>;
  /** SIGKILL: no farewell. */
  kill(): Promise<void>;
  close(): Promise<void>;
};

/** Where Debian keeps daemons. */
const env = { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin:/usr/local/sbin` };

/** `edges` are user names, `<office>/<edge>`; everybody has the same password. */
export async function mosquitto({ edges, password }: { edges: readonly string[]; password: string }): Promise<Mosquitto> {
  const folder = mkdtempSync(join(tmpdir(), 'fronta-mosquitto-'));
  const port = await freePort();
  const passwords = join(folder, 'passwords');
  writeFileSync(passwords, '', { mode: 0o600 });
  for (const user of ['cloud', ...edges]) execFileSync('mosquitto_passwd', ['-b', passwords, user, password], { env, stdio: 'ignore' });
  const rights = edges.map((user) =>
    [`user ${user}`, `topic write fronta/1/${user}/up/#`, `topic read fronta/1/${user}/down/#`, 'topic read fronta/1/cloud/status'].join(
      '\n',
    ),
  );
  writeFileSync(join(folder, 'acl'), ['user cloud\ntopic readwrite fronta/1/#', ...rights, ''].join('\n\n'), { mode: 0o600 });
  const settings = [
    `listener ${port} 127.0.0.1`,
    'allow_anonymous false',
    `password_file ${passwords}`,
    `acl_file ${join(folder, 'acl')}`,
    'persistence true',
    `persistence_location ${folder}/`,
    'max_queued_messages 1000',
    ...(process.getuid?.() === 0 ? ['user root'] : []),
  ];
  writeFileSync(join(folder, 'mosquitto.conf'), `${settings.join('\n')}\n`);
  let child: ChildProcess | null = null;
  const kill = async (): Promise<void> => {
    if (!child) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    child = null;
  };
  return {
    port,
    async start() {
      child = spawn('mosquitto', ['-c', join(folder, 'mosquitto.conf')], { env, stdio: 'ignore' });
      while (!(await answers(port))) if (child.exitCode !== null) throw new Error(`mosquitto ended with ${child.exitCode}`);
    },
    kill,
    async close() {
      await kill();
      rmSync(folder, { recursive: true });
    },
  };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const done = (open: boolean) => () => {
      socket.destroy();
      resolve(open);
    };
    socket.once('connect', done(true)).once('error', done(false));
  });
