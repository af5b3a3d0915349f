import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../office/until.ts';

/** Longest that systemd may take from the start of the container until all its units are up, milliseconds. */
const bootMsMax = 60_000;

/** A Debian that systemd has started, without any network but its own loopback. */
export type Container = {
  /** Runs a program within and answers what it wrote. Throws with both outputs when it fails. */
  run(program: string, ...args: readonly string[]): string;
  /** The same for a line of shell. */
  shell(line: string, input?: string): string;
  /** A folder or file within, as this machine sees it. */
  path(inside: string): string;
  /** Ends all processes at one moment, as a power cut does, and starts the machine anew on the same disk. */
  cutPower(): Promise<void>;
  end(): Promise<void>;
};

/** Unpacks the archive to `folder` and boots it; `debs` is to be seen within as /debs, read-only. */
export async function bootContainer(options: {
  readonly archive: string;
  readonly folder: string;
  readonly debs: string;
}): Promise<Container> {
  const { archive, folder, debs } = options;
  mkdirSync(folder);
  execFileSync('tar', ['--directory', folder, '--extract', '--numeric-owner', '--file', archive]);
  let running = await boot(folder, debs);
  const environment = ['PATH=/usr/sbin:/usr/bin:/sbin:/bin', 'LC_ALL=C.UTF-8', 'DEBIAN_FRONTEND=noninteractive', 'HOME=/root'];
  function run(program: string, ...args: readonly string[]): string {
    return inside(undefined, program, ...args);
  }
  function inside(input: string | undefined, ...command: readonly string[]): string {
    const entered = ['--target', String(running.leader), '--all', '--', '/usr/bin/env', '--ignore-environment', ...environment];
    const { status, stdout, stderr, error } = spawnSync('nsenter', [...entered, ...command], { encoding: 'utf8', input, timeout: 120_000 });
    if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status ?? error?.message}:\n${stdout}${stderr}`);
    return stdout;
  }
  return {
    run,
    shell: (line, input) => inside(input, 'sh', '-ec', line),
    path: (within) => join(folder, within),
    async cutPower() {
      await kill(running.nspawn);
      running = await boot(folder, debs);
    },
    async end() {
      await kill(running.nspawn);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Booted = { readonly nspawn: ChildProcess; readonly leader: number };

async function boot(folder: string, debs: string): Promise<Booted> {
  const alone = ['--private-network', '--register=no', '--keep-unit', '--link-journal=no', '--resolv-conf=off', '--timezone=off'];
  const nspawn = spawn(
    'systemd-nspawn',
    ['--boot', '--quiet', '--console=pipe', `--directory=${folder}`, `--bind-ro=${debs}:/debs`, ...alone],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let said = '';
  nspawn.stderr!.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4_000);
  });
  const forget = (): void => void nspawn.kill('SIGKILL');
  process.once('exit', forget);
  nspawn.once('exit', () => process.off('exit', forget));
  try {
    const leader = await until(
      () => `systemd runs in the container; systemd-nspawn said: ${said}`,
      () => leaderOf(nspawn),
      bootMsMax,
    );
    return { nspawn, leader };
  } catch (error) {
    await kill(nspawn);
    throw error;
  }
}

/** The first process of the container once it takes jobs, or `null`. Throws when there will be none. */
function leaderOf(nspawn: ChildProcess): number | null {
  if (nspawn.exitCode !== null || nspawn.pid === undefined) return null;
  const children = readFileSync(`/proc/${nspawn.pid}/task/${nspawn.pid}/children`, 'utf8').trim().split(' ');
  const leader = Number(children.at(-1));
  if (!leader) return null;
  const { stdout } = spawnSync('nsenter', ['--target', String(leader), '--all', '--', 'systemctl', 'is-system-running'], {
    encoding: 'utf8',
  });
  return /^(running|degraded)/.test(stdout) ? leader : null;
}

async function kill(nspawn: ChildProcess): Promise<void> {
  if (nspawn.exitCode !== null || nspawn.signalCode !== null) return;
  const ended = new Promise((resolve) => nspawn.once('exit', resolve));
  const leader = existsSync(`/proc/${nspawn.pid}/task`) && readFileSync(`/proc/${nspawn.pid}/task/${nspawn.pid}/children`, 'utf8').trim();
  // The first process of a pid namespace takes all others with it.
  if (leader) process.kill(Number(leader.split(' ').at(-1)), 'SIGKILL');
  else nspawn.kill('SIGKILL');
  await ended;
}
