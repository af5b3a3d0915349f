import { spawn } from 'node:child_process';
import { closeSync, fstatSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test, { type ExecutionContext } from 'ava';
import { until } from './until.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What each side writes to its standard error when that is what systemd says the journal is. */
async function said(t: ExecutionContext, args: readonly string[], env: Readonly<Record<string, string>>): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'fronta-log-'));
  const file = join(folder, 'stderr');
  const stderr = openSync(file, 'w');
  const { dev, ino } = fstatSync(stderr);
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { PATH: process.env.PATH, FRONTA_DATA: folder, JOURNAL_STREAM: `${dev}:${ino}`, ...env },
    stdio: ['ignore', 'ignore', stderr],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  t.teardown(async () => {
    child.kill('SIGKILL');
    await ended;
    closeSync(stderr);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });
  return until('a line of the log', () => readFileSync(file, 'utf8'), 40_000);
}

const sides: readonly (readonly [string, readonly string[], Readonly<Record<string, string>>])[] = [
  ['the edge', ['edge/main.ts', '--config', 'edge/example.json'], { FRONTA_EDGE_PORT: '0' }],
  [
    'the cloud',
    ['--import', 'tsx', 'cloud/main.ts'],
    { FRONTA_CLOUD_PORT: '0', FRONTA_MQTT_URL: 'embedded://127.0.0.1:0', FRONTA_DATABASE_URL: 'sqlite::memory:' },
  ],
];
for (const [name, args, env] of sides)
  test(`${name} tells the journal of systemd how grave a line is`, async (t) => {
    t.regex(await said(t, args, { ...env, FRONTA_LOG: 'debug' }), /^<[67]>\{"level":[23]0,/);
  });
