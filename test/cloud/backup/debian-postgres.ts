import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../../office/free-port.ts';

/** Debian keeps the server's programs here, by major version. */
const versions = '/usr/lib/postgresql';
const password = 'geheim';

/** A server of the same version as the `pg_dump` of this machine, which dumps no newer one. */
export type DebianPostgres = {
  /** `postgres://…` of its own database. */
  readonly url: string;
  /** The folder of its programs. */
  readonly programs: string;
  stop(): Promise<void>;
};

/** Starts Debian's PostgreSQL in a temporary folder; it refuses root, so root lends it the account `postgres`. */
export async function startDebianPostgres(): Promise<DebianPostgres> {
  const newest = readdirSync(versions).sort((a, b) => Number(b) - Number(a))[0]!;
  const programs = join(versions, newest, 'bin');
  const folder = mkdtempSync(join(tmpdir(), 'fronta-debian-postgres-'));
  chmodSync(folder, 0o755);
  const account = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {};
  if (account.uid !== undefined) chownSync(folder, account.uid, account.gid);
  const data = join(folder, 'data');
  const made = spawnSync(join(programs, 'initdb'), ['--pgdata', data, '--username=postgres', '--auth=trust', '--no-sync'], account);
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
  const port = await freePort();
  const options = ['-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${folder}`, '-c', 'fsync=off'];
  const server = spawn(join(programs, 'postgres'), ['-D', data, '-p', String(port), ...options], {
    ...account,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(server, 'exit');
  const said: string[] = [];
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: server.stderr! }).on('line', (line) => {
      said.push(line);
      if (line.includes('ready to accept connections')) resolve();
    });
    ended.then(() => reject(new Error(`postgres ended: ${said.join('\n')}`)), reject);
  });
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    programs,
    async stop() {
      server.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const idOf = (which: '-u' | '-g'): number => Number(spawnSync('id', [which, 'postgres'], { encoding: 'utf8' }).stdout);
