import { execFileSync } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import type { Machine, Running } from './port.ts';

/** An edge that accepts a call answers within this, milliseconds. */
const answerMsMax = 2_000;
const unit = 'fronta-edge.service';

/** This machine: dpkg-deb unpacks, systemd restarts, and the edge answers on its technicians' socket. */
export const systemdMachine = (socketPath: string): Machine => ({
  unpack,
  restart() {
    execFileSync('systemctl', ['reset-failed', unit], { stdio: 'ignore' }); // counts its restarts anew
    // Whether it opens is for the health check to say: an exit status here would be that of another moment.
    execFileSync('systemctl', ['restart', '--no-block', unit], { stdio: 'ignore' });
  },
  async running() {
    const software = await softwareBehind(socketPath);
    return software === null ? null : { software, pid: property('MainPID') };
  },
  failures: () => property('NRestarts'),
  pause: (ms) => pause(ms),
  steadyMs: () => performance.now(),
});

const property = (name: string): number =>
  Number(execFileSync('systemctl', ['show', `--property=${name}`, '--value', unit], { encoding: 'utf8' }));

/** The program's tree of a package, and nothing else of it. */
export function unpack(archive: string, folder: string): void {
  const fresh = mkdtempSync(join(dirname(folder), '.unpacking-'));
  try {
    execFileSync('dpkg-deb', ['--extract', archive, fresh], { stdio: ['ignore', 'ignore', 'pipe'] });
    renameSync(join(fresh, 'usr/lib/fronta'), folder);
    // All of the file system at once: thousands of files one by one would take a card minutes.
    execFileSync('sync', ['--file-system', folder], { stdio: 'ignore' });
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

function softwareBehind(socketPath: string): Promise<Running['software'] | null> {
  return new Promise((resolve) => {
    const asking = request({ socketPath, path: '/v1/status', timeout: answerMsMax }, (answer) => {
      text(answer).then(
        (body) => resolve(softwareIn(body)),
        () => resolve(null),
      );
    });
    asking.on('timeout', () => asking.destroy());
    asking.on('error', () => resolve(null));
    asking.end();
  });
}

function softwareIn(body: string): string | null {
  try {
    return (JSON.parse(body) as { software?: string }).software ?? null;
  } catch {
    return null;
  }
}
