import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Measured, measured } from './report.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Readings of one process; the lowest counts, since garbage is not what the edge needs. */
const readings = 20;

/** Resident memory of the running edge with simulated devices, beside a bare Node of the same binary that waits. MiB. */
export async function edgeMemory(): Promise<readonly Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), 'fronta-bench-'));
  const bare = spawn(process.execPath, ['-e', 'console.log("open"); setInterval(() => {}, 1000)'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const edge = spawn(process.execPath, ['edge/main.ts', '--config', 'edge/example.json'], {
    cwd: root,
    env: { ...process.env, FRONTA_DATA: folder, FRONTA_EDGE_PORT: '0', FRONTA_LOG: 'silent' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await Promise.all([firstLine(bare), firstLine(edge)]);
    const limit = await resident(bare);
    return [measured('edge-memory', 'MiB', await resident(edge), limit)];
  } finally {
    await Promise.all([ended(bare), ended(edge)]);
    rmSync(folder, { recursive: true });
  }
}

const firstLine = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    createInterface({ input: child.stdout! }).once('line', () => resolve());
    child.once('exit', (code) => reject(new Error(`ended with ${code} before it was open`)));
  });

function ended(child: ChildProcess): Promise<unknown> {
  const end = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  return end;
}

async function resident(child: ChildProcess): Promise<number> {
  let lowest = Number.POSITIVE_INFINITY;
  for (let reading = 0; reading < readings; reading++) {
    const kib = Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]);
    lowest = Math.min(lowest, kib / 1024);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return lowest;
}
